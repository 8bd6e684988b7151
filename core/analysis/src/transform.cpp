#include "transform.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <numbers>
#include <type_traits>

#ifdef TARAF_WITH_FFTW
#include <fftw3.h>
#endif

// The loops around the FFT run as wide as the processor allows. Sanitizers can't follow the dispatch, which runs before them.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(TARAF_SANITIZED)
#define TARAF_WIDE __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define TARAF_WIDE
#endif

namespace taraf::analysis {
namespace {

/// Sums of x - shift and of its square, in 16 lanes.
TARAF_WIDE void sumBlock(const float *samples, std::size_t count, float shift, float &sum, float &squares)
{
    constexpr std::size_t kLanes = 16;
    float sums[kLanes] = {}, powers[kLanes] = {};
    std::size_t n = 0;
    for (; n + kLanes <= count; n += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const float value = samples[n + lane] - shift;
            sums[lane] += value;
            powers[lane] += value * value;
        }
    }
    for (; n < count; ++n) {
        const float value = samples[n] - shift;
        sums[0] += value;
        powers[0] += value * value;
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        sum += sums[lane];
        squares += powers[lane];
    }
}

std::vector<double> hann(std::int64_t size)
{
    std::vector<double> window(static_cast<std::size_t>(size));
    for (std::int64_t n = 0; n < size; ++n) {
        window[static_cast<std::size_t>(n)] = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(size));
    }
    return window;
}

/// [signals, n] -> magnitudes [signals, frames, bins] of frames from `from` to before `to`.
Tensor torchMagnitudes(const Tensor &samples, const Tensor &offset, const Tensor &gain, Framing framing, std::int64_t from, std::int64_t to)
{
    const Tensor window = constant(hann(framing.size), {framing.size}, samples.device());
    const Tensor frames = samples.unfold(1, framing.size, framing.hop).narrow(1, from, to - from);
    const Tensor windowed = (frames - offset.view({-1, 1, 1})).mul_(gain.view({-1, 1, 1})).mul_(window);
    return at::fft_rfft(windowed).abs();
}

#ifdef TARAF_WITH_FFTW

struct Free {
    void operator()(void *memory) const noexcept { fftwf_free(memory); }
};
using Buffer = std::unique_ptr<float[], Free>;

Buffer buffer(std::size_t size) { return Buffer(fftwf_alloc_real(size)); }

struct EndPlan {
    void operator()(fftwf_plan made) const noexcept { fftwf_destroy_plan(made); }
};
using Plan = std::unique_ptr<std::remove_pointer_t<fftwf_plan>, EndPlan>;

/// A plan for one real transform of `size`, made once per process: FFTW's planner is not for two threads, its plans are.
fftwf_plan plan(int size)
{
    static std::mutex mutex;
    static std::map<int, Plan> plans;
    const std::scoped_lock lock(mutex);
    Plan &made = plans[size];
    if (made == nullptr) {
        const Buffer in = buffer(static_cast<std::size_t>(size));
        const Buffer out = buffer(static_cast<std::size_t>(size) + 2);
        // An estimated plan is always the same one, so that the numbers are; a measured one gains nothing to speak of.
        made.reset(fftwf_plan_dft_r2c_1d(size, in.get(), reinterpret_cast<fftwf_complex *>(out.get()), FFTW_ESTIMATE | FFTW_DESTROY_INPUT));
    }
    return made.get();
}

void transform(fftwf_plan plan, float *in, float *out) { fftwf_execute_dft_r2c(plan, in, reinterpret_cast<fftwf_complex *>(out)); }

TARAF_WIDE void applyWindow(const float *samples, const float *window, float offset, float gain, float *out, std::size_t size)
{
    for (std::size_t n = 0; n < size; ++n) out[n] = (samples[n] - offset) * gain * window[n];
}

/// Interleaved complex numbers to powers.
TARAF_WIDE void powers(const float *complex, float *out, std::size_t bins)
{
    for (std::size_t k = 0; k < bins; ++k) out[k] = complex[2 * k] * complex[2 * k] + complex[2 * k + 1] * complex[2 * k + 1];
}

TARAF_WIDE void roots(const float *power, float *out, std::size_t bins)
{
    for (std::size_t k = 0; k < bins; ++k) out[k] = std::sqrt(power[k]);
}

constexpr std::size_t kTogether = 16; ///< frames that are worked on side by side, one in each lane

/// Interleaved complex spectra, one after the other, to powers with the frames side by side: [bins][kTogether].
TARAF_WIDE void sideBySide(const float *spectra, std::size_t distance, std::size_t bins, float *power)
{
    for (std::size_t k = 0; k < bins; ++k) {
        for (std::size_t t = 0; t < kTogether; ++t) {
            const float re = spectra[t * distance + 2 * k], im = spectra[t * distance + 2 * k + 1];
            power[k * kTogether + t] = re * re + im * im;
        }
    }
}

TARAF_WIDE void rootsAndInverses(const float *power, float floor, std::size_t count, float *root, float *inverse)
{
    for (std::size_t i = 0; i < count; ++i) {
        root[i] = std::sqrt(power[i]);
        inverse[i] = 1.0F / (root[i] + floor);
    }
}

/// The non-zero range of each row of a weight matrix.
struct SparseRows {
    struct Row {
        std::size_t first;
        std::size_t last;
        std::size_t weights; ///< where its weights start
    };
    std::vector<Row> rows;
    std::vector<float> weights;

    explicit SparseRows(const Tensor &matrix)
    {
        const Tensor dense = matrix.to(at::kCPU).contiguous();
        const auto bins = static_cast<std::size_t>(dense.size(1));
        const float *values = dense.const_data_ptr<float>();
        for (std::int64_t r = 0; r < dense.size(0); ++r, values += bins) {
            std::size_t first = 0, last = bins;
            while (first < bins && values[first] == 0.0F) ++first;
            while (last > first && values[last - 1] == 0.0F) --last;
            rows.push_back({first, last, weights.size()});
            weights.insert(weights.end(), values + first, values + last);
        }
    }
};

/// Half of the frames side by side. The compiler splits it where the processor's registers are shorter.
using Lanes = float __attribute__((vector_size(32)));

/// out[row][frame]: the row's weights times the values of the frame, bin after bin.
TARAF_WIDE void multiply(const SparseRows::Row *rows, std::size_t count, const float *weights, const float *values, float *out)
{
    for (std::size_t r = 0; r < count; ++r, out += kTogether) {
        const float *w = weights + rows[r].weights;
        const float *v = values + rows[r].first * kTogether;
        Lanes sums[2] = {};
        for (std::size_t k = rows[r].first; k < rows[r].last; ++k, ++w, v += kTogether) {
            Lanes frames[2];
            static_assert(sizeof frames == kTogether * sizeof(float));
            std::memcpy(frames, v, sizeof frames);
            sums[0] += *w * frames[0];
            sums[1] += *w * frames[1];
        }
        std::memcpy(out, sums, sizeof sums);
    }
}

std::vector<float> floatHann(std::int64_t size)
{
    const std::vector<double> window = hann(size);
    std::vector<float> out(window.size());
    std::ranges::transform(window, out.begin(), [](double w) { return static_cast<float>(w); });
    return out;
}

Tensor fftwBandSums(const Tensor &samples, const Tensor &offset, const Tensor &gain, Framing framing, const Sums &sums)
{
    const std::int64_t frames = framing.count(samples.size(1));
    const auto size = static_cast<std::size_t>(framing.size);
    const std::size_t bins = size / 2 + 1;
    const SparseRows bands(sums.magnitude), means(sums.mean);
    const std::size_t rows = bands.rows.size() + 2 * means.rows.size();
    Tensor out = at::empty({samples.size(0), static_cast<std::int64_t>(rows), frames}, at::kFloat);

    const std::vector<float> window = floatHann(framing.size);
    const std::size_t distance = (size + 2 + 15) / 16 * 16; // keeps every spectrum aligned as the plan was made for
    const Buffer frame = buffer(size), spectra = buffer(kTogether * distance);
    const Buffer power = buffer(bins * kTogether), magnitude = buffer(bins * kTogether), inverse = buffer(bins * kTogether);
    std::fill_n(spectra.get(), kTogether * distance, 0.0F);
    std::vector<float> tile(rows * kTogether);
    const fftwf_plan forward = plan(static_cast<int>(framing.size));

    for (std::int64_t signal = 0; signal < samples.size(0); ++signal) {
        const float *source = samples.const_data_ptr<float>() + signal * samples.size(1);
        float *target = out.mutable_data_ptr<float>() + signal * static_cast<std::int64_t>(rows) * frames;
        const float signalOffset = offset.const_data_ptr<float>()[signal], signalGain = gain.const_data_ptr<float>()[signal];
        for (std::int64_t from = 0; from < frames; from += static_cast<std::int64_t>(kTogether)) {
            const std::size_t together = std::min(kTogether, static_cast<std::size_t>(frames - from));
            for (std::size_t t = 0; t < together; ++t) {
                applyWindow(source + (from + static_cast<std::int64_t>(t)) * framing.hop, window.data(), signalOffset, signalGain, frame.get(), size);
                transform(forward, frame.get(), spectra.get() + t * distance);
            }
            sideBySide(spectra.get(), distance, bins, power.get());
            rootsAndInverses(power.get(), sums.floor, bins * kTogether, magnitude.get(), inverse.get());
            float *part = tile.data();
            multiply(bands.rows.data(), bands.rows.size(), bands.weights.data(), magnitude.get(), part);
            part += bands.rows.size() * kTogether;
            multiply(means.rows.data(), means.rows.size(), means.weights.data(), power.get(), part);
            part += means.rows.size() * kTogether;
            multiply(means.rows.data(), means.rows.size(), means.weights.data(), inverse.get(), part);
            for (std::size_t r = 0; r < rows; ++r) {
                std::copy_n(tile.data() + r * kTogether, together, target + static_cast<std::int64_t>(r) * frames + from);
            }
        }
    }
    return out;
}

Tensor fftwMagnitudes(const Tensor &samples, const Tensor &offset, const Tensor &gain, Framing framing, std::int64_t first, std::int64_t last)
{
    const std::int64_t frames = framing.count(samples.size(1));
    const auto size = static_cast<std::size_t>(framing.size);
    Tensor out = at::empty({samples.size(0), frames, last - first}, at::kFloat);
    float *target = out.mutable_data_ptr<float>();
    const std::vector<float> window = floatHann(framing.size);
    const Buffer frame = buffer(size), spectrum = buffer(size + 2);
    const fftwf_plan forward = plan(static_cast<int>(framing.size));
    const auto kept = static_cast<std::size_t>(last - first);
    for (std::int64_t signal = 0; signal < samples.size(0); ++signal) {
        const float *source = samples.const_data_ptr<float>() + signal * samples.size(1);
        for (std::int64_t t = 0; t < frames; ++t, target += kept) {
            applyWindow(source + t * framing.hop, window.data(), offset.const_data_ptr<float>()[signal], gain.const_data_ptr<float>()[signal], frame.get(), size);
            transform(forward, frame.get(), spectrum.get());
            powers(spectrum.get() + 2 * first, target, kept);
            roots(target, target, kept);
        }
    }
    return out;
}

Tensor fftwRowMagnitudes(const Tensor &rows)
{
    const auto size = static_cast<std::size_t>(rows.size(1));
    const std::size_t bins = size / 2 + 1;
    Tensor out = at::empty({rows.size(0), static_cast<std::int64_t>(bins)}, at::kFloat);
    const Buffer in = buffer(size), spectrum = buffer(size + 2);
    const fftwf_plan forward = plan(static_cast<int>(size));
    const float *source = rows.const_data_ptr<float>();
    float *target = out.mutable_data_ptr<float>();
    for (std::int64_t r = 0; r < rows.size(0); ++r, source += size, target += bins) {
        std::copy_n(source, size, in.get());
        transform(forward, in.get(), spectrum.get());
        powers(spectrum.get(), target, bins);
        roots(target, target, bins);
    }
    return out;
}

#endif

} // namespace

Moments moments(std::span<const float> samples)
{
    if (samples.empty()) return {};
    constexpr std::size_t kBlock = 4096;
    // Relative to the first sample, so that a constant is exactly without power however far from zero it lies.
    const float first = samples.front();
    double sum = 0.0, squares = 0.0;
    for (std::size_t from = 0; from < samples.size(); from += kBlock) {
        float blockSum = 0.0F, blockSquares = 0.0F;
        sumBlock(samples.data() + from, std::min(kBlock, samples.size() - from), first, blockSum, blockSquares);
        sum += static_cast<double>(blockSum);
        squares += static_cast<double>(blockSquares);
    }
    const auto count = static_cast<double>(samples.size());
    const double mean = sum / count, variance = squares / count - mean * mean;
    // Not std::max: a variance that is not a number is to stay none.
    return {.mean = mean + static_cast<double>(first), .rms = std::sqrt(variance < 0.0 ? 0.0 : variance)};
}

Tensor dctMatrix(std::int64_t rows, std::int64_t size, at::Device device)
{
    std::vector<double> values;
    for (std::int64_t k = 0; k < rows; ++k) {
        const double scale = std::sqrt((k == 0 ? 1.0 : 2.0) / static_cast<double>(size));
        for (std::int64_t n = 0; n < size; ++n) {
            values.push_back(scale * std::cos(std::numbers::pi * static_cast<double>(k) * (static_cast<double>(n) + 0.5) / static_cast<double>(size)));
        }
    }
    return constant(values, {rows, size}, device);
}

Fourier preferredFourier([[maybe_unused]] at::Device device)
{
#ifdef TARAF_WITH_FFTW
    if (device.is_cpu()) return Fourier::Fftw;
#endif
    return Fourier::Torch;
}

Tensor bandSums(const Tensor &samples, const Tensor &offset, const Tensor &gain, Framing framing, const Sums &sums, [[maybe_unused]] Fourier fourier)
{
#ifdef TARAF_WITH_FFTW
    if (fourier == Fourier::Fftw) return fftwBandSums(samples, offset, gain, framing, sums);
#endif
    // A piece at a time, so that the magnitudes of a long track need not be there all at once.
    const std::int64_t frames = framing.count(samples.size(1)), piece = samples.is_cpu() ? 256 : 4096;
    std::vector<Tensor> pieces;
    for (std::int64_t from = 0; from < frames; from += piece) {
        const Tensor m = torchMagnitudes(samples, offset, gain, framing, from, std::min(frames, from + piece)).transpose(1, 2);
        pieces.push_back(at::cat({at::matmul(sums.magnitude, m), at::matmul(sums.mean, m.square()), at::matmul(sums.mean, (m + sums.floor).reciprocal_())}, 1));
    }
    return at::cat(pieces, 2);
}

Tensor magnitudes(const Tensor &samples, const Tensor &offset, const Tensor &gain, Framing framing, std::int64_t first, std::int64_t last,
                  [[maybe_unused]] Fourier fourier)
{
#ifdef TARAF_WITH_FFTW
    if (fourier == Fourier::Fftw) return fftwMagnitudes(samples, offset, gain, framing, first, last);
#endif
    const std::int64_t frames = framing.count(samples.size(1)), piece = samples.is_cpu() ? 64 : 1024;
    std::vector<Tensor> pieces;
    for (std::int64_t from = 0; from < frames; from += piece) {
        pieces.push_back(torchMagnitudes(samples, offset, gain, framing, from, std::min(frames, from + piece)).narrow(2, first, last - first));
    }
    return at::cat(pieces, 1);
}

Tensor rowMagnitudes(const Tensor &rows, [[maybe_unused]] Fourier fourier)
{
#ifdef TARAF_WITH_FFTW
    if (fourier == Fourier::Fftw) return fftwRowMagnitudes(rows);
#endif
    return at::fft_rfft(rows).abs();
}

} // namespace taraf::analysis
