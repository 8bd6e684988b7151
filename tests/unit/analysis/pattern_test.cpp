#include "cepstrum.h"
#include "patterns.h"
#include "rhythm.h"
#include "spectrum.h"

#include "taraf/analysis/layout.h"

#include <gtest/gtest.h>

namespace taraf::analysis {
namespace {

double difference(const Tensor &a, const Tensor &b) { return (a - b).abs().max().item<double>(); }

/// Blocks cut and sorted one by one, as the definition has it: [bands, blocks, size], descending.
Tensor sortedBlocks(const Tensor &frames, std::int64_t size, std::int64_t hop)
{
    const std::int64_t whole = frames.size(1) / hop * hop;
    return std::get<0>(frames.narrow(1, 0, whole).unfold(1, size, hop).sort(2, true));
}

Tensor compressed(const Tensor &pattern, Pattern which)
{
    const auto rows = static_cast<std::int64_t>(range(which).rows), columns = static_cast<std::int64_t>(range(which).columns);
    return at::matmul(at::matmul(dctMatrix(rows, pattern.size(0), at::kCPU), pattern), dctMatrix(columns, pattern.size(1), at::kCPU).t()).flatten();
}

Tensor randomLevel(std::int64_t signals, std::int64_t bands, std::int64_t frames)
{
    at::manual_seed(7);
    return at::randn({signals, bands, frames}) * 10.0;
}

TEST(Layout, PatternsFollowEachOther)
{
    std::size_t offset = 0;
    for (std::size_t i = 0; i < kPatternCount; ++i) {
        EXPECT_EQ(static_cast<std::size_t>(kPatterns[i].pattern), i);
        EXPECT_EQ(kPatterns[i].offset, offset);
        offset += kPatterns[i].size();
    }
    EXPECT_EQ(kDescriptorSize, offset);
}

TEST(Deciles, LieWhereASortPutsThem)
{
    at::manual_seed(3);
    const Tensor values = at::randn({20, 700});
    const Tensor sorted = std::get<0>(values.sort(1));
    // The mean of the largest of 7 normal numbers is 1.352; the 0.9 quantile 1.282; the 0.95 quantile 1.645.
    const Tensor upper = upperDecile(values), lower = lowerDecile(values);
    EXPECT_TRUE((upper > sorted.select(1, 595)).all().item<bool>());
    EXPECT_TRUE((upper < sorted.select(1, 665)).all().item<bool>());
    EXPECT_NEAR(upper.mean().item<double>(), 1.352, 0.05);
    EXPECT_LT(difference(lower, upperDecile(-values).neg()), 1e-6);
    EXPECT_EQ(upperDecile(at::tensor({3.0F, 9.0F, 4.0F})).item<float>(), 9.0F);
    // 14 values: groups take every second one.
    const Tensor ramp = at::arange(14, at::kFloat);
    EXPECT_EQ(upperDecile(ramp).item<float>(), 12.5F);
}

TEST(Patterns, SpectralIsSortedBlocksSummarised)
{
    const Tensor level = randomLevel(2, kBands, 203);
    const PatternTables tables(at::kCPU);
    const Tensor pattern = spectralPattern(tables, level);
    for (std::int64_t signal = 0; signal < 2; ++signal) {
        const Tensor expected = compressed(upperDecile(sortedBlocks(level[signal], 10, 5).transpose(1, 2)), Pattern::Spectral);
        EXPECT_LT(difference(pattern[signal], expected), 1e-3);
    }
}

TEST(Patterns, DeltaAndItsVarianceAreTheSameSortedBlocks)
{
    const Tensor level = randomLevel(2, kBands, 251);
    const PatternTables tables(at::kCPU);
    const DeltaPatterns patterns = deltaPatterns(tables, level);
    for (std::int64_t signal = 0; signal < 2; ++signal) {
        const Tensor rises = (level[signal].slice(1, 3) - level[signal].slice(1, 0, 248)).relu();
        EXPECT_LT(difference(patterns.onset[signal], rises.mean(0)), 1e-4);
        const Tensor sorted = sortedBlocks(rises, 25, 5).narrow(2, 0, 14);
        EXPECT_LT(difference(patterns.delta[signal], compressed(upperDecile(sorted.transpose(1, 2)), Pattern::DeltaSpectral)), 1e-3);
        const Tensor spread = sorted.var(1, false).sqrt().slice(1, 0, 14, 2);
        EXPECT_LT(difference(patterns.variance[signal], compressed(spread, Pattern::VarianceDelta)), 1e-3);
    }
}

TEST(Patterns, ContrastIsSortedBlocksSummarised)
{
    const Tensor contrast = randomLevel(2, kContrastBands, 201);
    const PatternTables tables(at::kCPU);
    const Tensor pattern = contrastPattern(tables, contrast);
    for (std::int64_t signal = 0; signal < 2; ++signal) {
        const Tensor expected = compressed(lowerDecile(sortedBlocks(contrast[signal], 40, 20).transpose(1, 2)), Pattern::Contrast);
        EXPECT_LT(difference(pattern[signal], expected), 1e-3);
    }
}

TEST(Patterns, BandsThatMoveTogetherCorrelate)
{
    const PatternTables tables(at::kCPU);
    const Tensor one = at::randn({1, 1, 600}) * 10.0;
    // All bands alike: a matrix of ones, whose DCT is its first cell alone, the number of pairs of bands.
    const Tensor same = correlationPattern(tables, one.expand({1, kBands / 2, 600}).contiguous());
    EXPECT_NEAR(same[0][0].item<double>(), 49.0, 0.05);
    EXPECT_LT(same[0].slice(0, 1).abs().max().item<double>(), 0.05);
    // Independent bands: the unit matrix, whose DCT is a unit matrix.
    at::manual_seed(11);
    const Tensor apart = correlationPattern(tables, at::randn({1, kBands / 2, 20000}) * 10.0);
    EXPECT_NEAR(apart[0][0].item<double>(), 1.0, 0.25);
    // A band that stands still correlates with nothing and harms nothing.
    EXPECT_TRUE(correlationPattern(tables, at::zeros({1, kBands / 2, 600})).isfinite().all().item<bool>());
}

TEST(Patterns, FluctuationKnowsTheModulationsPlace)
{
    const PatternTables tables(at::kCPU);
    const Tensor seconds = at::arange(1024, at::kFloat) / kFrameRate;
    // Back through the DCT, rows and columns apart, the pattern is largest at the modulation that went in.
    const auto strongest = [&](double hertz) {
        const Tensor level = ((seconds * (2.0 * 3.14159265 * hertz)).sin() * 10.0).view({1, 1, -1}).expand({1, kBands / 2, 1024}).contiguous();
        const Tensor pattern = fluctuationPattern(tables, level, preferredFourier(at::kCPU)).view({14, 12});
        return at::matmul(pattern[0], dctMatrix(12, 37, at::kCPU)).argmax().item<std::int64_t>();
    };
    // 37 bands from 0.25 to 11 Hz: band b lies at 0.25 * 44^(b / 36).
    EXPECT_NEAR(static_cast<double>(strongest(1.0)), 36.0 * std::log(4.0) / std::log(44.0), 2.0);
    EXPECT_NEAR(static_cast<double>(strongest(4.0)), 36.0 * std::log(16.0) / std::log(44.0), 2.0);
}

TEST(Patterns, ShortAudioIsRepeatedForLongBlocks)
{
    const Tensor pairs = bandPairs(randomLevel(1, kBands, 130), 512);
    ASSERT_EQ(pairs.size(2), 512);
    EXPECT_EQ(difference(pairs.narrow(2, 0, 130), pairs.narrow(2, 130, 130)), 0.0);
    EXPECT_EQ(bandPairs(randomLevel(1, kBands, 600), 512).size(2), 600);
}

TEST(Tempo, TheBeatIsTheStrongestLag)
{
    const RhythmTables tables(at::kCPU);
    // A pulse every 22 frames, 0.511 s, is lag 8 * log2(0.511 / 0.2) = 10.8.
    Tensor onset = at::zeros({1, 1200});
    onset.slice(1, 0, 1200, 22).fill_(10.0);
    const Tensor pattern = tempoPattern(tables, onset);
    EXPECT_EQ(pattern.size(1), 42);
    const auto lag = pattern[0].narrow(0, 0, 16).argmax().item<std::int64_t>();
    EXPECT_TRUE(lag == 10 || lag == 11) << lag;
    EXPECT_TRUE(tempoPattern(tables, at::zeros({1, 300})).isfinite().all().item<bool>());
}

TEST(Cepstrum, AFlatSpectrumHasNone)
{
    const CepstrumTables tables(at::kCPU);
    const Cepstrum flat = cepstrum(tables, at::ones({1, kBands, 50}));
    EXPECT_LT(flat.mean.abs().max().item<double>(), 1e-3);
    EXPECT_LT(flat.spread.abs().max().item<double>(), 1e-2);
    EXPECT_EQ(flat.mean.size(1), 19);
    EXPECT_EQ(flat.spread.size(1), 91);
}

TEST(Dynamics, OfAConstantLevelAreNone)
{
    EXPECT_LT(dynamics(at::full({1, 100}, 768.0)).abs().max().item<double>(), 1e-3);
    Tensor power = at::full({1, 100}, 768.0);
    power.slice(1, 0, 50).mul_(0.01); // half of it 20 dB below
    EXPECT_NEAR(dynamics(power)[0][0].item<double>(), 10.0, 0.01);
}

} // namespace
} // namespace taraf::analysis
