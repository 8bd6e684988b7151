#include "network.h"
#include "spectrum.h"
#include "transform.h"

#include "signals.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>

namespace taraf::analysis {
namespace {

Tensor asTensor(const Pcm &pcm) { return at::tensor(pcm.samples, at::kFloat).unsqueeze(0); }

double difference(const Tensor &a, const Tensor &b) { return (a - b).abs().max().item<double>(); }

std::vector<float> column(const std::vector<Tensor> &wires, std::int64_t index)
{
    std::vector<float> out;
    for (const Tensor &wire : wires) out.push_back(wire[index].item<float>());
    return out;
}

TEST(Network, SortsAsStdSortDoes)
{
    at::manual_seed(1);
    for (const std::size_t size : {1U, 2U, 5U, 7U, 10U, 20U, 25U}) {
        const Tensor values = at::rand({static_cast<std::int64_t>(size), 50});
        const std::vector<Tensor> sorted = run(sortingNetwork(size), values.unbind(0));
        ASSERT_EQ(sorted.size(), size);
        for (std::int64_t i = 0; i < 50; ++i) {
            std::vector<float> expected = column(values.unbind(0), i);
            std::ranges::sort(expected, std::greater{});
            EXPECT_TRUE(column(sorted, i) == expected) << size;
        }
    }
}

TEST(Network, MergesWhatIsSorted)
{
    struct Sizes {
        std::size_t a, b, keep;
    };
    at::manual_seed(2);
    for (const auto &[a, b, keep] : {Sizes{5, 5, 10}, Sizes{10, 10, 14}, Sizes{14, 5, 14}, Sizes{20, 20, 40}, Sizes{3, 9, 4}, Sizes{1, 1, 1}}) {
        const Tensor first = std::get<0>(at::rand({static_cast<std::int64_t>(a), 50}).sort(0, true));
        const Tensor second = std::get<0>(at::rand({static_cast<std::int64_t>(b), 50}).sort(0, true));
        const std::vector<Tensor> wires = at::cat({first, second}).unbind(0);
        const std::vector<Tensor> merged = run(mergingNetwork(a, b, keep), wires);
        ASSERT_EQ(merged.size(), keep);
        for (std::int64_t i = 0; i < 50; ++i) {
            std::vector<float> expected = column(wires, i);
            std::ranges::sort(expected, std::greater{});
            expected.resize(keep);
            EXPECT_TRUE(column(merged, i) == expected) << a << ' ' << b << ' ' << keep;
        }
    }
}

TEST(Network, LeavesOutWhatNobodyReads)
{
    const std::size_t whole = mergingNetwork(10, 10, 20).comparators.size();
    EXPECT_LT(mergingNetwork(10, 10, 1).comparators.size(), whole);
    EXPECT_EQ(mergingNetwork(10, 10, 1).comparators.size(), 1U);
    EXPECT_EQ(sortingNetwork(5).comparators.size(), 9U);
}

TEST(Dct, IsTheDefinition)
{
    const Tensor dct = dctMatrix(4, 6, at::kCPU);
    for (std::int64_t k = 0; k < 4; ++k) {
        for (std::int64_t n = 0; n < 6; ++n) {
            const double scale = std::sqrt((k == 0 ? 1.0 : 2.0) / 6.0);
            const double expected = scale * std::cos(std::numbers::pi / 6.0 * (static_cast<double>(n) + 0.5) * static_cast<double>(k));
            EXPECT_NEAR(dct[k][n].item<double>(), expected, 1e-6);
        }
    }
    const Tensor square = dctMatrix(8, 8, at::kCPU);
    EXPECT_LT(difference(at::matmul(square, square.t()), at::eye(8)), 1e-6);
}

TEST(Bands, LieAHundredCentsApart)
{
    EXPECT_NEAR(bandCentre(0), 40.0, 1e-9);
    EXPECT_NEAR(bandCentre(12), 80.0, 1e-9);
    EXPECT_NEAR(bandCentre(97), 40.0 * std::pow(2.0, 97.0 / 12.0), 1e-6);
    const Tensor bands = bandMatrix();
    EXPECT_LT(difference(bands.sum(1), at::ones({kBands})), 1e-5);
    EXPECT_GE(bands.min().item<double>(), 0.0);
    for (std::int64_t band = 40; band < kBands; ++band) {
        const double hertz = static_cast<double>(bands[band].argmax().item<std::int64_t>()) * 22050.0 / 2048.0;
        EXPECT_NEAR(hertz, bandCentre(band), 22050.0 / 2048.0) << band;
    }
    const Tensor means = contrastMatrix();
    EXPECT_LT(difference(means.sum(1), at::ones({kContrastBands})), 1e-5);
    EXPECT_GE((means > 0).sum(1).min().item<std::int64_t>(), 4);
    EXPECT_EQ((means > 0).sum(0).max().item<std::int64_t>(), 1);
}

TEST(Bands, ASineIsWhereItSounds)
{
    Pcm pcm;
    for (std::size_t n = 0; n < test::samplesOf(2.0); ++n) {
        pcm.samples.push_back(static_cast<float>(std::sin(2.0 * std::numbers::pi * 640.0 * static_cast<double>(n) / kAnalysisRate)));
    }
    const SpectrumTables tables(at::kCPU);
    const Spectrum heard = spectrum(tables, asTensor(pcm), at::zeros({1}), at::ones({1}), 1, preferredFourier(at::kCPU));
    EXPECT_EQ(heard.magnitude.mean(2)[0].argmax().item<std::int64_t>(), 48); // 640 Hz = 40 * 2^(48/12)
    EXPECT_NEAR(heard.level.mean().item<double>(), 0.0, 1e-3);
}

TEST(Transform, IsTheDefinition)
{
    const Pcm pcm = test::noise(0.2, 3);
    const Framing framing{64, 16};
    const Tensor heard = magnitudes(asTensor(pcm), at::full({1}, 0.25), at::full({1}, 2.0), framing, 3, 9, preferredFourier(at::kCPU));
    ASSERT_EQ(heard.size(1), framing.count(static_cast<std::int64_t>(pcm.samples.size())));
    for (const std::int64_t frame : {0, 5}) {
        for (std::int64_t bin = 3; bin < 9; ++bin) {
            double re = 0, im = 0;
            for (std::int64_t n = 0; n < 64; ++n) {
                const double window = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(n) / 64.0);
                const double value = 2.0 * (static_cast<double>(pcm.samples[static_cast<std::size_t>(frame * 16 + n)]) - 0.25) * window;
                re += value * std::cos(2.0 * std::numbers::pi * static_cast<double>(bin * n) / 64.0);
                im -= value * std::sin(2.0 * std::numbers::pi * static_cast<double>(bin * n) / 64.0);
            }
            EXPECT_NEAR(heard[0][frame][bin - 3].item<double>(), std::hypot(re, im), 1e-4);
        }
    }
}

TEST(Transform, FftwAndTorchAgree)
{
    if (preferredFourier(at::kCPU) == Fourier::Torch) GTEST_SKIP() << "built without FFTW";
    const Pcm pcm = test::noise(3.0, 4);
    const Tensor both = at::cat({asTensor(pcm), asTensor(test::melody(3.0, 1, {1.0, false, 0.3}))});
    const Tensor offset = at::tensor({0.01F, -0.02F}), gain = at::tensor({1.5F, 3.0F});
    const SpectrumTables tables(at::kCPU);
    const Tensor fftw = bandSums(both, offset, gain, kFraming, tables.sums, Fourier::Fftw);
    const Tensor torch = bandSums(both, offset, gain, kFraming, tables.sums, Fourier::Torch);
    EXPECT_LT(((fftw - torch).abs() / (torch.abs() + 1e-2)).max().item<double>(), 2e-3);
    EXPECT_LT(difference(fftw.narrow(1, 0, kBands), torch.narrow(1, 0, kBands)), 1e-3);
    EXPECT_LT(difference(magnitudes(both, offset, gain, {8192, 8192}, 36, 745, Fourier::Fftw), magnitudes(both, offset, gain, {8192, 8192}, 36, 745, Fourier::Torch)), 2e-3);
    const Tensor rows = at::rand({7, 512});
    EXPECT_LT(difference(rowMagnitudes(rows, Fourier::Fftw), rowMagnitudes(rows, Fourier::Torch)), 1e-3);
}

TEST(Transform, MomentsAreThoseOfTheDefinition)
{
    const Pcm pcm = test::noise(1.0, 9);
    double sum = 0, squares = 0;
    for (const float sample : pcm.samples) sum += static_cast<double>(sample);
    const double mean = sum / static_cast<double>(pcm.samples.size());
    for (const float sample : pcm.samples) squares += std::pow(static_cast<double>(sample) - mean, 2);
    const Moments found = moments(pcm.samples);
    EXPECT_NEAR(found.mean, mean, 1e-6);
    EXPECT_NEAR(found.rms, std::sqrt(squares / static_cast<double>(pcm.samples.size())), 1e-6);
    EXPECT_EQ(moments(std::vector<float>(100000, 0.7F)).rms, 0.0);
    EXPECT_FALSE(std::isfinite(moments(std::vector<float>{0.0F, std::nanf(""), 0.0F}).rms));
}

} // namespace
} // namespace taraf::analysis
