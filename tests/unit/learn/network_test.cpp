#include "augment.h"
#include "bytes.h"
#include "contrast.h"
#include "layers.h"
#include "network_state.h"
#include "optimiser.h"

#include "pieces.h"
#include "taraf/learn/network.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>
#include <optional>
#include <thread>

namespace taraf::learn {
namespace {

using test::piece;

/// A network with the weights it starts with, or with one of them changed.
Network untrained(std::uint64_t seed, std::optional<float> wild = {})
{
    auto state = std::make_shared<Network::State>();
    state->weights = Weights::initial(seed);
    if (wild) state->weights.learned[0].mutable_data_ptr<float>()[7] = *wild;
    state->scale.mean.fill(80.0F);
    state->scale.spread.fill(30.0F);
    state->seed = seed;
    state->trainedOn = 12;
    state->hash = hashOf(contentBytes(*state));
    return Network(std::move(state));
}

double cosine(const NetworkVector &a, const NetworkVector &b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

TEST(Spectrogram, HasAPieceForEverySixSecondsUpToAMinute)
{
    EXPECT_EQ(spectrogram(piece(1, 3.0)).value().pieces(), 1U);
    EXPECT_EQ(spectrogram(piece(1, 12.0)).value().pieces(), 2U);
    EXPECT_EQ(spectrogram(piece(1, 60.0)).value().pieces(), kMostPieces);
    EXPECT_EQ(spectrogram(piece(1, 100.0)).value().pieces(), kMostPieces);
}

TEST(Spectrogram, DoesNotDependOnGainNorOnAnOffset)
{
    const Spectrogram a = spectrogram(piece(1, 12.0, 0.3F)).value();
    Pcm quiet = piece(1, 12.0, 0.003F);
    for (float &sample : quiet.samples) sample += 0.01F;
    const Spectrogram b = spectrogram(quiet).value();
    int largest = 0;
    for (std::size_t i = 0; i < a.levels.size(); ++i) largest = std::max(largest, std::abs(int{a.levels[i]} - int{b.levels[i]}));
    EXPECT_LE(largest, 1);
}

TEST(Spectrogram, PutsATonesPowerIntoItsBand)
{
    Pcm tone;
    tone.samples.resize(static_cast<std::size_t>(8 * kAnalysisRate));
    for (std::size_t n = 0; n < tone.samples.size(); ++n) tone.samples[n] = static_cast<float>(std::sin(2.0 * std::numbers::pi * 1000.0 * static_cast<double>(n) / kAnalysisRate));
    const Spectrogram heard = spectrogram(tone).value();
    std::size_t loudest = 0;
    for (std::size_t band = 0; band < kBands; ++band) {
        if (heard.levels[band * kPiece] > heard.levels[loudest * kPiece]) loudest = band;
    }
    // 1000 mel lie 19.8 steps above the lowest edge, of 65 from 47 to 3174 mel; the first peak is one step above it.
    EXPECT_EQ(loudest, 19U);
}

TEST(Spectrogram, RefusesWhatCanNotBeHeard)
{
    EXPECT_TRUE(spectrogram(piece(1, 2.5)).error().code == ErrorCode::TooShort);
    EXPECT_TRUE(spectrogram({}).error().code == ErrorCode::TooShort);
    Pcm silent;
    silent.samples.assign(10 * kAnalysisRate, 0.25F);
    EXPECT_TRUE(spectrogram(silent).error().code == ErrorCode::Unsupported);
    Pcm wild = piece(1);
    wild.samples[100] = std::numeric_limits<float>::infinity();
    EXPECT_TRUE(spectrogram(wild).error().code == ErrorCode::InvalidArgument);
}

TEST(Network, GivesVectorsOfUnitLengthThatGainDoesNotChange)
{
    const Network network = untrained(3);
    const Embedding loud = network.embed(spectrogram(piece(2, 30.0, 0.9F)).value()).value();
    const Embedding soft = network.embed(spectrogram(piece(2, 30.0, 0.001F)).value()).value();
    EXPECT_NEAR(cosine(loud.whole, loud.whole), 1.0, 1e-5);
    for (const NetworkVector &half : loud.halves) EXPECT_NEAR(cosine(half, half), 1.0, 1e-5);
    EXPECT_GT(cosine(loud.whole, soft.whole), 0.9999);
}

TEST(Network, GivesTheSameBitsFromSeveralThreadsAtOnce)
{
    const Network network = untrained(3);
    const Spectrogram a = spectrogram(piece(2, 30.0)).value(), b = spectrogram(piece(3, 12.0)).value();
    const Embedding alone = network.embed(a).value();
    std::vector<Embedding> found(4);
    {
        std::vector<std::jthread> threads;
        for (Embedding &each : found) {
            threads.emplace_back([&] {
                for (int i = 0; i < 5; ++i) {
                    (void)network.embed(b);
                    each = network.embed(a).value();
                }
            });
        }
    }
    for (const Embedding &each : found) EXPECT_TRUE(each.whole == alone.whole && each.halves == alone.halves);
}

TEST(Network, IsTheSameAfterItWasWrittenAndRead)
{
    const Network written = untrained(5);
    const Network read = Network::parse(written.serialise()).value();
    EXPECT_EQ(read.hash(), written.hash());
    EXPECT_EQ(read.seed(), 5U);
    EXPECT_EQ(read.trainedOn(), 12U);
    EXPECT_TRUE(read.serialise() == written.serialise());
    const Spectrogram track = spectrogram(piece(4)).value();
    EXPECT_TRUE(read.embed(track).value().whole == written.embed(track).value().whole);

    const std::string whole = written.serialise();
    for (const std::size_t length : {std::size_t{0}, std::size_t{5}, std::size_t{11}, whole.size() / 2, whole.size() - 1}) {
        EXPECT_TRUE(Network::parse(std::string_view(whole).substr(0, length)).error().code == ErrorCode::Corrupt);
    }
    EXPECT_TRUE(Network::parse(whole + "x").error().code == ErrorCode::Corrupt);
    for (std::size_t at = 0; at < whole.size(); at += whole.size() / 97) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
        EXPECT_FALSE(Network::parse(damaged).has_value());
    }
    std::string newer = whole;
    newer[8] = 2;
    EXPECT_TRUE(Network::parse(newer).error().code == ErrorCode::Unsupported);
}

TEST(Network, RefusesValuesThatAreNoNumbersThoughTheChecksumFits)
{
    for (const float wild : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 1e30F}) {
        EXPECT_TRUE(Network::parse(untrained(5, wild).serialise()).error().code == ErrorCode::Corrupt);
    }
}

TEST(Network, RefusesWhatIsNoSpectrogram)
{
    const Network network = untrained(3);
    EXPECT_TRUE(network.embed({}).error().code == ErrorCode::InvalidArgument);
    EXPECT_TRUE(network.embed({.levels = std::vector<std::uint8_t>(kBands * kPiece + 1)}).error().code == ErrorCode::InvalidArgument);
}

TEST(Contrast, IsWhatTheEquationSays)
{
    // Two tracks on a circle, at 0 and 60 and at 90 and 180 degrees.
    const double half = 0.5, root = std::sqrt(3.0) / 2.0, t = 0.5;
    const Tensor rows = at::tensor(std::vector<double>{1, 0, 0, 1, half, root, -1, 0}).view({4, 2});
    const auto share = [&](double partner, double other, double third) {
        return -std::log(std::exp(partner / t) / (std::exp(partner / t) + std::exp(other / t) + std::exp(third / t)));
    };
    const double expected = (share(half, 0, -1) + share(0, 0, root) + share(half, root, -half) + share(0, -1, -half)) / 4.0;
    EXPECT_NEAR(contrast(rows, t).item<double>(), expected, 1e-12);
}

TEST(Contrast, IsSmallWhereEachFindsItsPartner)
{
    const Tensor found = at::eye(8).repeat({2, 1}), lost = at::eye(8).repeat({2, 1}).index_select(0, at::tensor(std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7, 0}));
    EXPECT_LT(contrast(found, 0.1).item<double>(), 0.01);
    EXPECT_GT(contrast(lost, 0.1).item<double>(), 5.0);
}

TEST(Disturb, MasksFewNeighboursAndShiftsTheRest)
{
    for (unsigned seed = 0; seed < 50; ++seed) {
        std::vector<float> values(kCropSize, 3.0F);
        Chance chance(seed, 1);
        disturb(values, chance);
        std::size_t masked = 0;
        for (const float value : values) {
            if (value == 0.0F) ++masked;
            else EXPECT_NEAR(value, 3.0F, 1.05F);
        }
        EXPECT_LE(masked, kBands * 15 / 100 * kCrop + kCrop / 5 * kBands);
        std::vector<float> again(kCropSize, 3.0F);
        Chance same(seed, 1);
        disturb(again, same);
        EXPECT_TRUE(again == values);
    }
}

TEST(Optimiser, FindsTheBottomAndGoesOnFromWhereItWas)
{
    const auto walk = [](unsigned stopAt) {
        std::vector<Tensor> weights{at::tensor(std::vector<float>{1.5F, 1.2F})};
        Optimiser optimiser(weights);
        for (unsigned step = 1; step <= 2000; ++step) {
            weights[0].requires_grad_(true);
            (weights[0] - at::tensor(std::vector<float>{1.0F, 2.0F})).square().sum().backward();
            optimiser.follow(weights, oneCycle(step - 1, 2000), step);
            weights[0].requires_grad_(false);
            if (step != stopAt) continue;
            const std::vector<float> kept = optimiser.flat();
            optimiser = Optimiser(weights);
            optimiser.restore(kept);
        }
        return weights[0].clone();
    };
    const Tensor through = walk(0), stopped = walk(1000);
    EXPECT_NEAR(through[0].item<float>(), 1.0F, 0.05F);
    EXPECT_NEAR(through[1].item<float>(), 2.0F, 0.05F);
    EXPECT_TRUE(at::equal(through, stopped));
}

TEST(OneCycle, GoesUpAndDown)
{
    EXPECT_NEAR(oneCycle(0, 100).rate, 3e-3 / 25, 1e-9);
    EXPECT_NEAR(oneCycle(99, 100).rate, 0.0, 1e-7);
    EXPECT_NEAR(oneCycle(30, 100).rate, 3e-3, 2e-5);
    EXPECT_GT(oneCycle(0, 1).rate, 0.0);
}

} // namespace
} // namespace taraf::learn
