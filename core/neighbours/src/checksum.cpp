#include "checksum.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace taraf::neighbours {
namespace {

constexpr std::uint64_t kPrime1 = 0x9E3779B185EBCA87U;
constexpr std::uint64_t kPrime2 = 0xC2B2AE3D27D4EB4FU;
constexpr std::uint64_t kPrime3 = 0x165667B19E3779F9U;
constexpr std::uint64_t kPrime4 = 0x85EBCA77C2B2AE63U;
constexpr std::uint64_t kPrime5 = 0x27D4EB2F165667C5U;

/// Little endian, as the specification reads its input.
template<class T> T load(const std::byte *at) noexcept
{
    T value{};
    std::memcpy(&value, at, sizeof value);
    if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
    return value;
}

std::uint64_t round(std::uint64_t lane, std::uint64_t word) noexcept { return std::rotl(lane + word * kPrime2, 31) * kPrime1; }

void addStripe(std::array<std::uint64_t, 4> &lanes, const std::byte *at) noexcept
{
    for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i] = round(lanes[i], load<std::uint64_t>(at + i * 8));
}

} // namespace

void Checksum::add(std::span<const std::byte> bytes) noexcept
{
    m_length += bytes.size();
    if (m_restSize > 0) {
        const std::size_t taken = std::min(bytes.size(), m_rest.size() - m_restSize);
        std::copy_n(bytes.begin(), taken, m_rest.begin() + static_cast<std::ptrdiff_t>(m_restSize));
        m_restSize += taken;
        bytes = bytes.subspan(taken);
        if (m_restSize < m_rest.size()) return;
        addStripe(m_lanes, m_rest.data());
        m_restSize = 0;
    }
    std::array<std::uint64_t, 4> lanes = m_lanes;
    for (; bytes.size() >= 32; bytes = bytes.subspan(32)) addStripe(lanes, bytes.data());
    m_lanes = lanes;
    std::ranges::copy(bytes, m_rest.begin());
    m_restSize = bytes.size();
}

std::uint64_t Checksum::value() const noexcept
{
    std::uint64_t sum = kPrime5;
    if (m_length >= 32) {
        sum = std::rotl(m_lanes[0], 1) + std::rotl(m_lanes[1], 7) + std::rotl(m_lanes[2], 12) + std::rotl(m_lanes[3], 18);
        for (const std::uint64_t lane : m_lanes) sum = (sum ^ round(0, lane)) * kPrime1 + kPrime4;
    }
    sum += m_length;
    std::size_t at = 0;
    for (; at + 8 <= m_restSize; at += 8) {
        sum = std::rotl(sum ^ round(0, load<std::uint64_t>(m_rest.data() + at)), 27) * kPrime1 + kPrime4;
    }
    if (at + 4 <= m_restSize) {
        sum = std::rotl(sum ^ load<std::uint32_t>(m_rest.data() + at) * kPrime1, 23) * kPrime2 + kPrime3;
        at += 4;
    }
    for (; at < m_restSize; ++at) sum = std::rotl(sum ^ std::to_integer<std::uint64_t>(m_rest[at]) * kPrime5, 11) * kPrime1;
    sum = (sum ^ sum >> 33) * kPrime2;
    sum = (sum ^ sum >> 29) * kPrime3;
    return sum ^ sum >> 32;
}

} // namespace taraf::neighbours
