#include "clips.h"

#include <gtest/gtest.h>

namespace taraf::cli {
namespace {

TEST(Clips, TimesAreSecondsOrClockTimes)
{
    const auto seconds = [](std::string_view text) { return momentOf(text).value_or(Seconds(-1)).count(); };
    EXPECT_EQ(seconds("0"), 0);
    EXPECT_EQ(seconds("90"), 90);
    EXPECT_EQ(seconds("90.25"), 90.25);
    EXPECT_EQ(seconds("1:30"), 90);
    EXPECT_EQ(seconds("1:02:03.5"), 3723.5);
    EXPECT_EQ(seconds("100:00"), 6000);
    for (const char *wrong : {"", "-1", "+1", "1:", ":30", "1:60", "1:2:60", "1.5:00", "1:2:3:4", "1e3", "inf", "nan", "30s", " 30", "1,5", "1.2.3", "9999999"}) {
        const auto moment = momentOf(wrong);
        ASSERT_FALSE(moment) << wrong;
        EXPECT_EQ(moment.error().code, ErrorCode::InvalidArgument);
        EXPECT_NE(moment.error().message.find("1:30"), std::string::npos) << "an example";
    }
}

TEST(Clips, SpansAreThreeSecondsToTenMinutes)
{
    EXPECT_EQ(spanOf("30-40"), (Span{Seconds(30), Seconds(40)}));
    EXPECT_EQ(spanOf("1:30-1:45.5"), (Span{Seconds(90), Seconds(105.5)}));
    EXPECT_TRUE(spanOf("0-3"));
    EXPECT_TRUE(spanOf("0-600"));
    for (const char *wrong : {"", "30", "30-", "-40", "40-30", "30-30", "30-32.9", "0-600.1", "30--40", "30-40-50", "a-b"}) EXPECT_FALSE(spanOf(wrong)) << wrong;
}

TEST(Clips, EachIsAFileAPartAndMaybeAFocus)
{
    const std::vector<std::string> words{"a.mp3", "30-40", "mood", "b.flac", "0:00-0:15", ""};
    const auto clips = clipsOf(words);
    ASSERT_TRUE(clips);
    ASSERT_EQ(clips->size(), 2U);
    EXPECT_EQ(clips->at(0).path, "a.mp3");
    EXPECT_EQ(clips->at(0).focus, Focus::Mood);
    EXPECT_EQ(clips->at(1).span, (Span{Seconds(0), Seconds(15)}));
    EXPECT_FALSE(clips->at(1).focus);
    const auto wrong = clipsOf(std::vector<std::string>{"a.mp3", "30-40", "b.flac"});
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("b.flac"), std::string::npos);
}

TEST(Clips, SixOfThreeFilesAtMost)
{
    const auto clips = [](int count, int files) {
        std::vector<std::string> words;
        for (int i = 0; i < count; ++i) words.insert(words.end(), {std::to_string(i % files), "0-10", ""});
        return clipsOf(words);
    };
    EXPECT_TRUE(clips(6, 3));
    EXPECT_FALSE(clips(7, 3));
    EXPECT_FALSE(clips(4, 4));
}

} // namespace
} // namespace taraf::cli
