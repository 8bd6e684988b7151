#include "pieces.h"
#include "taraf/learn/train.h"

#include "taraf/test/folder.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>

namespace taraf::learn {
namespace {

using taraf::test::TemporaryFolder;

const std::vector<Spectrogram> &tracks()
{
    static const std::vector<Spectrogram> all = [] {
        std::vector<Spectrogram> made;
        for (unsigned i = 0; i < 12; ++i) made.push_back(spectrogram(test::piece(i)).value());
        return made;
    }();
    return all;
}

TrainOptions options(unsigned steps, std::string checkpoint = {})
{
    return {.device = Device::Cpu, .seed = 5, .steps = steps, .checkpoint = std::move(checkpoint), .about = "twelve", .checkpointEvery = 2, .note = {}};
}

std::string bytesOf(const Result<Trained> &trained) { return trained.value().network.serialise(); }

/// Stops when so many steps have been made.
Result<Trained> trainUntil(unsigned step, const TrainOptions &asked)
{
    std::stop_source stop;
    return train(tracks(), asked, stop.get_token(), [&](const Progress &progress) { if (progress.done >= step) stop.request_stop(); });
}

double cosine(const NetworkVector &a, const NetworkVector &b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

/// Mean reciprocal rank of each track's second half among all, asked with its first.
double findsItself(const Network &network)
{
    std::vector<Embedding> all;
    for (const Spectrogram &track : tracks()) all.push_back(network.embed(track).value());
    double sum = 0.0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const double own = cosine(all[i].halves[0], all[i].halves[1]);
        double rank = 1.0;
        for (std::size_t j = 0; j < all.size(); ++j) rank += j != i && cosine(all[i].halves[0], all[j].halves[1]) > own ? 1.0 : 0.0;
        sum += 1.0 / rank;
    }
    return sum / static_cast<double>(all.size());
}

TEST(Train, LearnsWhatTracksHaveOfTheirOwn)
{
    const auto trained = train(tracks(), options(30)).value();
    EXPECT_EQ(trained.steps, 30U);
    EXPECT_EQ(trained.resumedAt, 0U);
    EXPECT_EQ(trained.network.trainedOn(), 12U);
    EXPECT_EQ(trained.network.seed(), 5U);
    EXPECT_GT(findsItself(trained.network), 0.95);
    // Not all in one corner: vectors are centred, so strangers point away from each other.
    double strangers = 0.0;
    for (std::size_t i = 1; i < tracks().size(); ++i) strangers += cosine(trained.network.embed(tracks()[0]).value().whole, trained.network.embed(tracks()[i]).value().whole);
    EXPECT_LT(strangers / static_cast<double>(tracks().size() - 1), 0.2);
}

TEST(Train, GivesTheSameBitsForTheSameSeed)
{
    const std::string once = bytesOf(train(tracks(), options(6)));
    EXPECT_TRUE(bytesOf(train(tracks(), options(6))) == once);
    TrainOptions other = options(6);
    other.seed = 6;
    EXPECT_FALSE(bytesOf(train(tracks(), other)) == once);
}

TEST(Train, GoesOnFromWhereItWasStoppedAsIfNothingHadBeen)
{
    const TemporaryFolder folder;
    const std::string undisturbed = bytesOf(train(tracks(), options(9)));
    for (const unsigned step : {1U, 4U, 7U}) {
        const TrainOptions asked = options(9, folder / ("at-" + std::to_string(step)));
        EXPECT_TRUE(trainUntil(step, asked).error().code == ErrorCode::Cancelled);
        const auto resumed = train(tracks(), asked);
        EXPECT_EQ(resumed.value().resumedAt, step);
        EXPECT_TRUE(bytesOf(resumed) == undisturbed);
        const auto again = train(tracks(), asked); // killed after the last checkpoint
        EXPECT_EQ(again.value().resumedAt, 9U);
        EXPECT_TRUE(bytesOf(again) == undisturbed);
    }
}

TEST(Train, PassesOverACheckpointThatIsDamagedOrOfAnotherTraining)
{
    const TemporaryFolder folder;
    TrainOptions asked = options(5, folder / "checkpoint");
    EXPECT_FALSE(trainUntil(4, asked).has_value());
    std::vector<std::string> notes;
    asked.note = [&](const std::string &note) { notes.push_back(note); };
    TrainOptions other = asked;
    other.about = "other tracks";
    EXPECT_EQ(train(tracks(), other).value().resumedAt, 0U);
    EXPECT_TRUE(notes.empty());
    EXPECT_FALSE(trainUntil(4, options(5, asked.checkpoint)).has_value());
    {
        std::fstream file(asked.checkpoint, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(100'000);
        file << "damage";
    }
    EXPECT_EQ(train(tracks(), asked).value().resumedAt, 0U);
    EXPECT_EQ(notes.size(), 1U);
    { std::ofstream(asked.checkpoint) << "short"; }
    EXPECT_EQ(train(tracks(), asked).value().resumedAt, 0U);
    EXPECT_EQ(notes.size(), 2U);
}

TEST(Train, KeepsAnEyeOnTracksThatItDoesNotLearnFrom)
{
    std::vector<Spectrogram> many;
    for (unsigned i = 0; i < 40; ++i) many.push_back(tracks()[i % tracks().size()]);
    const auto trained = train(many, options(3)).value();
    EXPECT_EQ(trained.network.trainedOn(), 36U);
    EXPECT_EQ(trained.bestStep, 3U);
    TrainOptions none = options(3);
    none.keepAside = false;
    EXPECT_EQ(train(many, none).value().network.trainedOn(), 40U);
}

TEST(Train, SaysWhatItCanNotDo)
{
    EXPECT_TRUE(train(std::span(tracks()).first(3), options(5)).error().code == ErrorCode::InvalidArgument);
    EXPECT_TRUE(train(tracks(), options(0)).error().code == ErrorCode::InvalidArgument);
    const TemporaryFolder folder;
    EXPECT_TRUE(train(tracks(), options(3, folder / "no such folder/checkpoint")).error().code == ErrorCode::Io);
    TrainOptions asked = options(3);
    asked.device = Device::Cuda;
    if (checkDevice(Device::Cuda)) EXPECT_TRUE(train(tracks(), asked).has_value());
    else EXPECT_TRUE(train(tracks(), asked).error().code == ErrorCode::NoDevice);
}

} // namespace
} // namespace taraf::learn
