/// @file What a track costs: the whole way, its stages, and learning the map. CPU time, one thread.
#include "taraf/analysis/analyser.h"
#include "taraf/analysis/map.h"

#include <benchmark/benchmark.h>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

// The stages are inside the room: they are measured where its src folder is on the include path.
#if __has_include("engine.h")
#include "engine.h"
#define TARAF_BENCH_STAGES
#endif

using namespace taraf;
using namespace taraf::analysis;

namespace {

/// Chords over noise with beats: no stage has an easy day.
const Pcm &track()
{
    static const Pcm made = [] {
        Pcm pcm;
        std::mt19937 random(1);
        std::uniform_real_distribution<double> noise(-0.05, 0.05);
        for (std::size_t n = 0; n < 120U * kAnalysisRate; ++n) {
            const double t = static_cast<double>(n) / kAnalysisRate, beat = std::exp(-8.0 * std::fmod(t, 0.5));
            double value = noise(random) * (1.0 + 4.0 * beat);
            for (const double hertz : {220.0, 277.2, 329.6}) value += 0.1 * std::sin(2.0 * std::numbers::pi * hertz * (t < 60.0 ? 1.0 : 1.335) * t);
            pcm.samples.push_back(static_cast<float>(value));
        }
        return pcm;
    }();
    return made;
}

void describe(benchmark::State &state)
{
    const Analyser analyser = Analyser::make(Device::Cpu).value();
    Pcm pcm = track();
    pcm.samples.resize(static_cast<std::size_t>(state.range(0)) * kAnalysisRate);
    for (auto _ : state) benchmark::DoNotOptimize(analyser.describe(pcm).has_value());
}
BENCHMARK(describe)->Arg(30)->Arg(60)->Arg(120)->Unit(benchmark::kMillisecond);

std::vector<std::vector<float>> variations(std::size_t count)
{
    const Analyser analyser = Analyser::make(Device::Cpu).value();
    const std::vector<float> base = analyser.describe(track()).value().values;
    std::mt19937 random(2);
    std::normal_distribution<float> normal;
    std::vector<std::vector<float>> out(count, base);
    for (auto &values : out) {
        for (float &value : values) value += 0.2F * (0.3F + std::abs(value)) * normal(random);
    }
    return out;
}

void fit(benchmark::State &state)
{
    const std::vector<std::vector<float>> rows = variations(static_cast<std::size_t>(state.range(0)) * 5);
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < rows.size(); i += 5) {
        Sample sample{{.descriptor = rows[i]}, {}, {}};
        for (std::size_t byte = 0; byte < 4; ++byte) sample.key[byte] = static_cast<std::uint8_t>(i >> (8 * byte));
        for (std::size_t part = 1; part < 5; ++part) sample.segments.emplace_back(rows[i + part]);
        samples.push_back(sample);
    }
    for (auto _ : state) benchmark::DoNotOptimize(Map::fit(samples).has_value());
}
BENCHMARK(fit)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

void apply(benchmark::State &state)
{
    const Map map = Map::coldStart();
    const std::vector<std::vector<float>> rows = variations(64);
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(map.apply({.descriptor = rows[i++ % rows.size()]}).has_value());
}
BENCHMARK(apply)->Unit(benchmark::kMicrosecond);

#ifdef TARAF_BENCH_STAGES

/// What the stages of one track are handed.
struct Prepared {
    c10::InferenceMode inference;
    at::Device device{at::kCPU};
    Fourier fourier = preferredFourier(device);
    std::int64_t parts = partsOf(track().samples.size());
    Tensor samples, offset, gain;
    Spectrum bands;
    SpectrumTables spectrumTables{device};
    PatternTables patternTables{device};

    Prepared()
    {
        const auto length = static_cast<std::int64_t>(track().samples.size()) / parts;
        samples = at::tensor(track().samples).narrow(0, 0, length * parts).view({parts, length});
        const Moments found = moments(track().samples);
        offset = at::full({parts}, found.mean, at::kFloat);
        gain = at::full({parts}, 1.0 / found.rms, at::kFloat);
        bands = spectrum(spectrumTables, samples, offset, gain, parts, fourier);
    }
};

void frontEnd(benchmark::State &state)
{
    const Prepared on;
    for (auto _ : state) benchmark::DoNotOptimize(spectrum(on.spectrumTables, on.samples, on.offset, on.gain, on.parts, on.fourier).level.data_ptr());
}
BENCHMARK(frontEnd)->Unit(benchmark::kMillisecond);

void spectralPatterns(benchmark::State &state)
{
    const Prepared on;
    for (auto _ : state) {
        benchmark::DoNotOptimize(spectralPattern(on.patternTables, on.bands.level).data_ptr());
        benchmark::DoNotOptimize(contrastPattern(on.patternTables, on.bands.contrast).data_ptr());
    }
}
BENCHMARK(spectralPatterns)->Unit(benchmark::kMillisecond);

void deltas(benchmark::State &state)
{
    const Prepared on;
    for (auto _ : state) benchmark::DoNotOptimize(deltaPatterns(on.patternTables, on.bands.level).delta.data_ptr());
}
BENCHMARK(deltas)->Unit(benchmark::kMillisecond);

void longBlocks(benchmark::State &state)
{
    const Prepared on;
    for (auto _ : state) {
        const Tensor pairs = bandPairs(on.bands.level, kLongestBlock);
        benchmark::DoNotOptimize(correlationPattern(on.patternTables, pairs).data_ptr());
        benchmark::DoNotOptimize(fluctuationPattern(on.patternTables, pairs, on.fourier).data_ptr());
    }
}
BENCHMARK(longBlocks)->Unit(benchmark::kMillisecond);

void notes(benchmark::State &state)
{
    const Prepared on;
    const HarmonyTables tables(on.device);
    for (auto _ : state) benchmark::DoNotOptimize(harmony(tables, on.samples, on.offset, on.gain, on.parts, on.fourier).tonality.data_ptr());
}
BENCHMARK(notes)->Unit(benchmark::kMillisecond);

#endif

} // namespace

BENCHMARK_MAIN();
