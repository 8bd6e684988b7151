#include "taraf/recommend/match.h"

#include <gtest/gtest.h>
#include <limits>

namespace taraf::recommend {
namespace {

TEST(Match, IsAStraightLineThroughTheRandomPairAndOne)
{
    constexpr float random = 0.2F;
    EXPECT_EQ(matchPercent(0.2F, random), 50);
    EXPECT_EQ(matchPercent(1.0F, random), 100);
    EXPECT_EQ(matchPercent(0.6F, random), 75);
    EXPECT_EQ(matchPercent(-0.2F, random), 25);
    EXPECT_EQ(matchPercent(-0.6F, random), 0);
}

TEST(Match, IsClamped)
{
    EXPECT_EQ(matchPercent(1.00001F, 0.0F), 100);
    EXPECT_EQ(matchPercent(-1.0F, 0.5F), 0);
    EXPECT_EQ(matchPercent(std::numeric_limits<float>::quiet_NaN(), 0.0F), 0);
    EXPECT_EQ(matchPercent(1.0F, 1.0F), 100) << "a collection of one sound";
}

} // namespace
} // namespace taraf::recommend
