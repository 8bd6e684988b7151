#include "pieces.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace taraf::analysis {
namespace {

using namespace test;

constexpr std::size_t kArtists = 60, kEach = 4;

/// Artists with a manner of their own: a direction in which their tracks lie together, beneath larger ones that have nothing to do with them.
const Collection &byArtists()
{
    static const Collection made = [] {
        Collection out;
        std::mt19937 random(11);
        std::normal_distribution<float> normal;
        const std::vector<float> &ground = collection().tracks[0].values;
        std::vector<std::vector<float>> moods(6), manners(10);
        for (auto *list : {&moods, &manners}) {
            for (auto &direction : *list) {
                for (const float value : ground) direction.push_back((0.3F + std::abs(value)) * normal(random));
            }
        }
        for (std::size_t artist = 0; artist < kArtists; ++artist) {
            std::vector<float> own(manners.size());
            for (float &value : own) value = normal(random);
            for (std::size_t track = 0; track < kEach; ++track) {
                Descriptor piece{.values = ground, .segments = {}};
                std::vector<float> along(moods.size());
                for (float &value : along) value = normal(random);
                for (std::size_t i = 0; i < ground.size(); ++i) {
                    for (std::size_t d = 0; d < moods.size(); ++d) piece.values[i] += 0.10F * along[d] * moods[d][i];
                    for (std::size_t d = 0; d < manners.size(); ++d) piece.values[i] += 0.05F * own[d] * manners[d][i];
                    piece.values[i] += 0.05F * (0.3F + std::abs(ground[i])) * normal(random);
                }
                for (int part = 0; part < 4; ++part) {
                    piece.segments.push_back(piece.values);
                    for (std::size_t i = 0; i < ground.size(); ++i) piece.segments.back()[i] += 0.05F * (0.3F + std::abs(ground[i])) * normal(random);
                }
                out.tracks.push_back(std::move(piece));
            }
        }
        return out;
    }();
    return made;
}

std::vector<Sample> tagged()
{
    std::vector<Sample> samples = byArtists().samples();
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i].artist = 1 + i / kEach;
    return samples;
}

Map learned(const std::vector<Sample> &samples)
{
    const Map map = Map::fit(samples).value();
    Shelves shelves;
    for (const Sample &sample : samples) shelves.add(sample.artist, map.project(sample).value());
    return map.with(shelves);
}

std::span<const float> part(const MappedVector &vector, Part which)
{
    const PartRange where = taraf::range(which);
    return std::span(vector).subspan(where.offset, where.size);
}

/// How many tracks have one of the same artist (by construction, whatever the tags say) for nearest neighbour in that part.
std::size_t found(const std::vector<MappedVector> &vectors, Part which)
{
    std::size_t right = 0;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
        std::size_t nearest = i == 0 ? 1 : 0;
        for (std::size_t j = 0; j < vectors.size(); ++j) {
            if (j != i && cosine(part(vectors[i], which), part(vectors[j], which)) > cosine(part(vectors[i], which), part(vectors[nearest], which))) nearest = j;
        }
        right += nearest / kEach == i / kEach ? 1 : 0;
    }
    return right;
}

std::vector<MappedVector> vectorsOf(const Map &map, const std::vector<Sample> &samples, bool known = true)
{
    std::vector<MappedVector> out;
    for (Heard heard : samples) {
        if (!known) heard.artist = 0;
        out.push_back(map.apply(heard).value());
    }
    return out;
}

TEST(Shelves, DrawTheTracksOfAnArtistTogether)
{
    const std::vector<Sample> samples = tagged();
    const Map map = learned(samples);
    EXPECT_EQ(map.layers().shelves, kArtists);
    EXPECT_GT(map.layers().directions, 0.0F);
    EXPECT_GT(map.layers().shelfStrength, 0.0F);
    std::vector<Sample> bare = samples;
    for (Sample &sample : bare) sample.artist = 0;
    const Map without = learned(bare);
    EXPECT_EQ(without.layers().shelves, 0U);
    EXPECT_EQ(without.layers().directions, 0.0F);
    EXPECT_GT(found(vectorsOf(map, samples), Part::Overall), found(vectorsOf(without, bare), Part::Overall));
    EXPECT_GT(found(vectorsOf(map, samples), Part::Genre), found(vectorsOf(without, bare), Part::Genre));
    // Mood and instruments are heard and not read: no tag touches them.
    EXPECT_TRUE(std::ranges::equal(part(map.apply(samples[0]).value(), Part::Mood), part(without.apply(bare[0]).value(), Part::Mood)));
}

TEST(Shelves, ArtistsItNeverSawDoNotLose)
{
    std::vector<Sample> samples = tagged(), half(samples.begin(), samples.begin() + kArtists * kEach / 2);
    std::vector<Sample> bare = half;
    for (Sample &sample : bare) sample.artist = 0;
    const std::vector<Sample> others(samples.begin() + kArtists * kEach / 2, samples.end());
    EXPECT_GE(found(vectorsOf(learned(half), others), Part::Overall), found(vectorsOf(learned(bare), others), Part::Overall));
}

TEST(Shelves, WrongTagsMoveNothing)
{
    std::vector<Sample> samples = tagged();
    std::mt19937 random(4);
    std::vector<std::uint64_t> artists;
    for (const Sample &sample : samples) artists.push_back(sample.artist);
    std::ranges::shuffle(artists, random);
    std::vector<Sample> bare = samples;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i].artist = artists[i];
        bare[i].artist = 0;
    }
    const Map wrong = learned(samples);
    EXPECT_LT(wrong.layers().shelfStrength, 0.1F);
    EXPECT_LT(wrong.layers().directions, 0.15F);
    // Two standard errors of a count of some twenty.
    EXPECT_GE(found(vectorsOf(wrong, samples), Part::Overall) + 9, found(vectorsOf(learned(bare), bare), Part::Overall));
}

TEST(Shelves, OneThatHoldsEverybodyMovesNothing)
{
    // A quarter of the collection is tagged with one name that stands for many, and that no list of such names knows.
    std::vector<Sample> samples = tagged();
    for (std::size_t i = 0; i < samples.size(); i += 4) samples[i].artist = 1000;
    const Map map = learned(samples);
    const MappedVector before = map.project(samples[0]).value(), after = map.apply(samples[0]).value();
    EXPECT_GT(cosine(part(before, Part::Overall), part(after, Part::Overall)), 0.999);
    const MappedVector own = map.project(samples[1]).value(), drawn = map.apply(samples[1]).value();
    EXPECT_LT(cosine(part(own, Part::Overall), part(drawn, Part::Overall)), 0.999);
}

TEST(Shelves, StrangersAndSingleTracksStayWhereTheyAre)
{
    std::vector<Sample> samples = tagged();
    samples.back().artist = 7000; // its only track
    const Map map = learned(samples);
    EXPECT_EQ(map.layers().shelves, kArtists);
    for (const std::uint64_t artist : {std::uint64_t{0}, std::uint64_t{7000}, std::uint64_t{99}}) {
        const Heard heard{.descriptor = samples[0].descriptor, .artist = artist};
        EXPECT_TRUE(map.apply(heard).value() == map.project(heard).value()) << artist;
    }
}

TEST(NetworkLayer, JoinsAndCanBeMissing)
{
    // The network tells apart what the descriptors don't: odd tracks from even ones.
    std::vector<Sample> samples = first(120);
    std::vector<std::vector<float>> numbers;
    std::mt19937 random(8);
    std::normal_distribution<float> normal;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        std::vector<float> own(kNetworkSize);
        for (float &value : own) value = 0.03F * normal(random);
        own[i / 4 % 2] += 1.0F;
        numbers.push_back(std::move(own));
    }
    const Map without = Map::fit(samples).value();
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i].network = numbers[i];
    const Map with = Map::fit(samples, 42).value();
    EXPECT_EQ(with.layers().network, 42U);
    EXPECT_EQ(without.layers().network, 0U);
    EXPECT_EQ(Map::fit(samples).value().layers().network, 0U) << "numbers of a network that is not named are left alone";
    // Of the same kind, 0 and 8 are alike to the network, 0 and 4 are not.
    const auto likeness = [&](const Map &map, std::size_t a, std::size_t b) {
        return cosine(part(map.apply(samples[a]).value(), Part::Overall), part(map.apply(samples[b]).value(), Part::Overall));
    };
    EXPECT_GT(likeness(with, 0, 8) - likeness(with, 0, 4), likeness(without, 0, 8) - likeness(without, 0, 4) + 0.05);
    Heard deaf = samples[0];
    deaf.network = {};
    const MappedVector placed = with.apply(deaf).value();
    EXPECT_GT(cosine(part(placed, Part::Overall), part(with.apply(samples[0]).value(), Part::Overall)), 0.7);
    deaf.network = std::span<const float>(numbers[0]).first(5);
    EXPECT_EQ(with.apply(deaf).error().code, ErrorCode::InvalidArgument);
}

TEST(MapFile, AllLayersComeBackAsTheyWere)
{
    std::vector<Sample> samples = tagged();
    std::vector<float> numbers(kNetworkSize, 0.0F);
    std::vector<std::vector<float>> all;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        all.push_back(numbers);
        all.back()[i % kNetworkSize] = 1.0F;
    }
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i].network = all[i];
    const Map map = Map::fit(samples, 7).value();
    Shelves shelves;
    for (const Sample &sample : samples) shelves.add(sample.artist, map.project(sample).value());
    const Map full = map.with(shelves);
    EXPECT_NE(full.generation(), map.generation());
    const std::string bytes = full.serialise();
    const Result<Map> back = Map::parse(bytes);
    ASSERT_TRUE(back.has_value()) << back.error().message;
    EXPECT_EQ(back->serialise(), bytes);
    EXPECT_TRUE(back->apply(samples[3]).value() == full.apply(samples[3]).value());
    EXPECT_EQ(back->layers().shelves, full.layers().shelves);
    // Shelves are replaced, not added.
    EXPECT_EQ(full.with(shelves).serialise(), bytes);
    for (const std::size_t cut : {bytes.size() / 2, bytes.size() - 400}) EXPECT_FALSE(Map::parse(std::string_view(bytes).substr(0, cut)).has_value());
}

} // namespace
} // namespace taraf::analysis
