#include "taraf/store/pack.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace taraf::store {
namespace {

TEST(Halves, RoundTripAndRefuseDamage)
{
    const std::vector<float> values{0.0F, -1.5F, 1234.0F, 0x1p-20F};
    auto bytes = packHalves(values);
    EXPECT_EQ(bytes.size(), 8U);
    EXPECT_EQ(unpackHalves(bytes).value(), values);
    bytes[1] = std::byte{0x7C}; // infinity
    EXPECT_EQ(unpackHalves(bytes).error().code, ErrorCode::Corrupt);
    bytes.pop_back();
    EXPECT_EQ(unpackHalves(bytes).error().code, ErrorCode::Corrupt);
}

TEST(Segments, AreAsExactAsTheyPromise)
{
    std::mt19937 random(11);
    std::normal_distribution<float> normal;
    std::vector<float> values(800);
    std::vector<std::vector<float>> segments(4, std::vector<float>(800));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float scale = std::pow(10.0F, static_cast<float>(i % 7) - 3.0F); // a descriptor's numbers differ by orders of magnitude
        values[i] = scale * normal(random);
        for (auto &segment : segments) segment[i] = values[i] + 0.1F * scale * normal(random);
    }
    const auto kept = unpackHalves(packHalves(values)).value();
    const auto bytes = packSegments(values, segments).value();
    EXPECT_EQ(bytes.size(), 1 + 800 * 6U);
    const auto restored = unpackSegments(kept, bytes).value();
    ASSERT_EQ(restored.size(), 4U);
    for (std::size_t i = 0; i < values.size(); ++i) {
        float spread = 0;
        for (const auto &segment : segments) spread = std::max(spread, std::abs(segment[i] - kept[i]));
        for (std::size_t s = 0; s < 4; ++s) ASSERT_NEAR(restored[s][i], segments[s][i], spread * 1.01F / 254 + 1e-7F) << i;
    }
}

TEST(Segments, MayBeNoneOrTheSame)
{
    const std::vector<float> values{1.0F, 2.0F};
    const auto none = packSegments(values, {}).value();
    EXPECT_TRUE(unpackSegments(values, none).value().empty());
    const std::vector<std::vector<float>> same{values};
    EXPECT_EQ(unpackSegments(values, packSegments(values, same).value()).value(), same);
}

TEST(Segments, RefuseWhatDoesNotFit)
{
    const std::vector<float> values{1.0F, 2.0F};
    const std::vector<std::vector<float>> shorter{{1.0F}};
    const std::vector<std::vector<float>> wild{{1.0F, std::numeric_limits<float>::infinity()}};
    const std::vector<std::vector<float>> many(5, values);
    EXPECT_EQ(packSegments(values, shorter).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(packSegments(values, wild).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(packSegments(values, many).error().code, ErrorCode::InvalidArgument);
    const std::vector<float> bad{NAN, 2.0F};
    EXPECT_EQ(packSegments(bad, {}).error().code, ErrorCode::InvalidArgument);

    auto bytes = packSegments(values, std::vector<std::vector<float>>{values, values}).value();
    bytes.pop_back();
    EXPECT_EQ(unpackSegments(values, bytes).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(unpackSegments(values, {}).error().code, ErrorCode::Corrupt);
}

} // namespace
} // namespace taraf::store
