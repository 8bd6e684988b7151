#include "pieces.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>

namespace taraf::analysis {
namespace {

using namespace test;

double length(std::span<const float> part)
{
    double square = 0;
    for (const float value : part) square += static_cast<double>(value) * static_cast<double>(value);
    return std::sqrt(square);
}

std::vector<float> overall(const Map &map, std::span<const float> descriptor)
{
    const MappedVector vector = map.apply({.descriptor = descriptor}).value();
    return {vector.begin(), vector.begin() + taraf::range(Part::Overall).size};
}

void expectSound(const Map &map, std::size_t tracks)
{
    for (std::size_t i = 0; i < tracks; ++i) {
        const Result<MappedVector> vector = map.apply({.descriptor = collection().tracks[i].values});
        ASSERT_TRUE(vector.has_value());
        for (const PartRange &part : kParts) EXPECT_NEAR(length(std::span(*vector).subspan(part.offset, part.size)), 1.0, 1e-5);
    }
}

/// How many of 40 tracks have a track of their own kind for nearest neighbour.
int agreeing(const Map &map)
{
    std::vector<std::vector<float>> vectors;
    for (std::size_t i = 0; i < 40; ++i) vectors.push_back(overall(map, collection().tracks[i].values));
    int right = 0;
    for (std::size_t i = 0; i < 40; ++i) {
        std::size_t nearest = i == 0 ? 1 : 0;
        for (std::size_t j = 0; j < 40; ++j) {
            if (j != i && cosine(vectors[i], vectors[j]) > cosine(vectors[i], vectors[nearest])) nearest = j;
        }
        right += nearest % 4 == i % 4 ? 1 : 0;
    }
    return right;
}

TEST(Map, WorksFromNothingToManyTracks)
{
    const Map cold = Map::coldStart();
    EXPECT_EQ(cold.trainedOn(), 0U);
    expectSound(cold, 8);
    EXPECT_GE(agreeing(cold), 36);
    EXPECT_EQ(Map::fit({}).value().generation(), cold.generation());
    for (const std::size_t count : {1U, 30U, 500U}) {
        const Result<Map> map = Map::fit(first(count));
        ASSERT_TRUE(map.has_value());
        EXPECT_EQ(map->trainedOn(), count);
        EXPECT_NE(map->generation(), cold.generation());
        expectSound(*map, 8);
        EXPECT_GE(agreeing(*map), 38) << count;
    }
}

TEST(Map, TwoIdenticalTracksAreNoTrouble)
{
    std::vector<Sample> twins = first(1);
    twins.push_back(twins.front());
    twins.back().key[5] = 1;
    const Result<Map> map = Map::fit(twins);
    ASSERT_TRUE(map.has_value());
    expectSound(*map, 4);
    EXPECT_NEAR(cosine(map->apply({.descriptor = twins[0].descriptor}).value(), map->apply({.descriptor = twins[1].descriptor}).value()), 1.0, 1e-6);
}

TEST(Map, NeitherTheOrderNorTheDayChangesIt)
{
    std::vector<Sample> samples = first(60);
    const Map once = Map::fit(samples).value();
    EXPECT_EQ(Map::fit(samples).value().generation(), once.generation());
    std::mt19937 random(3);
    std::ranges::shuffle(samples, random);
    EXPECT_EQ(Map::fit(samples).value().serialise(), once.serialise());
    samples.pop_back();
    EXPECT_NE(Map::fit(samples).value().generation(), once.generation());
    // All keys the same: the numbers decide.
    for (Sample &sample : samples) sample.key = {};
    const Map keyless = Map::fit(samples).value();
    std::ranges::shuffle(samples, random);
    EXPECT_EQ(Map::fit(samples).value().generation(), keyless.generation());
}

TEST(Map, WhatVariesWithinATrackCountsLess)
{
    // Rhythm alone changes between the parts of a track; a map that knows holds two such parts for more alike.
    Collection changed = collection();
    changed.tracks.resize(200);
    std::mt19937 random(5);
    std::normal_distribution<float> normal;
    const std::size_t from = range(Pattern::Fluctuation).offset, size = range(Pattern::Fluctuation).size();
    for (Descriptor &track : changed.tracks) {
        for (auto &segment : track.segments) {
            const float whole = normal(random);
            for (std::size_t i = from; i < from + size; ++i) segment[i] = track.values[i] + 0.3F * (0.3F + std::abs(track.values[i])) * whole;
        }
    }
    std::vector<Sample> blind = changed.samples();
    for (Sample &sample : blind) sample.segments.clear();
    const Map knowing = Map::fit(changed.samples()).value(), unknowing = Map::fit(blind).value();
    double with = 0, without = 0;
    for (std::size_t i = 0; i < 50; ++i) {
        const auto &parts = changed.tracks[i].segments;
        with += cosine(overall(knowing, parts[0]), overall(knowing, parts[1]));
        without += cosine(overall(unknowing, parts[0]), overall(unknowing, parts[1]));
    }
    EXPECT_GT(with, without);
}

TEST(Map, GainAndKeyAreNotHeard)
{
    const Map map = Map::fit(first(100)).value();
    std::vector<float> track = collection().tracks[0].values;
    const MappedVector before = map.apply({.descriptor = track}).value();
    track[range(Pattern::Level).offset] -= 30.0F;
    for (std::size_t i = 0; i < 12; ++i) track[range(Pattern::Chroma).offset + i] = 0.5F;
    EXPECT_TRUE(map.apply({.descriptor = track}).value() == before);
}

TEST(Map, RoundingToHalfPrecisionHardlyMatters)
{
    const Map map = Map::fit(first(100)).value();
    std::vector<float> rounded = collection().tracks[3].values;
    for (float &value : rounded) {
        int exponent = 0;
        const float fraction = std::frexp(value, &exponent);
        value = std::ldexp(std::round(fraction * 2048.0F) / 2048.0F, exponent); // 11 bits
    }
    EXPECT_GT(cosine(map.apply({.descriptor = rounded}).value(), map.apply({.descriptor = collection().tracks[3].values}).value()), 0.9999);
}

TEST(Map, RefusesWhatIsNoDescriptor)
{
    const Map map = Map::coldStart();
    std::vector<float> track = collection().tracks[0].values;
    EXPECT_TRUE(map.apply({.descriptor = std::span(track).first(100)}).error().code == ErrorCode::InvalidArgument);
    EXPECT_TRUE(map.apply({}).error().code == ErrorCode::InvalidArgument);
    track[7] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(map.apply({.descriptor = track}).error().code == ErrorCode::InvalidArgument);
    std::vector<Sample> samples = first(3);
    samples[1].descriptor = track;
    EXPECT_TRUE(Map::fit(samples).error().code == ErrorCode::InvalidArgument);
    samples = first(3);
    samples[2].segments[0] = samples[2].segments[0].first(5);
    EXPECT_TRUE(Map::fit(samples).error().code == ErrorCode::InvalidArgument);
}

TEST(Map, StopsWhenAsked)
{
    std::stop_source stop;
    std::size_t seen = 0;
    const Result<Map> map = Map::fit(first(50), 0, stop.get_token(), [&](const Progress &progress) {
        ++seen;
        EXPECT_LE(progress.done, progress.total);
        stop.request_stop();
    });
    ASSERT_FALSE(map.has_value());
    EXPECT_TRUE(map.error().code == ErrorCode::Cancelled);
    EXPECT_GE(seen, 1U);
}

TEST(MapFile, ComesBackAsItWas)
{
    const Map map = Map::fit(first(40)).value();
    const std::string bytes = map.serialise();
    const Result<Map> back = Map::parse(bytes);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(back->generation(), map.generation());
    EXPECT_EQ(back->trainedOn(), 40U);
    EXPECT_EQ(back->serialise(), bytes);
    EXPECT_TRUE(back->apply({.descriptor = collection().tracks[0].values}).value() == map.apply({.descriptor = collection().tracks[0].values}).value());
}

TEST(MapFile, HostileBytesAreRefused)
{
    const std::string bytes = Map::coldStart().serialise();
    for (const std::size_t length : {std::size_t{0}, std::size_t{5}, std::size_t{8}, std::size_t{12}, std::size_t{15}, std::size_t{100}, bytes.size() - 1}) {
        const Result<Map> cut = Map::parse(std::string_view(bytes).substr(0, length));
        ASSERT_FALSE(cut.has_value()) << length;
        EXPECT_TRUE(cut.error().code == ErrorCode::Corrupt) << length;
    }
    EXPECT_TRUE(Map::parse(bytes + "x").error().code == ErrorCode::Corrupt);
    std::mt19937 random(9);
    for (int i = 0; i < 200; ++i) {
        std::string damaged = bytes;
        char &byte = damaged[random() % damaged.size()];
        byte = static_cast<char>(byte ^ static_cast<char>(1U << (random() % 8U)));
        EXPECT_FALSE(Map::parse(damaged).has_value()) << i;
    }
    std::string later = bytes;
    later[8] = 4;
    EXPECT_TRUE(Map::parse(later).error().code == ErrorCode::Unsupported);
    std::string other = bytes;
    other[12] = 99;
    EXPECT_TRUE(Map::parse(other).error().code == ErrorCode::Unsupported);
}

TEST(MapFile, AGoodChecksumDoesNotExcuseWildNumbers)
{
    const std::string good = Map::coldStart().serialise();
    const std::size_t firstMean = 12 + (7 + kPartCount) * 4 + 8;
    for (const std::uint32_t word : {0x7fc00000U, 0x7f800000U, 0x7f000000U}) { // NaN, infinity, 1.7e38
        std::string bytes = good;
        for (std::size_t i = 0; i < 4; ++i) bytes[firstMean + i] = static_cast<char>(static_cast<unsigned char>(word >> (8 * i)));
        std::uint64_t hash = 0xcbf29ce484222325U;
        for (std::size_t i = 12; i + 8 < bytes.size(); ++i) hash = (hash ^ static_cast<unsigned char>(bytes[i])) * 0x100000001b3U;
        for (std::size_t i = 0; i < 8; ++i) bytes[bytes.size() - 8 + i] = static_cast<char>(static_cast<unsigned char>(hash >> (8 * i)));
        const Result<Map> parsed = Map::parse(bytes);
        ASSERT_FALSE(parsed.has_value());
        EXPECT_NE(parsed.error().message.find("out of range"), std::string::npos);
    }
}

} // namespace
} // namespace taraf::analysis
