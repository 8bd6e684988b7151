#include "taraf/base/half.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace taraf {
namespace {

TEST(Half, EveryFiniteOneComesBack)
{
    for (unsigned bits = 0; bits < 0x10000U; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        const float value = fromHalf(half);
        if (!isFiniteHalf(half)) continue;
        ASSERT_EQ(toHalf(value), half) << bits;
    }
}

TEST(Half, IsTheNearestWithTiesToEven)
{
    std::mt19937 random(7);
    for (int i = 0; i < 200'000; ++i) {
        // Every exponent a half has, and some below.
        const float value = std::ldexp(1.0F + static_cast<float>(random() % 8'388'608U) / 8'388'608.0F, static_cast<int>(random() % 42U) - 27);
        const auto half = toHalf(value);
        const double error = std::abs(double{value} - double{fromHalf(half)});
        if (value > 65504.0F) continue;
        const auto errorOf = [&](int neighbour) { return std::abs(double{value} - double{fromHalf(static_cast<std::uint16_t>(neighbour))}); };
        ASSERT_LE(error, half > 0 ? errorOf(half - 1) : error) << value;
        ASSERT_LE(error, half < 0x7BFF ? errorOf(half + 1) : error) << value;
        ASSERT_EQ(toHalf(-value), half | 0x8000U);
    }
    EXPECT_EQ(toHalf(1.0F + 0x1p-11F), toHalf(1.0F));                // a tie: down to even
    EXPECT_EQ(fromHalf(toHalf(1.0F + 3 * 0x1p-11F)), 1.0F + 0x1p-9F); // a tie: up to even
    EXPECT_EQ(toHalf(0x1p-25F), 0);                                     // a tie with 0
    EXPECT_EQ(toHalf(0x1.8p-25F), 1);
    EXPECT_EQ(toHalf(-0x1p-14F), 0x8400);
    EXPECT_EQ(fromHalf(0x3C00), 1.0F);
    EXPECT_EQ(fromHalf(0xC000), -2.0F);
    EXPECT_EQ(fromHalf(0x0001), 0x1p-24F);
}

TEST(Half, HasNoInfinities)
{
    EXPECT_EQ(fromHalf(toHalf(1e9F)), 65504.0F);
    EXPECT_EQ(fromHalf(toHalf(-std::numeric_limits<float>::infinity())), -65504.0F);
    EXPECT_EQ(fromHalf(toHalf(std::numeric_limits<float>::quiet_NaN())), 0.0F);
    for (unsigned bits = 0x7C00U; bits < 0x8000U; ++bits) {
        EXPECT_FALSE(isFiniteHalf(static_cast<std::uint16_t>(bits)));
        EXPECT_TRUE(std::isfinite(fromHalf(static_cast<std::uint16_t>(bits))));
    }
}

} // namespace
} // namespace taraf
