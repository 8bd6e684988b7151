#include "harmony.h"

#include "taraf/base/units.h"

#include <array>
#include <cmath>
#include <numbers>

namespace taraf::analysis {
namespace {

constexpr double kBinWidth = static_cast<double>(kAnalysisRate) / static_cast<double>(kHarmonyFraming.size);
constexpr std::int64_t kFirstBin = 37;  ///< 100 Hz
constexpr std::int64_t kLastBin = 744;  ///< 2000 Hz
constexpr std::int64_t kClasses = 12;
constexpr std::int64_t kOrders = 7;
constexpr double kTau = 2.0 * std::numbers::pi;
constexpr std::array<std::int64_t, 2> kSteps{1, 4}; ///< frames: 0.37 and 1.5 s

using Profile = std::array<double, 12>;

/// [12, profiles * 12]: column p * 12 + r is profile p turned up by r semitones.
Tensor rotations(const std::vector<Profile> &profiles, bool centred, at::Device device)
{
    const std::size_t width = profiles.size() * 12;
    std::vector<double> values(12 * width);
    for (std::size_t p = 0; p < profiles.size(); ++p) {
        double mean = 0.0, square = 0.0;
        for (const double v : profiles[p]) mean += centred ? v / 12.0 : 0.0;
        for (const double v : profiles[p]) square += (v - mean) * (v - mean);
        for (std::size_t r = 0; r < 12; ++r) {
            for (std::size_t note = 0; note < 12; ++note) {
                values[(note + r) % 12 * width + p * 12 + r] = (profiles[p][note] - mean) / std::sqrt(square);
            }
        }
    }
    return constant(values, {kClasses, static_cast<std::int64_t>(width)}, device);
}

Tensor unit(const Tensor &rows, double floor) { return rows / (rows.square().sum(-1, true) + floor * floor).sqrt(); }

} // namespace

HarmonyTables::HarmonyTables(at::Device device)
{
    std::vector<double> distance, weight;
    for (std::int64_t bin = kFirstBin; bin < kLastBin; ++bin) {
        const double semitone = 12.0 * std::log2(static_cast<double>(bin) * kBinWidth / 440.0);
        distance.push_back(semitone);
        weight.push_back(std::exp(-0.5 * std::pow(semitone / 15.0, 2)));
    }
    semitones = constant(distance, {kLastBin - kFirstBin}, device);
    emphasis = constant(weight, {kLastBin - kFirstBin}, device);
    std::vector<double> note, cosine, sine, backCosine, backSine;
    for (std::int64_t c = 0; c < kClasses; ++c) {
        note.push_back(static_cast<double>(c) + 3.0);
        for (std::int64_t k = 0; k < kOrders; ++k) {
            const double angle = kTau * static_cast<double>(c * k) / 12.0;
            cosine.push_back(std::cos(angle));
            sine.push_back(-std::sin(angle));
        }
    }
    for (std::int64_t k = 0; k < kOrders; ++k) {
        const double share = (k == 0 || k == 6 ? 1.0 : 2.0) / 12.0;
        for (std::int64_t c = 0; c < kClasses; ++c) {
            const double angle = kTau * static_cast<double>(c * k) / 12.0;
            backCosine.push_back(share * std::cos(angle));
            backSine.push_back(-share * std::sin(angle));
        }
    }
    classes = constant(note, {kClasses}, device);
    cosines = constant(cosine, {kClasses, kOrders}, device);
    sines = constant(sine, {kClasses, kOrders}, device);
    backCosines = constant(backCosine, {kOrders, kClasses}, device);
    backSines = constant(backSine, {kOrders, kClasses}, device);
    chords = rotations({{1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0},   // major
                        {1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0},   // minor
                        {1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0},   // diminished
                        {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0},   // augmented
                        {1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0},   // suspended
                        {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0}},  // root and fifth alone
                       false, device);
    keys = rotations({{6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88},
                      {6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17}},
                     true, device);
}

Harmony harmony(const HarmonyTables &tables, const Tensor &samples, const Tensor &offset, const Tensor &gain, std::int64_t parts, Fourier fourier)
{
    const std::int64_t signals = samples.size(0), tracks = signals / parts, bins = kLastBin - kFirstBin;
    const Tensor around = magnitudes(samples, offset, gain, kHarmonyFraming, kFirstBin - 1, kLastBin + 1, fourier);
    const Tensor here = around.narrow(2, 1, bins);
    const Tensor isPeak = (here > around.narrow(2, 0, bins)).logical_and_(here >= around.narrow(2, 2, bins));
    // Square roots, so that a loud bass note does not drown the chord above it.
    const Tensor notes = here.sqrt().mul_(tables.emphasis);
    const Tensor peaks = notes * isPeak;

    // Tuning: where between the semitones the peaks lie, on a circle.
    const Tensor total = peaks.view({tracks, -1, bins}).sum(1);
    const Tensor angle = tables.semitones * kTau;
    const Tensor tuning = at::atan2(at::matmul(total, angle.sin()), at::matmul(total, angle.cos())).div_(kTau); // [tracks], semitones
    // [tracks, bins, 12]: a raised cosine, one semitone to each side
    const Tensor apart = (tables.semitones.view({1, bins, 1}) - tuning.view({tracks, 1, 1})) - tables.classes.sub(12.0).view({1, 1, kClasses});
    const Tensor wrapped = (apart - (apart / 12.0).round_().mul_(12.0)).clamp_(-1.0, 1.0);
    const Tensor weights = (wrapped * (0.5 * std::numbers::pi)).cos_().square_();

    const std::int64_t frames = here.size(1);
    const Tensor raw = at::matmul(peaks.view({tracks, parts * frames, bins}), weights).view({signals, frames, kClasses});
    // Frames 40 dB below the track's usual strength of notes count for nothing.
    const Tensor usual = raw.square().sum(2).mean(1).view({tracks, parts}).mean(1).sqrt();
    const Tensor floor = (usual * 0.01 + 1e-6).view({tracks, 1, 1, 1});
    const Tensor grouped = raw.view({tracks, parts, frames, kClasses});
    const Tensor chroma = (grouped / (grouped.square().sum(3, true) + floor.square()).sqrt_()).view({signals, frames, kClasses});
    const Tensor mean = chroma.mean(1);

    // Fourier transform over the pitch classes: its magnitudes don't know the key.
    const Tensor real = at::matmul(chroma, tables.cosines), imaginary = at::matmul(chroma, tables.sines);
    const Tensor size = (real.square() + imaginary.square() + 1e-12).sqrt_();
    const Tensor relative = size.narrow(2, 1, 6) / (size.narrow(2, 0, 1) + 1e-3);
    const Tensor relativeMean = relative.mean(1);
    const Tensor relativeSpread = (relative - relativeMean.unsqueeze(1)).square().mean(1).sqrt();
    const Tensor meanReal = at::matmul(mean, tables.cosines), meanImaginary = at::matmul(mean, tables.sines);
    const Tensor meanSize = (meanReal.square() + meanImaginary.square() + 1e-12).sqrt_();
    std::vector<Tensor> figures{relativeMean, relativeSpread, meanSize.narrow(1, 1, 6) / (meanSize.narrow(1, 0, 1) + 1e-3)};
    // Which intervals lead from one frame to a later one: circular correlation of the two chromas, by way of the same transform.
    for (const std::int64_t step : kSteps) {
        const std::int64_t pairs = std::max<std::int64_t>(frames - step, 1), later = std::min(step, frames - 1);
        const Tensor r0 = real.narrow(1, 0, pairs), i0 = imaginary.narrow(1, 0, pairs);
        const Tensor r1 = real.narrow(1, later, pairs), i1 = imaginary.narrow(1, later, pairs);
        const Tensor crossReal = (r0 * r1 + i0 * i1).mean(1), crossImaginary = (r0 * i1 - i0 * r1).mean(1);
        figures.push_back(at::matmul(crossReal, tables.backCosines) + at::matmul(crossImaginary, tables.backSines));
    }
    const auto best = [&](const Tensor &of, const Tensor &templates) { return at::matmul(of, templates).unflatten(-1, {-1, kClasses}).amax(-1); };
    figures.push_back(best(chroma, tables.chords).mean(1));
    figures.push_back(best(unit(mean, 1e-3), tables.chords));
    const Tensor keyFit = best(unit(mean - mean.mean(1, true), 1e-3), tables.keys);
    figures.push_back(keyFit);
    figures.push_back(keyFit.narrow(1, 0, 1) - keyFit.narrow(1, 1, 1));
    const Tensor share = peaks.sum(2) / (notes.sum(2) + 1e-3);
    const Tensor shareMean = share.mean(1, true);
    figures.push_back(shareMean);
    figures.push_back((share - shareMean).square().mean(1, true).sqrt());
    const Tensor part = mean / (mean.sum(1, true) + 1e-3) + 1e-6;
    figures.push_back((part * part.log()).sum(1, true).neg());

    // The key of the whole track turns all of its parts.
    const Tensor trackMean = mean.view({tracks, parts, kClasses}).mean(1);
    const Tensor tonic = at::matmul(unit(trackMean - trackMean.mean(1, true), 1e-3), tables.keys).argmax(1).remainder(kClasses);
    const Tensor turned = (at::arange(kClasses, tonic.options()).unsqueeze(0) + tonic.unsqueeze(1)).remainder(kClasses);
    const Tensor index = turned.unsqueeze(1).expand({tracks, parts, kClasses}).reshape({signals, kClasses});
    return {at::cat(figures, 1), mean.gather(1, index), mean};
}

} // namespace taraf::analysis
