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
        std::array<std::int8_t, 64> codes{};
        const float scale = quantise(vector, codes.data());
        int squares = 0;
        for (const std::int8_t code : codes) squares += code * code;
        EXPECT_NEAR(static_cast<double>(scale) * static_cast<double>(scale) * squares, 1.0, 1e-5);
    }
    std::array<std::int8_t, 64> codes{};
    EXPECT_EQ(quantise(std::array<float, 64>{}, codes.data()), 0.0F);
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
    for (const auto &[size, add] : {std::pair{std::size_t{128}, tested.addScores128}, {std::size_t{64}, tested.addScores64}, {std::size_t{32}, tested.addScores32}}) {
        std::vector<float> scores(rows, 0.5F);
        add(codes.data(), scales.data(), rows, query.data(), 0.25F, scores.data());
        for (std::size_t row = 0; row < rows; ++row) {
            std::int64_t dot = 0;
            for (std::size_t i = 0; i < size; ++i) dot += std::int64_t{codes[row * size + i]} * query[i];
            const float expected = 0.5F + 0.25F * scales[row] * static_cast<float>(dot);
            EXPECT_NEAR(scores[row], expected, 1e-6F * (1.0F + std::abs(expected))) << size << " " << row;
        }
    }
    std::int64_t nodes = 0;
    std::int64_t fine = 0;
    for (std::size_t i = 0; i < 128; ++i) nodes += codes[i] * codes[128 + i];
    for (std::size_t i = 0; i < 128; ++i) fine += query[i] * codes[i];
    EXPECT_EQ(tested.dotCodes128(codes.data(), codes.data() + 128), nodes);
    EXPECT_EQ(tested.dotQuery128(query.data(), codes.data()), fine);

    std::array<std::uint16_t, 64> halves{};
    std::array<float, 64> floats{};
    double dot = 0.0;
    for (std::size_t i = 0; i < 64; ++i) {
        halves[i] = toHalf(static_cast<float>(number(1000)) / 1000.0F);
        floats[i] = static_cast<float>(number(1000)) / 1000.0F;
        dot += static_cast<double>(fromHalf(halves[i])) * static_cast<double>(floats[i]);
    }
    EXPECT_NEAR(static_cast<double>(tested.dotHalves(halves.data(), floats.data(), 64)), dot, 1e-5);
}

} // namespace
} // namespace taraf::neighbours
