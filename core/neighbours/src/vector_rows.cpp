#include "taraf/neighbours/vector_rows.h"

#include "checksum.h"
#include "quantise.h"
#include "taraf/neighbours/vector_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

namespace taraf::neighbours {

void VectorRows::reserve(std::size_t rows)
{
    m_ids.reserve(rows);
    m_halves.reserve(rows * kVectorSize);
}

Result<> VectorRows::add(RecordingId id, std::span<const float, kVectorSize> vector)
{
    const auto refuse = [id](const char *why) {
        return fail(ErrorCode::InvalidArgument, "recording " + std::to_string(id.value()) + " can't be put into the index: " + why);
    };
    if (!id.isValid()) return refuse("its id is not positive");
    if (!m_ids.empty() && id.value() <= m_ids.back()) return refuse("rows must come by ascending id");
    if (!std::ranges::all_of(vector, [](float x) { return std::isfinite(x); })) return refuse("its vector has numbers that are not finite");

    std::array<float, kVectorSize> unit{};
    std::ranges::copy(vector, unit.begin());
    for (const PartRange &part : kParts) normalise(std::span(unit).subspan(part.offset, part.size));
    m_ids.push_back(id.value());
    for (const float x : unit) m_halves.push_back(toHalf(x));
    return {};
}

VectorRows VectorRows::merged(const VectorFile &file, const VectorRows &upserts, std::span<const RecordingId> removed)
{
    const std::unordered_set<RecordingId> gone(removed.begin(), removed.end());
    VectorRows rows;
    rows.reserve(file.size() + upserts.size());
    const auto take = [&rows](std::int64_t id, std::span<const std::uint16_t, kVectorSize> halves) {
        rows.m_ids.push_back(id);
        rows.m_halves.insert(rows.m_halves.end(), halves.begin(), halves.end());
    };
    std::size_t next = 0;
    for (std::size_t row = 0; row < file.size(); ++row) {
        const std::int64_t id = file.ids()[row];
        for (; next < upserts.size() && upserts.m_ids[next] < id; ++next) take(upserts.m_ids[next], upserts.halves(next));
        if (next < upserts.size() && upserts.m_ids[next] == id) {
            take(id, upserts.halves(next++));
        } else if (!gone.contains(RecordingId(id))) {
            take(id, file.halves(row));
        }
    }
    for (; next < upserts.size(); ++next) take(upserts.m_ids[next], upserts.halves(next));
    return rows;
}

std::uint64_t VectorRows::buildId(std::uint64_t mapGeneration) const noexcept
{
    Checksum sum;
    sum.add(std::as_bytes(std::span(&mapGeneration, 1)));
    sum.add(std::as_bytes(std::span(m_ids)));
    sum.add(std::as_bytes(std::span(m_halves)));
    return sum.value();
}

} // namespace taraf::neighbours
