#include "engine.h"

#include "taraf/base/traits.h"

#include <algorithm>
#include <cmath>

namespace taraf::analysis {
namespace {

// Traits are read where this room is not known.
static_assert(kTraitsNeed == kDescriptorSize);
static_assert(kTraitPlaces[0] == range(Pattern::Level).offset);
static_assert(kTraitPlaces[1] == range(Pattern::Tempo).offset + 36, "the mean onset strength, behind 28 lags and 8 folded ones");
static_assert(kTraitPlaces[2] == range(Pattern::Cepstrum).offset);
static_assert(kTraitPlaces[3] == range(Pattern::Tonality).offset + 56, "the best major key's fit less the best minor one's");

/// Samples quieter than this (RMS, -120 dB of full scale) are silence: less than the last bit of 16.
constexpr double kSilence = 1e-6;

/// The numbers of a descriptor in the order of kPatterns.
Tensor laidOut(std::vector<std::pair<Pattern, Tensor>> patterns)
{
    std::ranges::sort(patterns, {}, [](const auto &entry) { return entry.first; });
    std::vector<Tensor> ordered;
    for (const auto &[pattern, values] : patterns) {
        TORCH_CHECK(values.size(1) == static_cast<std::int64_t>(range(pattern).size()), "pattern ", std::string(range(pattern).name), " has ", values.size(1), " numbers");
        ordered.push_back(values);
    }
    return at::cat(ordered, 1);
}

std::vector<float> row(const Tensor &matrix, std::int64_t index)
{
    const float *from = matrix.const_data_ptr<float>() + index * matrix.size(1);
    return {from, from + matrix.size(1)};
}

} // namespace

std::int64_t partsOf(std::size_t samples)
{
    return std::clamp(static_cast<std::int64_t>(static_cast<double>(samples) / (kShortestSegment.count() * kAnalysisRate)), std::int64_t{1}, std::int64_t{4});
}

Engine::Engine(at::Device device, Fourier fourier)
    : m_device(device), m_fourier(fourier), m_spectrum(device), m_patterns(device), m_cepstrum(device), m_rhythm(device), m_harmony(device)
{
}

std::vector<Result<Descriptor>> Engine::describe(std::span<const Pcm *const> tracks) const
{
    const auto count = static_cast<std::int64_t>(tracks.size());
    const auto length = static_cast<std::int64_t>(tracks.front()->samples.size());
    const std::int64_t parts = partsOf(tracks.front()->samples.size()), partLength = length / parts;

    // One track is looked at where it lies. from_blob takes no const, but nothing here writes to it.
    std::vector<Tensor> rows;
    std::vector<Moments> loudness;
    std::vector<float> offsets, gains, levels;
    for (const Pcm *track : tracks) {
        rows.push_back(at::from_blob(const_cast<float *>(track->samples.data()), {length}, at::kFloat));
        const Moments moment = moments(track->samples);
        loudness.push_back(moment);
        offsets.insert(offsets.end(), static_cast<std::size_t>(parts), static_cast<float>(moment.mean));
        gains.insert(gains.end(), static_cast<std::size_t>(parts), static_cast<float>(1.0 / std::max(moment.rms, kSilence)));
        levels.insert(levels.end(), static_cast<std::size_t>(parts), static_cast<float>(20.0 * std::log10(std::max(moment.rms, kSilence))));
    }
    const Tensor whole = (count == 1 ? rows.front().unsqueeze(0) : at::stack(rows)).to(m_device);
    const Tensor offset = at::tensor(offsets).to(m_device), gain = at::tensor(gains).to(m_device), level = at::tensor(levels).to(m_device);
    const Tensor samples = whole.narrow(1, 0, partLength * parts).reshape({count * parts, partLength});

    const Spectrum bands = spectrum(m_spectrum, samples, offset, gain, parts, m_fourier);
    const DeltaPatterns deltas = deltaPatterns(m_patterns, bands.level);
    const Tensor pairs = bandPairs(bands.level, kLongestBlock);
    const Cepstrum envelope = cepstrum(m_cepstrum, bands.magnitude);
    const Harmony notes = harmony(m_harmony, samples, offset, gain, parts, m_fourier);
    const Tensor all = laidOut({
        {Pattern::Spectral, spectralPattern(m_patterns, bands.level)},
        {Pattern::Contrast, contrastPattern(m_patterns, bands.contrast)},
        {Pattern::Correlation, correlationPattern(m_patterns, pairs)},
        {Pattern::Cepstrum, envelope.mean},
        {Pattern::CepstrumSpread, envelope.spread},
        {Pattern::Dynamics, dynamics(bands.power)},
        {Pattern::DeltaSpectral, deltas.delta},
        {Pattern::VarianceDelta, deltas.variance},
        {Pattern::Fluctuation, fluctuationPattern(m_patterns, pairs, m_fourier)},
        {Pattern::Tempo, tempoPattern(m_rhythm, deltas.onset)},
        {Pattern::Tonality, notes.tonality},
        {Pattern::KeyProfile, notes.keyProfile},
        {Pattern::Chroma, notes.chroma},
        {Pattern::Level, level.unsqueeze(1)},
    });
    const Tensor means = all.view({count, parts, -1}).mean(1);
    // One copy back for the whole batch.
    const Tensor back = at::cat({means.flatten(), all.flatten()}).to(at::kCPU);
    const auto width = static_cast<std::int64_t>(kDescriptorSize);
    const Tensor values = back.narrow(0, 0, count * width).view({count, width});
    const Tensor segments = back.narrow(0, count * width, count * parts * width).view({count * parts, width});

    std::vector<Result<Descriptor>> out;
    for (std::int64_t track = 0; track < count; ++track) {
        const double rms = loudness[static_cast<std::size_t>(track)].rms;
        if (!std::isfinite(rms)) {
            out.emplace_back(fail(ErrorCode::InvalidArgument, "the samples hold values that are not finite numbers"));
            continue;
        }
        if (rms < kSilence) {
            out.emplace_back(fail(ErrorCode::Unsupported, "silent: there is nothing to hear in the part that is listened to"));
            continue;
        }
        Descriptor descriptor{.values = row(values, track), .segments = {}};
        for (std::int64_t part = 0; part < parts; ++part) descriptor.segments.push_back(row(segments, track * parts + part));
        const auto finite = [](const std::vector<float> &numbers) { return std::ranges::all_of(numbers, [](float v) { return std::isfinite(v); }); };
        if (finite(descriptor.values) && std::ranges::all_of(descriptor.segments, finite)) out.emplace_back(std::move(descriptor));
        else out.emplace_back(fail(ErrorCode::Internal, "the analysis gave a value that is not a finite number"));
    }
    return out;
}

} // namespace taraf::analysis
