#include "engine.h"

#include "taraf/analysis/analyser.h"

#include "signals.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <thread>

namespace taraf::analysis {
namespace {

using namespace test;

constexpr Timbre kFlute{2.5, false, 1.0}, kClarinet{1.2, true, 1.0}, kPluck{0.8, false, 0.12};

const Analyser &cpu()
{
    static const Analyser analyser = Analyser::make(Device::Cpu).value();
    return analyser;
}

std::vector<float> values(const Pcm &pcm) { return cpu().describe(pcm).value().values; }

std::vector<float> through(const Engine &engine, const Pcm &pcm)
{
    const Pcm *const one = &pcm;
    return engine.describe(std::span(&one, 1)).at(0).value().values;
}

/// Numbers of a pattern may differ by its own typical size times `share`.
double relativeDistance(std::span<const float> a, std::span<const float> b)
{
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference += std::pow(static_cast<double>(a[i]) - static_cast<double>(b[i]), 2);
        size += std::pow(static_cast<double>(a[i]), 2) + std::pow(static_cast<double>(b[i]), 2);
    }
    return std::sqrt(difference / (size + 1e-30));
}

TEST(Analyser, DescribesInSegmentsByLength)
{
    for (const auto &[seconds, parts] : {std::pair{12.0, 1U}, std::pair{29.0, 1U}, std::pair{31.0, 2U}, std::pair{46.0, 3U}, std::pair{100.0, 4U}}) {
        const Result<Descriptor> described = cpu().describe(noise(seconds, 1));
        ASSERT_TRUE(described.has_value());
        EXPECT_EQ(described.value().values.size(), kDescriptorSize);
        ASSERT_EQ(described.value().segments.size(), parts) << seconds;
        for (std::size_t i = 0; i < kDescriptorSize; ++i) {
            double sum = 0;
            for (const auto &segment : described.value().segments) sum += static_cast<double>(segment.at(i));
            EXPECT_NEAR(static_cast<double>(described.value().values.at(i)), sum / parts, 1e-3 + std::abs(sum) * 1e-5);
        }
    }
}

TEST(Analyser, RefusesWhatIsTooShortSilentOrBroken)
{
    EXPECT_TRUE(cpu().describe(noise(9.9, 1)).error().code == ErrorCode::TooShort);
    EXPECT_TRUE(cpu().describe(Pcm{}).error().code == ErrorCode::TooShort);
    EXPECT_TRUE(cpu().describe(noise(2.9, 1), Extent::Clip).error().code == ErrorCode::TooShort);
    EXPECT_TRUE(cpu().describe(noise(3.1, 1), Extent::Clip).has_value());
    EXPECT_TRUE(cpu().describe(Pcm{std::vector<float>(samplesOf(12), 0.0F)}).error().code == ErrorCode::Unsupported);
    EXPECT_TRUE(cpu().describe(Pcm{std::vector<float>(samplesOf(12), 0.5F)}).error().code == ErrorCode::Unsupported);
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 3e38F}) {
        Pcm pcm = noise(12, 2);
        pcm.samples[1000] = bad;
        EXPECT_TRUE(cpu().describe(pcm).error().code == ErrorCode::InvalidArgument);
    }
    EXPECT_TRUE(cpu().describe(Pcm{std::vector<float>(samplesOf(1201), 0.5F)}).error().code == ErrorCode::InvalidArgument);
}

TEST(Analyser, AlwaysGivesFiniteNumbers)
{
    std::vector<Pcm> odd;
    odd.push_back(scaled(noise(12, 3), 100.0F));
    for (float &sample : odd.back().samples) sample = std::clamp(sample, -1.0F, 1.0F); // clipped
    odd.push_back(scaled(noise(12, 4), 1e-4F));
    odd.push_back(noise(12, 5, 0.01F));
    for (float &sample : odd.back().samples) sample += 0.9F; // far from zero
    odd.emplace_back(std::vector<float>(samplesOf(12), 0.0F)); // one click in silence
    odd.back().samples[samplesOf(6)] = 1.0F;
    odd.push_back(noise(40, 6)); // half of it digital silence
    std::fill(odd.back().samples.begin() + static_cast<std::ptrdiff_t>(samplesOf(20)), odd.back().samples.end(), 0.0F);
    odd.emplace_back(std::vector<float>(samplesOf(12))); // a square wave
    for (std::size_t n = 0; n < odd.back().samples.size(); ++n) odd.back().samples[n] = n / 50 % 2 == 0 ? 1.0F : -1.0F;
    for (std::size_t i = 0; i < odd.size(); ++i) {
        const Result<Descriptor> described = cpu().describe(odd[i]);
        ASSERT_TRUE(described.has_value()) << i;
        for (const float value : described.value().values) EXPECT_TRUE(std::isfinite(value) && std::abs(value) < 60000.0F) << i << ": " << value;
    }
}

TEST(Analyser, GainChangesTheLevelAlone)
{
    const Pcm loud = melody(20, 1, kPluck);
    const std::vector<float> a = values(loud), b = values(scaled(loud, 0.1F)), c = values(scaled(loud, 0.25F));
    EXPECT_LT(farthestApart(a, b), 0.02);
    EXPECT_LT(farthestApart(a, c), 1e-4); // a power of two rounds nothing
    EXPECT_NEAR(of(a, Pattern::Level)[0] - of(b, Pattern::Level)[0], 20.0F, 0.01F);
}

TEST(Analyser, ALittleNoiseChangesLittle)
{
    const Pcm clean = melody(20, 1, kPluck);
    Pcm noisy = clean;
    const Pcm added = noise(20, 77, 0.0005F);
    for (std::size_t n = 0; n < noisy.samples.size(); ++n) noisy.samples[n] += added.samples[n];
    EXPECT_GT(cosine(values(clean), values(noisy)), 0.99);
}

TEST(Analyser, NeitherCompanyNorThreadsChangeABit)
{
    const std::vector<Pcm> tracks{melody(20, 1, kFlute), noise(20, 2), pulses(25, 120, 3), noise(4, 4), melody(20, 5, kPluck)};
    std::vector<std::vector<float>> alone;
    for (const Pcm &track : tracks) {
        const Result<Descriptor> described = cpu().describe(track);
        alone.push_back(described ? described.value().values : std::vector<float>{});
    }
    EXPECT_TRUE(alone.at(3).empty());
    std::vector<const Pcm *> batch;
    for (const Pcm &track : tracks) batch.push_back(&track);
    std::vector<std::vector<Result<Descriptor>>> byThread(3);
    {
        std::vector<std::jthread> threads;
        for (auto &results : byThread) threads.emplace_back([&] { results = cpu().describe(batch); });
    }
    for (const auto &results : byThread) {
        ASSERT_EQ(results.size(), tracks.size());
        for (std::size_t i = 0; i < tracks.size(); ++i) {
            EXPECT_EQ(results[i].has_value(), !alone.at(i).empty());
            if (!results[i]) continue;
            EXPECT_TRUE(results[i].value().values == alone.at(i)) << i;
        }
    }
    EXPECT_TRUE(cpu().describe(std::span<const Pcm *const>{}).empty());
}

TEST(Analyser, FftwAndTorchDescribeAlike)
{
    if (preferredFourier(at::kCPU) == Fourier::Torch) GTEST_SKIP() << "built without FFTW";
    const c10::InferenceMode inference;
    const Engine fftw(at::kCPU, Fourier::Fftw), torch(at::kCPU, Fourier::Torch);
    for (const Pcm &pcm : {melody(20, 1, kFlute), pulses(20, 100, 1), cadence(35, 3, kPluck), noise(12, 1)}) {
        const std::vector<float> a = through(fftw, pcm), b = through(torch, pcm);
        EXPECT_GT(cosine(a, b), 0.9999);
        for (const PatternRange &pattern : kPatterns) EXPECT_LT(relativeDistance(of(a, pattern.pattern), of(b, pattern.pattern)), 0.01) << pattern.name;
    }
}

TEST(Analyser, BatchesOfOneLengthAreTheSameAsOneByOne)
{
    // What CUDA does with tracks of one length, here on the CPU.
    const c10::InferenceMode inference;
    const Engine engine(at::kCPU, preferredFourier(at::kCPU));
    const std::vector<Pcm> tracks{melody(31, 1, kFlute), noise(31, 2), pulses(31, 120, 3)};
    std::vector<const Pcm *> batch;
    for (const Pcm &track : tracks) batch.push_back(&track);
    const std::vector<Result<Descriptor>> together = engine.describe(batch);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        const std::vector<float> alone = values(tracks[i]);
        for (const PatternRange &pattern : kPatterns) {
            EXPECT_LT(relativeDistance(of(together[i].value().values, pattern.pattern), of(alone, pattern.pattern)), 1e-3) << pattern.name;
        }
    }
}

TEST(Analyser, CudaAndCpuAgree)
{
    const Result<Analyser> cuda = Analyser::make(Device::Cuda);
    if (!cuda && cuda.error().code == ErrorCode::NoDevice) GTEST_SKIP() << "no CUDA device here";
    ASSERT_TRUE(cuda.has_value()) << cuda.error().message;
    EXPECT_EQ(cuda->deviceName().substr(0, 4), "cuda");
    const std::vector<Pcm> tracks{melody(31, 1, kFlute), pulses(31, 120, 3), cadence(20, 2, kClarinet), noise(31, 2)};
    std::vector<const Pcm *> batch;
    for (const Pcm &track : tracks) batch.push_back(&track);
    const std::vector<Result<Descriptor>> there = cuda->describe(batch);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        ASSERT_TRUE(there[i].has_value()) << there[i].error().message;
        const std::vector<float> here = values(tracks[i]);
        EXPECT_GT(cosine(there[i].value().values, here), 0.9999);
        for (const PatternRange &pattern : kPatterns) {
            EXPECT_GT(cosine(of(there[i].value().values, pattern.pattern), of(here, pattern.pattern)), 0.999) << pattern.name;
        }
    }
}

TEST(Analyser, SaysWhatItRunsOn)
{
    EXPECT_EQ(cpu().deviceName(), "cpu");
    EXPECT_TRUE(cpu().note().empty());
    EXPECT_EQ(cpu().preferredBatch(), 1U);
    const Result<Analyser> chosen = Analyser::make(Device::Auto);
    ASSERT_TRUE(chosen.has_value());
    EXPECT_EQ(chosen->deviceName() == "cpu", !chosen->note().empty());
    const Result<Analyser> cuda = Analyser::make(Device::Cuda);
    if (!cuda) {
        EXPECT_TRUE(cuda.error().code == ErrorCode::NoDevice);
        EXPECT_NE(cuda.error().message.find("auto or cpu"), std::string::npos);
    }
}

TEST(Likeness, TheInstrumentCountsInTimbreNotTheTune)
{
    const std::vector<float> flute1 = values(melody(20, 1, kFlute)), flute2 = values(melody(20, 2, kFlute)), pluck1 = values(melody(20, 1, kPluck));
    for (const Pattern pattern : {Pattern::Spectral, Pattern::Cepstrum, Pattern::DeltaSpectral}) {
        EXPECT_LT(relativeDistance(of(flute1, pattern), of(flute2, pattern)), 0.6 * relativeDistance(of(flute1, pattern), of(pluck1, pattern)));
    }
}

TEST(Likeness, ThePaceCountsInRhythm)
{
    const std::vector<float> slow1 = values(pulses(20, 70, 1)), slow2 = values(pulses(20, 70, 9)), fast = values(pulses(20, 160, 1));
    for (const Pattern pattern : {Pattern::Tempo, Pattern::Fluctuation}) {
        EXPECT_LT(relativeDistance(of(slow1, pattern), of(slow2, pattern)), 0.5 * relativeDistance(of(slow1, pattern), of(fast, pattern)));
    }
}

TEST(Likeness, TranspositionLeavesHarmonyNearlyAlone)
{
    const std::vector<float> here = values(cadence(20, 0, kFlute)), minor = values(cadence(20, 0, kFlute, true));
    for (const int semitones : {1, 3, 5}) {
        const std::vector<float> moved = values(cadence(20, semitones, kFlute));
        EXPECT_LT(relativeDistance(of(here, Pattern::KeyProfile), of(moved, Pattern::KeyProfile)), 0.15);
        EXPECT_LT(relativeDistance(of(here, Pattern::Tonality), of(moved, Pattern::Tonality)), 0.1);
        EXPECT_LT(relativeDistance(of(here, Pattern::KeyProfile), of(moved, Pattern::KeyProfile)),
                  0.6 * relativeDistance(of(here, Pattern::KeyProfile), of(minor, Pattern::KeyProfile)));
    }
    // The chroma itself does know: half an octave up, other notes sound.
    const std::span<const float> chroma = of(here, Pattern::Chroma);
    EXPECT_LT(cosine(chroma, of(values(cadence(20, 6, kFlute)), Pattern::Chroma)), 0.95);
}

TEST(Likeness, AnInstrumentOutOfTunePlaysTheSameNotes)
{
    for (const double cents : {0.0, 35.0, -35.0}) {
        Pcm pcm = noise(12, 5, 0.001F);
        for (double at = 0.0; at < 12.0; at += 1.0) addNote(pcm, at, 440.0 * std::exp2(cents / 1200.0), 1.0, kFlute);
        const std::vector<float> heard = values(pcm);
        const std::span<const float> chroma = of(heard, Pattern::Chroma);
        EXPECT_EQ(std::max_element(chroma.begin(), chroma.end()) - chroma.begin(), 9) << cents; // A, nine above C
        EXPECT_GT(chroma[9], 0.9F) << cents;
    }
}

} // namespace
} // namespace taraf::analysis
