#include "taraf/neighbours/vector_file.h"

#include "checksum.h"
#include "quantise.h"
#include "kernels.h"
#include "mapped_file.h"
#include "query.h"
#include "vector_layout.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace taraf::neighbours {
namespace {

/// What comes after the end of the bytes is as in a new one.
VectorHeader headerOf(std::span<const std::byte> bytes) noexcept
{
    VectorHeader header;
    std::ranges::copy(bytes.first(std::min(bytes.size(), sizeof header)), std::as_writable_bytes(std::span(&header, 1)).begin());
    return header;
}

template<class T> std::span<const T> section(std::span<const std::byte> bytes, std::uint64_t offset, std::uint64_t count) noexcept
{
    return {reinterpret_cast<const T *>(bytes.data() + offset), count};
}

bool isSpread(const Calibration &spread) noexcept { return std::abs(spread.mean) <= 1.0F && spread.deviation >= 0.0F && spread.deviation <= 1.0F; }

/// In float, several lanes at once.
float dot(const std::int16_t *codes, std::span<const float> query) noexcept
{
    std::array<float, 16> lanes{};
    for (std::size_t i = 0; i < query.size(); i += lanes.size()) {
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane] += static_cast<float>(codes[i + lane]) * query[i + lane];
    }
    float sum = 0.0F;
    for (const float lane : lanes) sum += lane;
    return sum;
}

} // namespace

VectorFile::VectorFile() noexcept = default;
VectorFile::VectorFile(VectorFile &&) noexcept = default;
VectorFile &VectorFile::operator=(VectorFile &&) noexcept = default;
VectorFile::~VectorFile() = default;

Result<VectorFile> VectorFile::open(const std::string &path)
{
    auto map = MappedFile::open(path);
    if (!map) return fail(map.error());
    const std::span<const std::byte> bytes = (*map)->bytes();
    const VectorHeader header = headerOf(bytes);
    if (bytes.size() < sizeof header.magic) return unusable(ErrorCode::Corrupt, path, "is too short for a vector file");
    if (header.magic != kVectorMagic) return unusable(ErrorCode::Corrupt, path, "is not a vector file");
    if (header.byteOrder == std::byteswap(kByteOrder)) return unusable(ErrorCode::Unsupported, path, "comes from a machine with another byte order");
    // First of all the rest: another version's header may be of another size.
    if (header.version != kVectorVersion) return unusable(ErrorCode::Unsupported, path, "was written by another version of Taraf");
    if (bytes.size() < sizeof header || header.checksum != checksum(bytes.first(offsetof(VectorHeader, checksum)))) {
        return unusable(ErrorCode::Corrupt, path, "has a damaged header");
    }
    bool isOurs = header.byteOrder == kByteOrder && header.rows <= kMostRows && header.anchors <= kMostAnchors;
    for (std::size_t i = 0; i < kPartCount; ++i) {
        isOurs = isOurs && header.partSizes[i] == kParts[i].size && std::isfinite(header.means[i]) && std::isfinite(header.deviations[i]);
    }
    if (!isOurs) return unusable(ErrorCode::Corrupt, path, "has a header that makes no sense");
    const VectorLayout layout(header.rows, header.anchors);
    if (header.fileSize != layout.fileSize || bytes.size() != layout.fileSize) {
        return unusable(ErrorCode::Corrupt, path, "has " + std::to_string(bytes.size()) + " bytes where its header promises " +
                                                      std::to_string(layout.fileSize));
    }

    VectorFile file;
    file.m_path = path;
    file.m_ids = section<std::int64_t>(bytes, layout.ids, header.rows);
    file.m_anchors.count = header.anchors;
    for (std::size_t i = 0; i < kPartCount; ++i) {
        file.m_scales[i] = section<float>(bytes, layout.scales[i], header.rows);
        file.m_spreads[i] = section<Calibration>(bytes, layout.spreads[i], header.rows);
        file.m_high[i] = section<std::int8_t>(bytes, layout.high[i], header.rows * kParts[i].size);
        file.m_low[i] = section<std::int8_t>(bytes, layout.low[i], header.rows * kParts[i].size);
        file.m_anchors.scales[i] = section<float>(bytes, layout.anchorScales[i], header.anchors);
        file.m_anchors.codes[i] = section<std::int8_t>(bytes, layout.anchorCodes[i], header.anchors * kParts[i].size);
        file.m_calibrations[i] = {header.means[i], header.deviations[i]};
    }
    file.m_map = std::move(*map);
    return file;
}

std::size_t VectorFile::size() const noexcept { return m_ids.size(); }
std::uint64_t VectorFile::generation() const noexcept { return headerOf(m_map->bytes()).mapGeneration; }
std::uint64_t VectorFile::buildId() const noexcept { return headerOf(m_map->bytes()).buildId; }
UnixTime VectorFile::createdAt() const noexcept { return UnixTime(headerOf(m_map->bytes()).created); }
const Calibrations &VectorFile::calibrations() const noexcept { return m_calibrations; }

std::optional<std::size_t> VectorFile::row(RecordingId id) const noexcept
{
    // Ids are given one after the other and seldom taken back, so a row is close to where it would be if none were missing.
    if (m_ids.empty() || id.value() < m_ids.front() || id.value() > m_ids.back()) return std::nullopt;
    const double share = (static_cast<double>(id.value()) - static_cast<double>(m_ids.front())) /
                         std::max(static_cast<double>(m_ids.back()) - static_cast<double>(m_ids.front()), 1.0);
    const auto last = static_cast<double>(m_ids.size() - 1);
    const auto guess = static_cast<std::size_t>(std::clamp(share * last, 0.0, last));
    // From there outwards in steps that double, until the id is between.
    std::size_t from = guess;
    std::size_t to = guess + 1;
    for (std::size_t step = 1; from > 0 && m_ids[from] > id.value(); step *= 2) from -= std::min(from, step);
    for (std::size_t step = 1; to < m_ids.size() && m_ids[to - 1] < id.value(); step *= 2) to += std::min(m_ids.size() - to, step);
    const auto between = m_ids.subspan(from, to - from);
    const auto at = std::ranges::lower_bound(between, id.value());
    if (at == between.end() || *at != id.value()) return std::nullopt;
    return from + static_cast<std::size_t>(at - between.begin());
}

void VectorFile::codes(const PartRange &part, std::size_t row, std::int16_t *out) const noexcept
{
    std::array<std::array<std::byte, kLargestPart>, 2> buffers;
    const auto planeOf = [&](std::span<const std::int8_t> plane, std::span<std::byte> buffer) {
        return reinterpret_cast<const std::int8_t *>(m_map->look(std::as_bytes(plane).data() + row * part.size, buffer.first(part.size)));
    };
    const std::int8_t *high = planeOf(this->high(part.part), buffers[0]);
    const std::int8_t *low = planeOf(this->low(part.part), buffers[1]);
    for (std::size_t i = 0; i < part.size; ++i) out[i] = joined(high[i], low[i]);
}

void VectorFile::codes(std::size_t row, std::span<std::int16_t, kVectorSize> out) const noexcept
{
    // In place: who wants all of a row goes through the file from one end to the other.
    for (const PartRange &part : kParts) {
        const std::int8_t *highs = high(part.part).data() + row * part.size;
        const std::int8_t *lows = low(part.part).data() + row * part.size;
        for (std::size_t i = 0; i < part.size; ++i) out[part.offset + i] = joined(highs[i], lows[i]);
    }
}

bool VectorFile::isSame(std::size_t row, std::span<const std::int16_t, kVectorSize> other) const noexcept
{
    std::array<std::int16_t, kVectorSize> own{};
    codes(row, own);
    return std::ranges::equal(own, other);
}

void VectorFile::decode(std::size_t row, std::span<float, kVectorSize> out) const noexcept
{
    PartWeights all{};
    all.fill(1.0F);
    decode(row, out, all);
}

void VectorFile::decode(std::size_t row, std::span<float, kVectorSize> out, const PartWeights &weights) const noexcept
{
    std::array<std::int16_t, kLargestPart> own{};
    std::ranges::fill(out, 0.0F);
    for (const PartRange &part : kParts) {
        if (weights[static_cast<std::size_t>(part.part)] == 0.0F) continue;
        codes(part, row, own.data());
        const float scale = scales(part.part)[row];
        for (std::size_t i = 0; i < part.size; ++i) out[part.offset + i] = scale * static_cast<float>(own[i]);
    }
}

float VectorFile::cosine(std::size_t row, std::span<const float, kVectorSize> query, const PartWeights &weights) const noexcept
{
    std::array<std::int16_t, kLargestPart> own{};
    float sum = 0.0F;
    for (const PartRange &part : kParts) {
        const float weight = weights[static_cast<std::size_t>(part.part)];
        if (weight == 0.0F) continue;
        codes(part, row, own.data());
        sum += weight * scales(part.part)[row] * dot(own.data(), query.subspan(part.offset, part.size));
    }
    return bounded(sum, weights);
}

float VectorFile::lowCosine(std::size_t row, const Query &query) const noexcept
{
    std::array<std::byte, kLargestPart> buffer;
    float sum = 0.0F;
    for (std::size_t i = 0; i < kPartCount; ++i) {
        if (query.weights[i] == 0.0F) continue;
        const auto place = std::as_bytes(m_low[i]).data() + row * kParts[i].size;
        const auto *codes = reinterpret_cast<const std::int8_t *>(m_map->look(place, std::span(buffer).first(kParts[i].size)));
        const std::int32_t dot = kernels().dotQuery[Kernels::form(kParts[i].size)](query.codes.data() + kParts[i].offset, codes);
        sum += query.weights[i] * query.scales[i] * m_scales[i][row] * static_cast<float>(dot);
    }
    return sum;
}

float VectorFile::lowReach(std::size_t row, const Query &query) const noexcept
{
    // Six deviations of a sum of numbers even in -128…127, by a query of unit length.
    constexpr float six = 6.0F * 74.0F;
    float sum = 0.0F;
    for (std::size_t i = 0; i < kPartCount; ++i) {
        if (query.weights[i] != 0.0F) sum += query.weights[i] * m_scales[i][row];
    }
    return six * sum;
}

void VectorFile::letGo(std::size_t fromRow, std::size_t toRow) const noexcept
{
    for (std::size_t i = 0; i < kPartCount; ++i) {
        m_map->letGo(std::as_bytes(m_high[i].subspan(fromRow * kParts[i].size, (toRow - fromRow) * kParts[i].size)));
        m_map->letGo(std::as_bytes(m_scales[i].subspan(fromRow, toRow - fromRow)));
    }
}

Result<> VectorFile::verify() const
{
    const std::span<const std::byte> bytes = m_map->bytes();
    const VectorLayout layout(m_ids.size(), m_anchors.count);
    VectorTrailer trailer;
    std::memcpy(&trailer, bytes.data() + layout.trailer, sizeof trailer);
    const bool isWhole = trailer.checksum == checksum(bytes.subspan(sizeof(VectorHeader), layout.trailer - sizeof(VectorHeader)));
    const bool isSorted = std::ranges::adjacent_find(m_ids, std::ranges::greater_equal{}) == m_ids.end();
    // One that is no number, or a scale that no codes have, would spread into whatever is published over this.
    bool isSensible = true;
    for (std::size_t i = 0; i < kPartCount; ++i) {
        const auto areUpTo = [](std::span<const float> scales, float most) {
            return std::ranges::all_of(scales, [most](float scale) { return scale >= 0.0F && scale <= most; });
        };
        isSensible = isSensible && areUpTo(m_scales[i], 1.0F) && areUpTo(m_anchors.scales[i], 256.0F) && std::ranges::all_of(m_spreads[i], isSpread);
    }
    m_map->letGo(bytes);
    if (!isWhole || !isSorted || !isSensible) return unusable(ErrorCode::Corrupt, m_path, "is damaged");
    return {};
}

bool VectorFile::changedOnDisk() const { return !m_map->isAt(m_path); }

} // namespace taraf::neighbours
