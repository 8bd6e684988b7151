#include "taraf/learn/spectrogram.h"

#include "tensors.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>

#ifdef TARAF_WITH_FFTW
#include <fftw3.h>
#include <memory>
#endif

namespace taraf::learn {
namespace {

constexpr double kSilence = 1e-6; ///< RMS, -120 dB of full scale
constexpr std::size_t kBins = kWindow / 2 + 1;
constexpr std::size_t kFewestSamples = kCrop * kHop; ///< 2.97 s
constexpr float kFloor = 1e-3F, kStepsPerDecade = 26.0F;

double mel(double hertz) { return 2595.0 * std::log10(1.0 + hertz / 700.0); }
double hertz(double mel) { return 700.0 * (std::pow(10.0, mel / 2595.0) - 1.0); }

/// Triangles of unit sum, at least one bin wide: [kBins, kBands].
Tensor melWeights()
{
    std::vector<float> weights(kBins * kBands);
    const double low = mel(30.0), step = (mel(11000.0) - low) / (kBands + 1);
    for (std::size_t band = 0; band < kBands; ++band) {
        const double from = hertz(low + step * static_cast<double>(band)), peak = hertz(low + step * static_cast<double>(band + 1)),
                     to = hertz(low + step * static_cast<double>(band + 2));
        std::vector<double> triangle(kBins);
        double sum = 0.0;
        for (std::size_t bin = 0; bin < kBins; ++bin) {
            const double at = static_cast<double>(bin) * kAnalysisRate / kWindow;
            triangle[bin] = std::max(0.0, std::min((at - from) / (peak - from), (to - at) / (to - peak)));
            sum += triangle[bin];
        }
        if (sum <= 0.0) {
            triangle[static_cast<std::size_t>(std::lround(peak * kWindow / kAnalysisRate))] = 1.0;
            sum = 1.0;
        }
        for (std::size_t bin = 0; bin < kBins; ++bin) weights[bin * kBands + band] = static_cast<float>(triangle[bin] / sum);
    }
    return at::tensor(weights).view({kBins, kBands});
}

const std::vector<float> &window()
{
    static const std::vector<float> hann = [] {
        std::vector<float> values(kWindow);
        for (std::size_t n = 0; n < kWindow; ++n) {
            values[n] = static_cast<float>(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(n) / kWindow));
        }
        return values;
    }();
    return hann;
}

#ifdef TARAF_WITH_FFTW

/// FFTW's planner is not for two threads, its plans are. An estimated plan is always the same one, so that the numbers are.
fftwf_plan plan()
{
    static const fftwf_plan made = [] {
        float *in = fftwf_alloc_real(kWindow);
        float *out = fftwf_alloc_real(2 * kBins);
        const auto plan = fftwf_plan_dft_r2c_1d(kWindow, in, reinterpret_cast<fftwf_complex *>(out), FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
        fftwf_free(in);
        fftwf_free(out);
        return plan;
    }();
    return made;
}

/// [frames, kWindow] -> [frames, kBins].
Tensor powers(const Tensor &frames)
{
    Tensor out = at::empty({frames.size(0), kBins}, at::kFloat);
    struct Free {
        void operator()(float *memory) const noexcept { fftwf_free(memory); }
    };
    const std::unique_ptr<float, Free> in(fftwf_alloc_real(kWindow)), spectrum(fftwf_alloc_real(2 * kBins));
    const float *from = frames.const_data_ptr<float>();
    float *to = out.mutable_data_ptr<float>();
    for (std::int64_t frame = 0; frame < frames.size(0); ++frame, from += kWindow) {
        std::copy_n(from, kWindow, in.get());
        fftwf_execute_dft_r2c(plan(), in.get(), reinterpret_cast<fftwf_complex *>(spectrum.get()));
        for (std::size_t bin = 0; bin < kBins; ++bin) {
            const float re = spectrum.get()[2 * bin], im = spectrum.get()[2 * bin + 1];
            *to++ = re * re + im * im;
        }
    }
    return out;
}

#else

Tensor powers(const Tensor &frames) { return at::fft_rfft(frames).abs().square(); }

#endif

/// The levels of kPiece frames from `from` on: [kBands][kPiece]. Past the end it starts again.
void addPiece(std::span<const float> samples, std::size_t from, double mean, double gain, std::vector<std::uint8_t> &levels)
{
    static const Tensor weights = melWeights();
    Tensor frames = at::empty({kPiece, kWindow}, at::kFloat);
    float *value = frames.mutable_data_ptr<float>();
    const auto offset = static_cast<float>(mean), factor = static_cast<float>(gain);
    const float *const hann = window().data();
    for (std::size_t frame = 0; frame < kPiece; ++frame, value += kWindow) {
        std::size_t at = (from + frame * kHop) % samples.size();
        for (std::size_t n = 0; n < kWindow; at = 0) {
            const std::size_t until = std::min(kWindow, n + samples.size() - at);
            const float *sample = samples.data() + at;
            for (std::size_t i = n; i < until; ++i) value[i] = (sample[i - n] - offset) * factor * hann[i];
            n = until;
        }
    }
    const Tensor bands = at::matmul(powers(frames), weights).add_(kFloor).log10_().add_(3.0).mul_(kStepsPerDecade).round_().clamp_(0, 255);
    const Tensor bytes = bands.t().to(at::kByte).contiguous();
    const auto *data = bytes.const_data_ptr<std::uint8_t>();
    levels.insert(levels.end(), data, data + kBands * kPiece);
}

} // namespace

Result<Spectrogram> spectrogram(const Pcm &pcm)
{
    const std::span<const float> samples = pcm.samples;
    if (samples.size() < kFewestSamples) return fail(ErrorCode::TooShort, "less than 3 s of audio; a network can't tell anything about it");
    double sum = 0.0, squares = 0.0;
    for (const float sample : samples) {
        sum += static_cast<double>(sample);
        squares += static_cast<double>(sample) * static_cast<double>(sample);
    }
    const auto count = static_cast<double>(samples.size());
    const double mean = sum / count, rms = std::sqrt(std::max(0.0, squares / count - mean * mean));
    if (!std::isfinite(squares)) return fail(ErrorCode::InvalidArgument, "the samples hold values that are not finite numbers");
    if (rms < kSilence) return fail(ErrorCode::Unsupported, "silent: there is nothing to hear in the part that is listened to");
    try {
        workAlone();
        const c10::InferenceMode inference;
        const std::size_t frames = samples.size() / kHop, pieces = std::clamp(frames / kPiece, std::size_t{1}, kMostPieces);
        const std::size_t last = frames > kPiece ? frames - kPiece : 0;
        Spectrogram heard;
        heard.levels.reserve(pieces * kBands * kPiece);
        for (std::size_t piece = 0; piece < pieces; ++piece) {
            const std::size_t from = pieces == 1 ? last / 2 : piece * last / (pieces - 1);
            addPiece(samples, from * kHop, mean, 1.0 / rms, heard.levels);
        }
        return heard;
    } catch (const std::exception &error) {
        return fail(failure(error));
    }
}

} // namespace taraf::learn
