#include "taraf/service/heard.h"

#include <gtest/gtest.h>

namespace taraf::service {
namespace {

using namespace std::chrono_literals;

const Heard::Time kStart{};

Verdict leftAfter(Heard::Length length, std::chrono::milliseconds heard)
{
    Heard each;
    each.begin(length, kStart);
    return each.left(kStart + heard);
}

TEST(Heard, HalfOfItOrFourMinutesIsPlayed)
{
    EXPECT_EQ(leftAfter(3min, 89s), Verdict::Skipped);
    EXPECT_EQ(leftAfter(3min, 90s), Verdict::Played);
    EXPECT_EQ(leftAfter(1h, 239s), Verdict::Skipped);
    EXPECT_EQ(leftAfter(1h, 4min), Verdict::Played);
}

TEST(Heard, WhatIsShorterThanThirtySecondsSaysNothing)
{
    EXPECT_EQ(leftAfter(29999ms, 29s), Verdict::Nothing);
    EXPECT_EQ(leftAfter(30s, 15s), Verdict::Played);
}

TEST(Heard, AnUnknownLengthTakesFourMinutes)
{
    EXPECT_EQ(leftAfter(0ms, 3min), Verdict::Skipped);
    EXPECT_EQ(leftAfter(0ms, 4min), Verdict::Played);
    EXPECT_EQ(leftAfter(-5ms, 4min), Verdict::Played);
}

TEST(Heard, PausesAreNotHeard)
{
    Heard heard;
    heard.begin(2min, kStart, 10s);
    heard.pause(kStart + 20s);
    heard.pause(kStart + 50s); // said twice
    EXPECT_EQ(heard.heard(kStart + 1h), 30s);
    heard.resume(kStart + 1h);
    heard.resume(kStart + 1h + 20s); // said twice
    EXPECT_EQ(heard.heard(kStart + 1h + 29s), 59s);
    EXPECT_EQ(heard.left(kStart + 1h + 29s), Verdict::Skipped);
    EXPECT_EQ(heard.left(kStart + 1h + 30s), Verdict::Played);
}

} // namespace
} // namespace taraf::service
