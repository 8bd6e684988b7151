#include "taraf/neighbours/vector_file.h"

#include "checksum.h"
#include "quantise.h"
#include "kernels.h"
#include "mapped_file.h"
#include "vector_layout.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace taraf::neighbours {
namespace {

VectorHeader headerOf(std::span<const std::byte> bytes) noexcept
{
    VectorHeader header;
    std::memcpy(&header, bytes.data(), sizeof header);
    return header;
}

template<class T> std::span<const T> section(std::span<const std::byte> bytes, std::uint64_t offset, std::uint64_t count) noexcept
{
    return {reinterpret_cast<const T *>(bytes.data() + offset), count};
}

/// Cosines stay cosines: rounding can't lift one above 1, and a forged file can't bring in a NaN, which no order has a place for.
float bounded(float sum, float most) noexcept { return sum >= -most ? std::min(sum, most) : -most; }

float total(const PartWeights &weights) noexcept { return weights[0] + weights[1] + weights[2] + weights[3]; }

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
    if (bytes.size() < sizeof(VectorHeader)) return unusable(ErrorCode::Corrupt, path, "is too short for a vector file");
    const VectorHeader header = headerOf(bytes);
    if (header.magic != kVectorMagic) return unusable(ErrorCode::Corrupt, path, "is not a vector file");
    if (header.byteOrder == std::byteswap(kByteOrder)) return unusable(ErrorCode::Unsupported, path, "comes from a machine with another byte order");
    if (header.checksum != checksum(bytes.first(offsetof(VectorHeader, checksum)))) {
        return unusable(ErrorCode::Corrupt, path, "has a damaged header");
    }
    if (header.version != kVectorVersion) return unusable(ErrorCode::Unsupported, path, "was written by another version of Taraf");
    bool isOurs = header.byteOrder == kByteOrder && header.rows <= kMostRows;
    for (std::size_t i = 0; i < kPartCount; ++i) {
        isOurs = isOurs && header.partSizes[i] == kParts[i].size && std::isfinite(header.means[i]) && std::isfinite(header.deviations[i]);
    }
    if (!isOurs) return unusable(ErrorCode::Corrupt, path, "has a header that makes no sense");
    const VectorLayout layout(header.rows);
    if (header.fileSize != layout.fileSize || bytes.size() != layout.fileSize) {
        return unusable(ErrorCode::Corrupt, path, "has " + std::to_string(bytes.size()) + " bytes where its header promises " +
                                                      std::to_string(layout.fileSize));
    }

    VectorFile file;
    file.m_path = path;
    file.m_ids = section<std::int64_t>(bytes, layout.ids, header.rows);
    for (std::size_t i = 0; i < kPartCount; ++i) {
        file.m_scales[i] = section<float>(bytes, layout.scales[i], header.rows);
        file.m_codes[i] = section<std::int8_t>(bytes, layout.codes[i], header.rows * kParts[i].size);
        file.m_calibrations[i] = {header.means[i], header.deviations[i]};
    }
    file.m_halves = section<std::uint16_t>(bytes, layout.halves, header.rows * kVectorSize);
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
    const auto at = std::ranges::lower_bound(m_ids, id.value());
    if (at == m_ids.end() || *at != id.value()) return std::nullopt;
    return static_cast<std::size_t>(at - m_ids.begin());
}

void VectorFile::decode(std::size_t row, std::span<float, kVectorSize> out) const noexcept { fromHalves(halves(row), out.data()); }

float VectorFile::cosine(std::size_t row, std::span<const float, kVectorSize> query, const PartWeights &weights) const noexcept
{
    float sum = 0.0F;
    for (std::size_t i = 0; i < kPartCount; ++i) {
        if (weights[i] == 0.0F) continue;
        sum += weights[i] * kernels().dotHalves(halves(row).data() + kParts[i].offset, query.data() + kParts[i].offset, kParts[i].size);
    }
    return bounded(sum, total(weights));
}

float VectorFile::cosine(std::size_t rowA, std::size_t rowB, const PartWeights &weights) const noexcept
{
    std::array<float, kVectorSize> query{};
    decode(rowB, query);
    return cosine(rowA, query, weights);
}

Result<> VectorFile::verify() const
{
    const std::span<const std::byte> bytes = m_map->bytes();
    const VectorLayout layout(m_ids.size());
    VectorTrailer trailer;
    std::memcpy(&trailer, bytes.data() + layout.trailer, sizeof trailer);
    const bool isWhole = trailer.checksum == checksum(bytes.subspan(sizeof(VectorHeader), layout.trailer - sizeof(VectorHeader)));
    const bool isSorted = std::ranges::adjacent_find(m_ids, std::ranges::greater_equal{}) == m_ids.end();
    // One that is no number would spread into the calibration of whatever is published over this.
    const bool isFinite = std::ranges::all_of(m_halves, isFiniteHalf);
    if (!isWhole || !isSorted || !isFinite) return unusable(ErrorCode::Corrupt, m_path, "is damaged");
    return {};
}

bool VectorFile::changedOnDisk() const { return !m_map->isAt(m_path); }

} // namespace taraf::neighbours
