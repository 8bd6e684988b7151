#pragma once

#include "taraf/base/error.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

class KFilterBase;

namespace taraf::listens {

/// Bounds of what one file may unpack to: far beyond every export (Last.fm-1K is 2.5 GB in 642 MB), near enough to end.
inline constexpr std::uint64_t kMostUnpacked = std::uint64_t{64} << 30U;
inline constexpr std::uint64_t kRatioFrom = std::uint64_t{1} << 30U; ///< up to here the ratio is nobody's business
inline constexpr std::uint64_t kHighestRatio = 200;                  ///< to the size of the whole file, so that entries that overlap are bounded, too

/// How far a file has been read, and how much came out of it.
struct Meter {
    std::uint64_t size = 0;                ///< of the file, in bytes
    std::atomic<std::uint64_t> position{0};
    std::uint64_t unpacked = 0;

    /// Errors: Corrupt (beyond the bounds).
    [[nodiscard]] Result<> add(std::uint64_t bytes);
};

/// Bytes from the first to the last.
class Bytes
{
public:
    Bytes() = default;
    Bytes(const Bytes &) = delete;
    Bytes &operator=(const Bytes &) = delete;
    virtual ~Bytes() = default;

    /// At most `size` of them, 0 at the end. Errors: Io, Corrupt.
    [[nodiscard]] virtual Result<std::size_t> read(char *to, std::size_t size) = 0;

    /// As many as there are, up to `size`.
    [[nodiscard]] Result<std::size_t> fill(char *to, std::size_t size);
};

/// A part of an open file.
class FileBytes : public Bytes
{
public:
    FileBytes(int file, Meter &meter, std::uint64_t from, std::uint64_t to) : m_file(file), m_meter(meter), m_at(from), m_end(to) {}
    Result<std::size_t> read(char *to, std::size_t size) override;

private:
    int m_file;
    Meter &m_meter;
    std::uint64_t m_at, m_end;
};

/// Others, whose beginning can be seen before it is read.
class Ahead : public Bytes
{
public:
    explicit Ahead(std::unique_ptr<Bytes> rest) : m_rest(std::move(rest)) {}
    /// The next bytes, `size` of them unless the end, or what went wrong, is nearer. Once, before the first read.
    [[nodiscard]] std::string_view peek(std::size_t size);
    Result<std::size_t> read(char *to, std::size_t size) override;

private:
    std::unique_ptr<Bytes> m_rest;
    std::string m_head;
    Result<> m_trouble; ///< behind the head
    std::size_t m_at = 0;
};

enum class Packing : std::uint8_t { None, Gzip, Bzip2, Xz, Zstd };
/// By the first bytes.
[[nodiscard]] Packing packingOf(std::string_view head) noexcept;

/// What was packed. Streams that lie one behind the other (pigz, pzstd, cat) are one; what else lies behind is damage.
class Unpacked : public Bytes
{
public:
    Unpacked(std::unique_ptr<Bytes> packed, Packing packing, Meter &meter);
    ~Unpacked() override;
    Result<std::size_t> read(char *to, std::size_t size) override;

private:
    Result<> refill();
    Result<bool> goesOn();

    std::unique_ptr<Bytes> m_packed;
    Packing m_packing;
    Meter &m_meter;
    std::unique_ptr<KFilterBase> m_filter;
    std::string m_in;
    std::size_t m_given = 0; ///< of m_in, valid bytes
    bool m_inEnded = false, m_outWasFull = false;
    std::optional<Result<>> m_end; ///< how it went, once it is over
};

} // namespace taraf::listens
