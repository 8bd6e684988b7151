/// @file The lines of a text file that somebody else wrote, one by one, whatever its size.
#pragma once

#include "taraf/base/error.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace taraf::answer {

/// Threads: one at a time.
class Lines
{
public:
    /// No line of a table is longer, bytes.
    static constexpr std::size_t kLongest = std::size_t{1} << 20U;

    /// Errors: NotFound, Io, naming the file.
    [[nodiscard]] static Result<Lines> open(const std::string &path);

    /// The next line without its end ("\n" or "\r\n") and without a byte order mark; nothing at the end of the file. Valid until the next call.
    /// Errors: Io; Corrupt (a line that is too long, a NUL: no text).
    [[nodiscard]] Result<std::optional<std::string_view>> next();

    [[nodiscard]] std::uint64_t number() const noexcept { return m_number; } ///< of the line that next() gave, from 1
    [[nodiscard]] const std::string &path() const noexcept { return m_path; }
    /// "labels.tsv, line 7"
    [[nodiscard]] std::string where() const;

private:
    struct Close {
        void operator()(std::FILE *file) const noexcept { std::fclose(file); }
    };
    Lines(std::string path, std::FILE *file) : m_path(std::move(path)), m_file(file) {}

    std::string m_path;
    std::unique_ptr<std::FILE, Close> m_file;
    std::string m_line;
    std::uint64_t m_number = 0;
};

/// The part before the next tab, which is taken off the line with it.
[[nodiscard]] std::string_view takeField(std::string_view &line);

/// A path as `taraf neighbours` writes it, with %09, %0A and %0D undone.
[[nodiscard]] std::string unescaped(std::string_view field);

} // namespace taraf::answer
