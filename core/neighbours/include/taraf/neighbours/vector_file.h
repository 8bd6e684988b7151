/// @file The vectors of a collection as one memory-mapped file: the truth that readers share.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/ids.h"
#include "taraf/base/units.h"
#include "taraf/base/vectors.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace taraf::neighbours {

class MappedFile;
class VectorRows;
struct Query;

/// How cosines are spread. Of a file: those of pairs drawn at random from the collection, for turning a cosine into a score. Of a row: its
/// own to the anchors.
struct Calibration {
    float mean = 0.0F;
    float deviation = 0.0F; ///< standard deviation; 0 where there are fewer than two

    friend bool operator==(const Calibration &, const Calibration &) = default;
};
using Calibrations = std::array<Calibration, kPartCount>;

/// Tracks that stand for all, in 8 bits: a part is its scale times its codes, [count x size of the part].
struct Anchors {
    std::size_t count = 0;
    std::array<std::span<const float>, kPartCount> scales;
    std::array<std::span<const std::int8_t>, kPartCount> codes;
};

inline constexpr std::size_t kLargestPart = std::ranges::max(kParts, {}, &PartRange::size).size; ///< numbers

/// A vector file, opened. Layout, native byte order, each section aligned to 64 bytes:
/// header | int64 ids ascending | per part: float scales | per part: spreads | per part: int8 high plane | per part: int8 low plane |
/// per part: float scales of the anchors | per part: int8 codes of the anchors.
/// A row's part is 16-bit fixed-point: scale * (256 * high + low), of unit length or all zero. The high plane is rounded, so that alone
/// it is the part in 8 bits: what is scanned; the low plane ranks the best exactly.
/// It stays readable and unchanged when the file is replaced by rename or deleted. Nobody may truncate or write it in place.
/// Threads: const methods from any number of threads.
class VectorFile
{
public:
    /// Maps and checks it: constant time, whatever the size. The payload is not read; see verify().
    /// Errors: NotFound; Io; Unsupported (another version or byte order); Corrupt. The message says that deleting it is the remedy.
    [[nodiscard]] static Result<VectorFile> open(const std::string &path);

    VectorFile(VectorFile &&) noexcept;
    VectorFile &operator=(VectorFile &&) noexcept;
    VectorFile(const VectorFile &) = delete;
    VectorFile &operator=(const VectorFile &) = delete;
    ~VectorFile();

    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] std::uint64_t generation() const noexcept; ///< of the map that made the vectors, as the writer was told
    [[nodiscard]] std::uint64_t buildId() const noexcept;    ///< hash of the content; a graph names the vectors it belongs to by it
    [[nodiscard]] UnixTime createdAt() const noexcept;
    [[nodiscard]] const Calibrations &calibrations() const noexcept;

    [[nodiscard]] RecordingId id(std::size_t row) const noexcept { return RecordingId(m_ids[row]); }
    [[nodiscard]] std::span<const std::int64_t> ids() const noexcept { return m_ids; }
    [[nodiscard]] std::optional<std::size_t> row(RecordingId id) const noexcept;

    /// The row, within 2e-5 of what was written. The second form reads only parts whose weight is not 0; the others become zero.
    void decode(std::size_t row, std::span<float, kVectorSize> out) const noexcept;
    void decode(std::size_t row, std::span<float, kVectorSize> out, const PartWeights &weights) const noexcept;

    /// Weighted sum of the parts' cosines of a row and a query whose parts have unit length or are zero; within 2e-5.
    [[nodiscard]] float cosine(std::size_t row, std::span<const float, kVectorSize> query, const PartWeights &weights) const noexcept;

    /// The row as VectorRows::codes() has it.
    void codes(std::size_t row, std::span<std::int16_t, kVectorSize> out) const noexcept;
    [[nodiscard]] bool isSame(std::size_t row, std::span<const std::int16_t, kVectorSize> codes) const noexcept;

    /// Raw sections, for scans: [rows x size of the part], and [rows]. `spreads`: of the row's cosines to the anchors.
    [[nodiscard]] std::span<const std::int8_t> high(Part part) const noexcept { return m_high[static_cast<std::size_t>(part)]; }
    [[nodiscard]] std::span<const std::int8_t> low(Part part) const noexcept { return m_low[static_cast<std::size_t>(part)]; }
    [[nodiscard]] std::span<const float> scales(Part part) const noexcept { return m_scales[static_cast<std::size_t>(part)]; }
    [[nodiscard]] std::span<const Calibration> spreads(Part part) const noexcept { return m_spreads[static_cast<std::size_t>(part)]; }

    /// What every row was compared with once; the same for as long as the map is.
    [[nodiscard]] const Anchors &anchors() const noexcept { return m_anchors; }

    /// What the low planes add to a row's cosine by the high ones; and how much that can be, in one of a thousand million cases more.
    [[nodiscard]] float lowCosine(std::size_t row, const Query &query) const noexcept;
    [[nodiscard]] float lowReach(std::size_t row, const Query &query) const noexcept;

    /// Says that a scan is past these rows. Of a large file they then stop counting as this process's memory.
    void letGo(std::size_t fromRow, std::size_t toRow) const noexcept;

    /// Reads every byte and compares the checksum, and looks that ids ascend and numbers make sense: about 0.1 s per 1,000,000,000 bytes
    /// in memory. Errors: Corrupt.
    [[nodiscard]] Result<> verify() const;

    /// Has the path another file by now (or none)?
    [[nodiscard]] bool changedOnDisk() const;

    [[nodiscard]] const std::string &path() const noexcept { return m_path; }

private:
    VectorFile() noexcept;

    void codes(const PartRange &part, std::size_t row, std::int16_t *out) const noexcept;

    std::string m_path;
    std::unique_ptr<MappedFile> m_map;
    std::span<const std::int64_t> m_ids;
    std::array<std::span<const float>, kPartCount> m_scales;
    std::array<std::span<const Calibration>, kPartCount> m_spreads;
    std::array<std::span<const std::int8_t>, kPartCount> m_high;
    std::array<std::span<const std::int8_t>, kPartCount> m_low;
    Anchors m_anchors;
    Calibrations m_calibrations{};
};

/// Writes a vector file, atomically. `created` is only kept, never compared. The same rows give the same bytes.
/// `old`: the file it takes the place of, of the same map: its anchors are kept, and what they say of rows that stay.
/// Errors: Io.
[[nodiscard]] Result<> writeVectorFile(const std::string &path, const VectorRows &rows, std::uint64_t mapGeneration, UnixTime created,
                                       const VectorFile *old = nullptr);

} // namespace taraf::neighbours
