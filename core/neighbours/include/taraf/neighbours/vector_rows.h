/// @file Vectors in memory on their way into an index.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/ids.h"
#include "taraf/base/vectors.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace taraf::neighbours {

class VectorFile;

/// Mapped vectors by ascending recording id. They are held in 16 bits a number: what the file keeps as the truth.
/// Threads: as a standard container.
class VectorRows
{
public:
    void reserve(std::size_t rows);

    /// Appends a row. Each part is brought to unit length, or left all zero.
    /// Errors: InvalidArgument (the id is not valid or not above the last one; a number that is not finite).
    [[nodiscard]] Result<> add(RecordingId id, std::span<const float, kVectorSize> vector);

    [[nodiscard]] std::size_t size() const noexcept { return m_ids.size(); }
    [[nodiscard]] bool isEmpty() const noexcept { return m_ids.empty(); }
    [[nodiscard]] RecordingId id(std::size_t row) const noexcept { return RecordingId(m_ids[row]); }
    [[nodiscard]] std::span<const std::int64_t> ids() const noexcept { return m_ids; }

    /// The row in 16-bit fixed-point: each part times its scale (scaleOf() in quantise.h, which follows from the codes) has unit length.
    [[nodiscard]] std::span<const std::int16_t, kVectorSize> codes(std::size_t row) const noexcept
    {
        return std::span<const std::int16_t, kVectorSize>(m_codes.data() + row * kVectorSize, kVectorSize);
    }

    /// What the file holds, with `removed` (any order; unknown ids are ignored) taken out and `upserts` put in or in place.
    [[nodiscard]] static VectorRows merged(const VectorFile &file, const VectorRows &upserts, std::span<const RecordingId> removed);

    /// A 64-bit hash of ids, vectors and map generation: the name that a vector file and its graph share.
    [[nodiscard]] std::uint64_t buildId(std::uint64_t mapGeneration) const noexcept;

private:
    std::vector<std::int64_t> m_ids;
    std::vector<std::int16_t> m_codes;
};

} // namespace taraf::neighbours
