#include "sha256.h"

#include <algorithm>
#include <cstring>
#include <new>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/sha.h>
}

namespace taraf::probe {
namespace {

#if defined(__x86_64__)
alignas(16) constexpr std::array<std::uint32_t, 64> kRound{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

bool processorDoesIt() { return __builtin_cpu_supports("sha") != 0 && __builtin_cpu_supports("sse4.1") != 0; }

/// Whole blocks of 64 bytes. The instructions keep the eight words of the state as a, b, e, f and c, d, g, h.
__attribute__((target("sha,sse4.1"))) void compress(std::array<std::uint32_t, 8> &state, const std::byte *data, std::size_t blocks)
{
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203); // big-endian words
    __m128i abef = _mm_set_epi32(static_cast<int>(state[0]), static_cast<int>(state[1]), static_cast<int>(state[4]), static_cast<int>(state[5]));
    __m128i cdgh = _mm_set_epi32(static_cast<int>(state[2]), static_cast<int>(state[3]), static_cast<int>(state[6]), static_cast<int>(state[7]));
    for (; blocks > 0; --blocks, data += 64) {
        const __m128i abefBefore = abef;
        const __m128i cdghBefore = cdgh;
        __m128i words[4]; // NOLINT: a vector type loses its alignment in std::array; the last 16 words of the schedule
#pragma GCC unroll 16
        for (std::size_t group = 0; group < 16; ++group) {
            __m128i &now = words[group % 4];
            if (group < 4) {
                now = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i *>(data) + group), order);
            } else {
                const __m128i last = words[(group + 3) % 4];
                const __m128i sevenBack = _mm_alignr_epi8(last, words[(group + 2) % 4], 4);
                now = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(now, words[(group + 1) % 4]), sevenBack), last);
            }
            const __m128i keyed = _mm_add_epi32(now, _mm_load_si128(reinterpret_cast<const __m128i *>(kRound.data()) + group));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, keyed);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(keyed, 0x0E));
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    alignas(16) std::array<std::uint32_t, 4> first{};
    alignas(16) std::array<std::uint32_t, 4> second{};
    _mm_store_si128(reinterpret_cast<__m128i *>(first.data()), abef);
    _mm_store_si128(reinterpret_cast<__m128i *>(second.data()), cdgh);
    state = {first[3], first[2], second[3], second[2], first[1], first[0], second[1], second[0]};
}
#else
bool processorDoesIt() { return false; }
void compress(std::array<std::uint32_t, 8> &, const std::byte *, std::size_t) {}
#endif

} // namespace

void Sha256::Freer::operator()(AVSHA *sha) const noexcept { av_free(sha); }

Sha256::Sha256() : m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}
{
    static const bool fast = processorDoesIt();
    if (fast) return;
    m_portable.reset(av_sha_alloc());
    if (m_portable == nullptr) throw std::bad_alloc();
    av_sha_init(m_portable.get(), 256);
}

void Sha256::add(std::span<const std::byte> bytes)
{
    if (m_portable) {
        av_sha_update(m_portable.get(), reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
        return;
    }
    m_size += bytes.size();
    if (m_filled > 0) {
        const std::size_t part = std::min(bytes.size(), m_block.size() - m_filled);
        std::ranges::copy(bytes.first(part), m_block.begin() + static_cast<std::ptrdiff_t>(m_filled));
        m_filled += part;
        bytes = bytes.subspan(part);
        if (m_filled < m_block.size()) return;
        compress(m_state, m_block.data(), 1);
        m_filled = 0;
    }
    const std::size_t blocks = bytes.size() / m_block.size();
    compress(m_state, bytes.data(), blocks);
    const auto rest = bytes.subspan(blocks * m_block.size());
    std::ranges::copy(rest, m_block.begin());
    m_filled = rest.size();
}

Sha256::Digest Sha256::finish()
{
    Digest digest{};
    if (m_portable) {
        av_sha_final(m_portable.get(), digest.data());
        return digest;
    }
    const std::uint64_t bits = m_size * 8;
    // A one, zeros up to eight bytes before the end of a block, and there the size.
    std::array<std::byte, 72> padding{std::byte{0x80}};
    const std::size_t zeros = (m_filled < 56 ? 55 : 119) - m_filled;
    for (std::size_t i = 0; i < 8; ++i) padding[1 + zeros + i] = static_cast<std::byte>(bits >> (56 - 8 * i));
    add(std::span(padding).first(1 + zeros + 8));
    for (std::size_t i = 0; i < digest.size(); ++i) digest[i] = static_cast<std::uint8_t>(m_state[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

} // namespace taraf::probe
