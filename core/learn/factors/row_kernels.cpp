#include "row_kernels.h"

#include <cmath>
#include <utility>

// One text for all processors: vectors of sixteen floats, which the compiler makes of what each has, inlined into functions with a target of their own (GCC's
// target_clones has resolvers that run before a sanitizer's runtime is up). Sums are made in the same order everywhere; only whether a product is rounded before it
// is added depends on the processor.

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi" // no vector is ever passed: all is inlined
#endif

namespace taraf::learn {
namespace {

#define TARAF_INLINE [[gnu::always_inline]] inline
#define TARAF_LAMBDA __attribute__((always_inline))

typedef float Lanes __attribute__((vector_size(64), aligned(4), may_alias));
typedef float Lanes8 __attribute__((vector_size(32)));
typedef float Lanes4 __attribute__((vector_size(16)));

TARAF_INLINE Lanes &at(float *values) { return *reinterpret_cast<Lanes *>(values); }
TARAF_INLINE const Lanes &at(const float *values) { return *reinterpret_cast<const Lanes *>(values); }
TARAF_INLINE Lanes all(float value) { return Lanes{} + value; }

TARAF_INLINE float sum(const Lanes &v)
{
    const Lanes8 eight = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) + __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
    const Lanes4 four = __builtin_shufflevector(eight, eight, 0, 1, 2, 3) + __builtin_shufflevector(eight, eight, 4, 5, 6, 7);
    return (four[0] + four[2]) + (four[1] + four[3]);
}

template<int N> TARAF_INLINE float dotOf(const Lanes *a, const float *b)
{
    Lanes products = a[0] * at(b);
    for (int i = 1; i < N; ++i) products += a[i] * at(b + 16 * i);
    return sum(products);
}

template<int N> TARAF_INLINE float dotOf(const Lanes *a, const Lanes *b)
{
    Lanes products = a[0] * b[0];
    for (int i = 1; i < N; ++i) products += a[i] * b[i];
    return sum(products);
}

/// out = (gram + ridge I) x
template<int N> TARAF_INLINE void times(const RowSystem &system, const Lanes *x, Lanes *out)
{
    for (int i = 0; i < N; ++i) out[i] = system.ridge * x[i];
    for (int j = 0; j < 16 * N; ++j) {
        const float *row = system.gram + j * 16 * N;
        const Lanes factor = all(reinterpret_cast<const float *>(x)[j]);
        for (int i = 0; i < N; ++i) out[i] += factor * at(row + 16 * i);
    }
}

/// The vector of an entry, copied to where all of the row's lie together, while one that comes later is asked for.
template<int N> TARAF_INLINE float *fetch(const RowSystem &system, std::size_t entry, float *near)
{
    constexpr std::size_t kAhead = 24;
    const std::uint32_t *later = system.columns + entry + kAhead;
    const float *ahead = system.others + std::size_t{*(later < system.last ? later : system.last)} * (16 * N);
    const float *vector = system.others + std::size_t{system.columns[entry]} * (16 * N);
    float *to = near + entry * (16 * N);
    for (int i = 0; i < N; ++i) {
        __builtin_prefetch(ahead + 16 * i);
        at(to + 16 * i) = at(vector + 16 * i);
    }
    return to;
}

template<int N> TARAF_INLINE void conjugateGradient(const RowSystem &system, int steps, float *answer, float *near)
{
    constexpr float kNothing = 1e-20F;
    Lanes x[N], r[N], p[N], ap[N];
    for (int i = 0; i < N; ++i) x[i] = at(answer + 16 * i);
    times<N>(system, x, ap);
    for (int i = 0; i < N; ++i) r[i] = system.rest != nullptr ? at(system.rest + 16 * i) - ap[i] : -ap[i];
    for (std::size_t k = 0; k < system.size; ++k) {
        const float *y = fetch<N>(system, k, near);
        const Lanes pull = all(system.pull[k] - system.weight[k] * dotOf<N>(x, y));
        for (int i = 0; i < N; ++i) r[i] += pull * at(y + 16 * i);
    }
    float rr = dotOf<N>(r, r);
    for (int i = 0; i < N; ++i) p[i] = r[i];
    for (int step = 0; step < steps && rr > kNothing; ++step) {
        times<N>(system, p, ap);
        for (std::size_t k = 0; k < system.size; ++k) {
            const float *y = near + k * (16 * N);
            const Lanes pull = all(system.weight[k] * dotOf<N>(p, y));
            for (int i = 0; i < N; ++i) ap[i] += pull * at(y + 16 * i);
        }
        const float pap = dotOf<N>(p, ap);
        if (!(pap > 0)) break;
        const Lanes far = all(rr / pap);
        for (int i = 0; i < N; ++i) x[i] += far * p[i];
        if (step + 1 == steps) break;
        for (int i = 0; i < N; ++i) r[i] -= far * ap[i];
        const float next = dotOf<N>(r, r);
        const Lanes keep = all(next / rr);
        for (int i = 0; i < N; ++i) p[i] = r[i] + keep * p[i];
        rr = next;
    }
    for (int i = 0; i < N; ++i) at(answer + 16 * i) = x[i];
}

/// Of sixteen rows of the matrix what stands from the diagonal on, some rows at a time, which stay in registers while all vectors go by.
template<int N, int kBlock> TARAF_INLINE void addOuterFrom(const float *vectors, const float *weight, std::size_t size, float *matrix)
{
    constexpr int kLanes = N - kBlock, kRows = kLanes <= 4 ? 4 : kLanes <= 8 ? 2 : 1;
    for (int j = 16 * kBlock; j < 16 * (kBlock + 1); j += kRows) {
        Lanes sums[kRows][kLanes];
        for (int row = 0; row < kRows; ++row) {
            for (int i = 0; i < kLanes; ++i) sums[row][i] = at(matrix + (j + row) * 16 * N + 16 * (kBlock + i));
        }
        for (std::size_t k = 0; k < size; ++k) {
            const float *y = vectors + k * (16 * N);
            const float scale = weight != nullptr ? weight[k] : 1.0F;
            for (int row = 0; row < kRows; ++row) {
                const Lanes factor = all(scale * y[j + row]);
                for (int i = 0; i < kLanes; ++i) sums[row][i] += factor * at(y + 16 * (kBlock + i));
            }
        }
        for (int row = 0; row < kRows; ++row) {
            for (int i = 0; i < kLanes; ++i) at(matrix + (j + row) * 16 * N + 16 * (kBlock + i)) = sums[row][i];
        }
    }
}

/// Half of it, from the diagonal on; of what stands before it only what shares a register with it.
template<int N> TARAF_INLINE void addOuter(const float *vectors, const float *weight, std::size_t size, float *matrix)
{
    [&]<int... block>(std::integer_sequence<int, block...>) TARAF_LAMBDA { (addOuterFrom<N, block>(vectors, weight, size, matrix), ...); }(std::make_integer_sequence<int, N>());
}

/// The other half, from the first.
template<int N> TARAF_INLINE void mirror(float *matrix)
{
    for (int j = 16; j < 16 * N; ++j) {
        for (int i = 0; i < j / 16 * 16; ++i) matrix[j * 16 * N + i] = matrix[i * 16 * N + j];
    }
}

template<int N> TARAF_INLINE void sumUp(const RowSystem &system, float *rest, float *matrix, float *near)
{
    for (std::size_t begin = 0; begin < system.size; begin += kNear) {
        RowSystem part = system;
        part.columns += begin;
        part.size = begin + kNear < system.size ? kNear : system.size - begin;
        for (std::size_t k = 0; k < part.size; ++k) {
            const float *y = fetch<N>(part, k, near);
            for (int i = 0; i < N; ++i) at(rest + 16 * i) += all(system.pull[begin + k]) * at(y + 16 * i);
        }
        addOuter<N>(near, system.weight + begin, part.size, matrix);
    }
    mirror<N>(matrix);
}

/// Solves matrix * x = x, in both their places, by UᵀU; left of the diagonal nothing is looked at. What the matrix says nothing about becomes 0.
template<int N> TARAF_INLINE void solve(float *matrix, float *x)
{
    constexpr int kSize = 16 * N;
    constexpr float kFlat = 1e-6F; // of the diagonal as it was: what is left is rounding
    float diagonal[kSize];
    for (int j = 0; j < kSize; ++j) diagonal[j] = matrix[j * kSize + j];
    for (int j = 0; j < kSize; ++j) {
        float *row = matrix + j * kSize;
        const float scale = row[j] > kFlat * diagonal[j] ? 1.0F / std::sqrt(row[j]) : 0.0F;
        for (int i = j / 16; i < N; ++i) at(row + 16 * i) *= scale;
        const float mine = x[j] *= scale;
        for (int k = j + 1; k < kSize; ++k) {
            const Lanes factor = all(row[k]);
            float *below = matrix + k * kSize;
            for (int i = k / 16; i < N; ++i) at(below + 16 * i) -= factor * at(row + 16 * i);
        }
        for (int k = j + 1; k < kSize; ++k) x[k] -= row[k] * mine;
    }
    for (int j = kSize - 1; j >= 0; --j) {
        const float *row = matrix + j * kSize;
        const int lanes = j / 16 + 1;
        Lanes known{};
        for (int i = lanes; i < N; ++i) known += at(row + 16 * i) * at(x + 16 * i);
        float rest = x[j] - sum(known);
        for (int k = j + 1; k < 16 * lanes; ++k) rest -= row[k] * x[k];
        x[j] = row[j] > 0 ? rest / row[j] : 0.0F;
    }
}

template<int N> TARAF_INLINE void cholesky(const RowSystem &system, float *answer, float *near)
{
    constexpr int kSize = 16 * N;
    float *matrix = near + system.size * kSize;
    for (int i = 0; i < kSize * N; ++i) at(matrix + 16 * i) = at(system.gram + 16 * i);
    for (int j = 0; j < kSize; ++j) matrix[j * kSize + j] += system.ridge;
    Lanes x[N];
    for (int i = 0; i < N; ++i) x[i] = system.rest != nullptr ? at(system.rest + 16 * i) : Lanes{};
    for (std::size_t k = 0; k < system.size; ++k) {
        const float *y = fetch<N>(system, k, near);
        const Lanes pull = all(system.pull[k]);
        for (int i = 0; i < N; ++i) x[i] += pull * at(y + 16 * i);
    }
    addOuter<N>(near, system.weight, system.size, matrix);
    for (int i = 0; i < N; ++i) at(answer + 16 * i) = x[i];
    solve<N>(matrix, answer);
}

/// Sixteen numbers of x at a time, a register full, the others staying as they are; what is answered so far is kept for each entry.
template<int N> TARAF_INLINE void blocks(const RowSystem &system, int turns, float *answer, float *near)
{
    float *matrix = near + system.size * (16 * N), *step = matrix + 256, *said = step + 16;
    Lanes x[N];
    for (int i = 0; i < N; ++i) x[i] = at(answer + 16 * i);
    for (std::size_t k = 0; k < system.size; ++k) said[k] = dotOf<N>(x, fetch<N>(system, k, near));
    for (int turn = 0; turn < turns; ++turn) {
        for (int block = 0; block < N; ++block) {
            Lanes sums[16], slope = system.rest != nullptr ? at(system.rest + 16 * block) : Lanes{};
            slope -= system.ridge * x[block];
            for (int j = 0; j < 16 * N; ++j) slope -= all(reinterpret_cast<const float *>(x)[j]) * at(system.gram + j * 16 * N + 16 * block);
            for (int j = 0; j < 16; ++j) sums[j] = at(system.gram + (16 * block + j) * 16 * N + 16 * block);
            for (std::size_t k = 0; k < system.size; ++k) {
                const float *y = near + k * (16 * N) + 16 * block;
                const Lanes mine = at(y), weighted = system.weight[k] * mine;
                slope += all(system.pull[k] - system.weight[k] * said[k]) * mine;
                for (int j = 0; j < 16; ++j) sums[j] += all(y[j]) * weighted;
            }
            for (int j = 0; j < 16; ++j) {
                at(matrix + 16 * j) = sums[j];
                matrix[17 * j] += system.ridge;
            }
            at(step) = slope;
            solve<1>(matrix, step);
            const Lanes change = at(step);
            x[block] += change;
            for (std::size_t k = 0; k < system.size; ++k) said[k] += sum(change * at(near + k * (16 * N) + 16 * block));
        }
    }
    for (int i = 0; i < N; ++i) at(answer + 16 * i) = x[i];
}

#define TARAF_FORMS(target)                                                                                                              \
    template<int N> target void conjugateGradientOf(const RowSystem &system, int steps, float *x, float *room) { conjugateGradient<N>(system, steps, x, room); } \
    template<int N> target void blocksOf(const RowSystem &system, int steps, float *x, float *room) { blocks<N>(system, steps, x, room); } \
    template<int N> target void choleskyOf(const RowSystem &system, int, float *x, float *room) { cholesky<N>(system, x, room); }        \
    template<int N> target void addOuterOf(const float *vectors, const float *weight, std::size_t size, float *matrix)                           \
    {                                                                                                                                    \
        addOuter<N>(vectors, weight, size, matrix);                                                                                      \
        mirror<N>(matrix);                                                                                                               \
    }                                                                                                                                    \
    template<int N> target void sumUpOf(const RowSystem &system, float *rest, float *matrix, float *near) { sumUp<N>(system, rest, matrix, near); } \
    template<int N> target float dotBoth(const float *a, const float *b)                                                                 \
    {                                                                                                                                    \
        Lanes x[N];                                                                                                                      \
        for (int i = 0; i < N; ++i) x[i] = at(a + 16 * i);                                                                               \
        return dotOf<N>(x, b);                                                                                                           \
    }                                                                                                                                    \
    template<std::size_t... form> constexpr Kernels formsOf(const char *name, std::index_sequence<form...>)                              \
    {                                                                                                                                    \
        return {{conjugateGradientOf<kForms[form]>...}, {blocksOf<kForms[form]>...}, {choleskyOf<kForms[form]>...}, {addOuterOf<kForms[form]>...}, {sumUpOf<kForms[form]>...}, {dotBoth<kForms[form]>...}, name}; \
    }

using Forms = std::make_index_sequence<kForms.size()>;

namespace portable {
TARAF_FORMS()
constexpr Kernels kKernels = formsOf("portable", Forms());
} // namespace portable

#if defined(__x86_64__)
namespace avx2 {
TARAF_FORMS([[gnu::target("avx2,fma")]])
constexpr Kernels kKernels = formsOf("avx2", Forms());
} // namespace avx2

namespace avx512 {
TARAF_FORMS([[gnu::target("avx512f,avx512bw,avx512vl,avx512dq,avx2,fma")]])
constexpr Kernels kKernels = formsOf("avx512", Forms());
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
    static const Kernels *const best = supportedKernels().front();
    return *best;
}

} // namespace taraf::learn
