/// @file The vectors of a collection as one memory-mapped file: the truth that readers share.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/ids.h"
#include "taraf/base/units.h"
#include "taraf/base/vectors.h"

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

/// How the cosines of pairs drawn at random from the collection are spread, for turning a cosine into a score.
struct Calibration {
    float mean = 0.0F;
    float deviation = 0.0F; ///< standard deviation; 0 where fewer than two pairs have this part

    friend bool operator==(const Calibration &, const Calibration &) = default;
};
using Calibrations = std::array<Calibration, kPartCount>;

/// A vector file, opened. Layout, native byte order, each section aligned to 64 bytes:
/// header | int64 ids ascending | per part: float scales | per part: int8 matrix | float16 matrix [rows x 256].
/// A part's int8 row times its scale is the part at unit length (symmetric linear quantisation, one scale per row and part).
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

    /// The row from its float16: within 5e-4 of what was written.
    void decode(std::size_t row, std::span<float, kVectorSize> out) const noexcept;

    /// Weighted sum of the parts' cosines of a row and a query whose parts have unit length or are zero. Exact (float16).
    [[nodiscard]] float cosine(std::size_t row, std::span<const float, kVectorSize> query, const PartWeights &weights) const noexcept;
    [[nodiscard]] float cosine(std::size_t rowA, std::size_t rowB, const PartWeights &weights) const noexcept;

    /// Raw sections, for scans: [rows x size of the part], and [rows].
    [[nodiscard]] std::span<const std::int8_t> codes(Part part) const noexcept { return m_codes[static_cast<std::size_t>(part)]; }
    [[nodiscard]] std::span<const float> scales(Part part) const noexcept { return m_scales[static_cast<std::size_t>(part)]; }
    [[nodiscard]] std::span<const std::uint16_t, kVectorSize> halves(std::size_t row) const noexcept
    {
        return std::span<const std::uint16_t, kVectorSize>(m_halves.data() + row * kVectorSize, kVectorSize);
    }

    /// Reads every byte and compares the checksum, and looks that ids ascend and numbers are finite: about 0.1 s per 1,000,000,000 bytes
    /// in memory. Errors: Corrupt.
    [[nodiscard]] Result<> verify() const;

    /// Has the path another file by now (or none)?
    [[nodiscard]] bool changedOnDisk() const;

    [[nodiscard]] const std::string &path() const noexcept { return m_path; }

private:
    VectorFile() noexcept;

    std::string m_path;
    std::unique_ptr<MappedFile> m_map;
    std::span<const std::int64_t> m_ids;
    std::array<std::span<const float>, kPartCount> m_scales;
    std::array<std::span<const std::int8_t>, kPartCount> m_codes;
    std::span<const std::uint16_t> m_halves;
    Calibrations m_calibrations{};
};

/// Writes a vector file, atomically. `created` is only kept, never compared. The same rows give the same bytes.
/// Errors: Io.
[[nodiscard]] Result<> writeVectorFile(const std::string &path, const VectorRows &rows, std::uint64_t mapGeneration, UnixTime created);

} // namespace taraf::neighbours
