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
    m_codes.reserve(rows * kVectorSize);
}

Result<> VectorRows::add(RecordingId id, std::span<const float, kVectorSize> vector)
{
    const auto refuse = [id](const char *why) {
        return fail(ErrorCode::InvalidArgument, "recording " + std::to_string(id.value()) + " can't be put into the index: " + why);
    };
    if (!id.isValid()) return refuse("its id is not positive");
    if (!m_ids.empty() && id.value() <= m_ids.back()) return refuse("rows must come by ascending id");
    if (!std::ranges::all_of(vector, [](float x) { return std::isfinite(x); })) return refuse("its vector has numbers that are not finite");

    m_ids.push_back(id.value());
    m_codes.resize(m_codes.size() + kVectorSize);
    std::int16_t *codes = m_codes.data() + m_codes.size() - kVectorSize;
    for (const PartRange &part : kParts) quantise(vector.subspan(part.offset, part.size), kMostOfRow, codes + part.offset);
    return {};
}

VectorRows VectorRows::merged(const VectorFile &file, const VectorRows &upserts, std::span<const RecordingId> removed)
{
    const std::unordered_set<RecordingId> gone(removed.begin(), removed.end());
    VectorRows rows;
    rows.reserve(file.size() + upserts.size());
    const auto take = [&rows](std::int64_t id, std::span<const std::int16_t, kVectorSize> codes) {
        rows.m_ids.push_back(id);
        rows.m_codes.insert(rows.m_codes.end(), codes.begin(), codes.end());
    };
    std::array<std::int16_t, kVectorSize> kept{};
    std::size_t next = 0;
    for (std::size_t row = 0; row < file.size(); ++row) {
        const std::int64_t id = file.ids()[row];
        for (; next < upserts.size() && upserts.m_ids[next] < id; ++next) take(upserts.m_ids[next], upserts.codes(next));
        if (next < upserts.size() && upserts.m_ids[next] == id) {
            take(id, upserts.codes(next++));
        } else if (!gone.contains(RecordingId(id))) {
            file.codes(row, kept);
            take(id, kept);
        }
    }
    for (; next < upserts.size(); ++next) take(upserts.m_ids[next], upserts.codes(next));
    return rows;
}

std::uint64_t VectorRows::buildId(std::uint64_t mapGeneration) const noexcept
{
    Checksum sum;
    sum.add(std::as_bytes(std::span(&mapGeneration, 1)));
    sum.add(std::as_bytes(std::span(m_ids)));
    sum.add(std::as_bytes(std::span(m_codes)));
    return sum.value();
}

} // namespace taraf::neighbours
