#include "kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace taraf::neighbours {
namespace {

namespace portable {

template<class Query, std::size_t size> std::int32_t dot(const Query *query, const std::int8_t *codes)
{
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum += std::int32_t{query[i]} * std::int32_t{codes[i]};
    return sum;
}

template<std::size_t size>
void addScores(const std::int8_t *codes, const float *scales, std::size_t rows, const std::int16_t *query, float factor, float *scores)
{
    for (std::size_t i = 0; i < rows; ++i) {
        scores[i] += factor * scales[i] * static_cast<float>(dot<std::int16_t, size>(query, codes + i * size));
    }
}

constexpr Kernels kKernels{{addScores<32>, addScores<64>, addScores<96>, addScores<128>},
                           {dot<std::int8_t, 32>, dot<std::int8_t, 64>, dot<std::int8_t, 96>, dot<std::int8_t, 128>},
                           {dot<std::int16_t, 32>, dot<std::int16_t, 64>, dot<std::int16_t, 96>, dot<std::int16_t, 128>},
                           "portable"};

} // namespace portable

#if defined(__x86_64__)
// Functions with a target of their own instead of GCC's target_clones: its resolvers run before a sanitizer's runtime is up.

namespace avx2 {
#define TARAF_TARGET [[gnu::target("avx2,fma")]]

TARAF_TARGET inline __m256i widen(const std::int8_t *codes)
{
    return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i *>(codes)));
}

TARAF_TARGET inline __m256i widen(const std::int16_t *query) { return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(query)); }

TARAF_TARGET inline std::int32_t sum(__m256i lanes)
{
    __m128i four = _mm_add_epi32(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
    four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4E));
    four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0xB1));
    return _mm_cvtsi128_si32(four);
}

template<class Query, std::size_t size> TARAF_TARGET std::int32_t dot(const Query *query, const std::int8_t *codes)
{
    __m256i even = _mm256_setzero_si256();
    __m256i odd = _mm256_setzero_si256();
    for (std::size_t i = 0; i < size; i += 32) {
        even = _mm256_add_epi32(even, _mm256_madd_epi16(widen(query + i), widen(codes + i)));
        odd = _mm256_add_epi32(odd, _mm256_madd_epi16(widen(query + i + 16), widen(codes + i + 16)));
    }
    return sum(_mm256_add_epi32(even, odd));
}

template<std::size_t size>
TARAF_TARGET void addScores(const std::int8_t *codes, const float *scales, std::size_t rows, const std::int16_t *query, float factor, float *scores)
{
    for (std::size_t i = 0; i < rows; ++i) {
        scores[i] += factor * scales[i] * static_cast<float>(dot<std::int16_t, size>(query, codes + i * size));
    }
}

constexpr Kernels kKernels{{addScores<32>, addScores<64>, addScores<96>, addScores<128>},
                           {dot<std::int8_t, 32>, dot<std::int8_t, 64>, dot<std::int8_t, 96>, dot<std::int8_t, 128>},
                           {dot<std::int16_t, 32>, dot<std::int16_t, 64>, dot<std::int16_t, 96>, dot<std::int16_t, 128>},
                           "avx2"};
#undef TARAF_TARGET
} // namespace avx2

namespace avx512 {
#if defined(__clang__) // which has no word for the width
#define TARAF_TARGET [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma")]]
#else
#define TARAF_TARGET [[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma,prefer-vector-width=512")]]
#endif

TARAF_TARGET inline __m512i widen(const std::int8_t *codes)
{
    return _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(codes)));
}

TARAF_TARGET inline __m512i widen(const std::int16_t *query) { return _mm512_loadu_si512(query); }

template<class Query, std::size_t size> TARAF_TARGET inline __m512i products(const Query *query, const std::int8_t *codes)
{
    __m512i lanes = _mm512_madd_epi16(widen(query), widen(codes));
    for (std::size_t i = 32; i < size; i += 32) lanes = _mm512_add_epi32(lanes, _mm512_madd_epi16(widen(query + i), widen(codes + i)));
    return lanes;
}

TARAF_TARGET inline __m256i halve(__m512i lanes)
{
    return _mm256_add_epi32(_mm512_castsi512_si256(lanes), _mm512_extracti64x4_epi64(lanes, 1));
}

template<class Query, std::size_t size> TARAF_TARGET std::int32_t dot(const Query *query, const std::int8_t *codes)
{
    return avx2::sum(halve(products<Query, size>(query, codes)));
}

template<std::size_t size> TARAF_TARGET inline __m256i twoRows(const std::int16_t *query, const std::int8_t *codes)
{
    return _mm256_hadd_epi32(halve(products<std::int16_t, size>(query, codes)), halve(products<std::int16_t, size>(query, codes + size)));
}

template<std::size_t size>
TARAF_TARGET void addScores(const std::int8_t *codes, const float *scales, std::size_t rows, const std::int16_t *query, float factor, float *scores)
{
    // Eight rows together: their lanes are summed by pairwise adds into one vector of eight sums.
    std::size_t i = 0;
    for (; i + 8 <= rows; i += 8) {
        const std::int8_t *at = codes + i * size;
        const __m256i abcd = _mm256_hadd_epi32(twoRows<size>(query, at), twoRows<size>(query, at + 2 * size));
        const __m256i efgh = _mm256_hadd_epi32(twoRows<size>(query, at + 4 * size), twoRows<size>(query, at + 6 * size));
        const __m256i sums = _mm256_add_epi32(_mm256_permute2x128_si256(abcd, efgh, 0x20), _mm256_permute2x128_si256(abcd, efgh, 0x31));
        const __m256 factors = _mm256_mul_ps(_mm256_set1_ps(factor), _mm256_loadu_ps(scales + i));
        _mm256_storeu_ps(scores + i, _mm256_fmadd_ps(factors, _mm256_cvtepi32_ps(sums), _mm256_loadu_ps(scores + i)));
    }
    for (; i < rows; ++i) {
        scores[i] += factor * scales[i] * static_cast<float>(dot<std::int16_t, size>(query, codes + i * size));
    }
}

constexpr Kernels kKernels{{addScores<32>, addScores<64>, addScores<96>, addScores<128>},
                           {dot<std::int8_t, 32>, dot<std::int8_t, 64>, dot<std::int8_t, 96>, dot<std::int8_t, 128>},
                           {dot<std::int16_t, 32>, dot<std::int16_t, 64>, dot<std::int16_t, 96>, dot<std::int16_t, 128>},
                           "avx512"};
#undef TARAF_TARGET
} // namespace avx512
#endif

} // namespace

std::vector<const Kernels *> supportedKernels()
{
    std::vector<const Kernels *> supported;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4")) supported.push_back(&avx512::kKernels);
    if (__builtin_cpu_supports("x86-64-v3")) supported.push_back(&avx2::kKernels);
#endif
    supported.push_back(&portable::kKernels);
    return supported;
}

const Kernels &kernels() noexcept
{
    static const Kernels &chosen = *supportedKernels().front();
    return chosen;
}

} // namespace taraf::neighbours
