/// @file A table of labels: a line a track, its path first, then what people say about it.
#pragma once

#include "taraf/base/error.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace taraf::answer {

inline constexpr std::uint32_t kNoLabel = std::numeric_limits<std::uint32_t>::max();

/// One column, with a place for each track that has a line.
struct LabelColumn {
    std::string name;
    bool isNumeric = false;
    std::vector<std::uint32_t> classes; ///< of each track, from 0 in the order of appearance; kNoLabel: none. Also for numbers, as they are spelled
    std::vector<double> numbers;        ///< isNumeric: of each track; not finite: none
    std::vector<std::string> names;     ///< of the classes
};

struct LabelTable {
    std::vector<LabelColumn> columns; ///< those with a label for at least one track
    std::uint64_t strangers = 0;      ///< lines whose path is no track
};

/// Takes the lines of a table one by one. UTF-8, tabs between columns, no quoting; an empty cell, or a number that is none ("nan"), is no label. A
/// column whose other cells all are numbers is numeric. The first line names the columns if its first cell is "path", or is no track and has
/// no '/'; else they are "column 2", "column 3". Threads: one at a time.
class LabelReader
{
public:
    /// The track that a path means, by a number that grows with the tracks.
    using Find = std::function<std::optional<std::uint32_t>(std::string_view path)>;
    /// No table has more columns.
    static constexpr std::size_t kMostColumns = 64;

    explicit LabelReader(Find find) : m_find(std::move(find)) {}

    /// A line without its end. Errors: Corrupt, a sentence that goes on after "FILE, line N".
    [[nodiscard]] Result<> take(std::string_view line);

    /// Errors: Corrupt, likewise; it goes on after "FILE".
    [[nodiscard]] Result<LabelTable> finish() &&;

private:
    struct Reading {
        LabelColumn column;
        std::unordered_map<std::string, std::uint32_t> known;
        bool hasWords = false, hasNumbers = false;
    };
    [[nodiscard]] Result<> begin(std::string_view line, bool isHeader);
    void label(Reading &reading, std::optional<std::uint32_t> track, std::string_view cell);

    Find m_find;
    std::vector<Reading> m_columns;
    std::vector<bool> m_seen;
    bool m_begun = false;
    std::uint64_t m_tracks = 0, m_strangers = 0;
};

} // namespace taraf::answer
