#include "checksum.h"
#include "kernels.h"
#include "quantise.h"

#include <array>
#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::neighbours {
namespace {

std::uint64_t sumOf(std::string_view text) { return checksum(std::span(text)); }

TEST(Checksum, IsXxh64)
{
    EXPECT_EQ(sumOf(""), 0xEF46DB3751D8E999U);
    EXPECT_EQ(sumOf("abc"), 0x44BC2CF5AD770999U);
    EXPECT_EQ(sumOf("Nobody inspects the spammish repetition"), 0xFBCEA83C8A378BF1U);
}

TEST(Checksum, DoesNotDependOnHowTheBytesCome)
{
    std::vector<unsigned char> bytes(1000);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i * 7);
    const std::uint64_t whole = checksum(std::span<const unsigned char>(bytes));
    for (const std::size_t step : {1U, 3U, 31U, 32U, 33U, 500U}) {
        Checksum sum;
        for (std::size_t at = 0; at < bytes.size(); at += step) {
            sum.add(std::as_bytes(std::span(bytes).subspan(at, std::min(step, bytes.size() - at))));
        }
        EXPECT_EQ(sum.value(), whole) << step;
    }
}

TEST(Quantise, HasUnitLength)
{
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    for (const float size : {1.0F, 1e-30F, std::numeric_limits<float>::denorm_min() * 5.0F, 1e30F}) {
        std::array<float, 64> vector{};
        for (float &x : vector) x = size * std::clamp(normal(random), -3.0F, 3.0F);
        std::array<std::int16_t, 64> codes{};
        quantise(vector, kMostOfRow, codes.data());
        EXPECT_EQ(std::ranges::max(codes, {}, [](std::int16_t code) { return std::abs(code); }) % 32639, 0);
        double squares = 0.0;
        for (const std::int16_t code : codes) squares += std::pow(static_cast<double>(scaleOf(codes)) * code, 2.0);
        EXPECT_NEAR(squares, 1.0, 1e-5);
    }
    std::array<std::int16_t, 64> codes{};
    codes.fill(1);
    quantise(std::array<float, 64>{}, kMostOfRow, codes.data());
    EXPECT_TRUE(std::ranges::all_of(codes, [](std::int16_t code) { return code == 0; }));
    EXPECT_EQ(scaleOf(codes), 0.0F);
}

TEST(Quantise, RoundsToTheNearest)
{
    std::array<std::int16_t, 4> codes{};
    quantise(std::array{1.0F, -0.31F, 0.0017F, -1.0F}, 1000, codes.data());
    EXPECT_EQ(codes, (std::array<std::int16_t, 4>{1000, -310, 2, -1000}));
}

TEST(Quantise, EveryCodeIsTwoPlanes)
{
    for (int code = -kMostOfRow; code <= kMostOfRow; ++code) {
        const auto whole = static_cast<std::int16_t>(code);
        ASSERT_EQ(joined(highOf(whole), lowOf(whole)), whole);
        ASSERT_LE(std::abs(code - 256 * highOf(whole)), 128) << code;
        ASSERT_GE(highOf(whole), -127);
    }
}

class KernelsTest : public testing::TestWithParam<const Kernels *>
{
};

INSTANTIATE_TEST_SUITE_P(Supported, KernelsTest, testing::ValuesIn(supportedKernels()), [](const auto &tested) { return std::string(tested.param->name); });

TEST_P(KernelsTest, AgreeWithPlainSums)
{
    const Kernels &tested = *GetParam();
    std::mt19937 random(2);
    const auto number = [&random](int most) { return static_cast<int>(random() % static_cast<unsigned>(2 * most + 1)) - most; };
    constexpr std::size_t rows = 37; // not a multiple of what is done at once
    std::vector<std::int8_t> codes(rows * 128);
    std::vector<std::int16_t> query(128);
    std::vector<float> scales(rows);
    for (auto &code : codes) code = static_cast<std::int8_t>(number(127));
    for (auto &x : query) x = static_cast<std::int16_t>(number(32767));
    for (auto &scale : scales) scale = static_cast<float>(number(1000)) / 1000.0F;
    query[0] = 32767;
    codes[0] = -128;
    for (const std::size_t size : {32U, 64U, 96U, 128U}) {
        const std::size_t form = Kernels::form(size);
        std::vector<float> scores(rows, 0.5F);
        tested.addScores[form](codes.data(), scales.data(), rows, query.data(), 0.25F, scores.data());
        for (std::size_t row = 0; row < rows; ++row) {
            std::int64_t dot = 0;
            for (std::size_t i = 0; i < size; ++i) dot += std::int64_t{codes[row * size + i]} * query[i];
            const float expected = 0.5F + 0.25F * scales[row] * static_cast<float>(dot);
            EXPECT_NEAR(scores[row], expected, 1e-6F * (1.0F + std::abs(expected))) << size << " " << row;
        }
        std::int64_t nodes = 0;
        std::int64_t fine = 0;
        for (std::size_t i = 0; i < size; ++i) nodes += codes[i] * codes[128 + i];
        for (std::size_t i = 0; i < size; ++i) fine += query[i] * codes[i];
        EXPECT_EQ(tested.dotCodes[form](codes.data(), codes.data() + 128), nodes);
        EXPECT_EQ(tested.dotQuery[form](query.data(), codes.data()), fine);
    }
}

} // namespace
} // namespace taraf::neighbours
