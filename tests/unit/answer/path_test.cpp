#include "small_library.h"

#include <set>

namespace taraf::answer {
namespace {

using test::ids;
using test::must;

class PathTest : public test::SmallLibrary
{
protected:
    [[nodiscard]] PathQuestion between(const std::string &from, const std::string &to, std::size_t length) const
    {
        return {.from = must(answers().find(from)), .to = must(answers().find(to)), .length = length, .focus = Focus::Overall, .rules = {}, .explain = true};
    }
};

TEST_F(PathTest, BothEndsAreThereAndNothingTwice)
{
    for (const std::size_t length : {2U, 3U, 12U, 30U}) {
        const PathQuestion question = between(pathOf(1, 1), pathOf(9, 5), length);
        const RadioAnswer path = must(answers().path(question));
        ASSERT_EQ(path.tracks.size(), length);
        EXPECT_EQ(path.tracks.front().track.path, pathOf(1, 1));
        EXPECT_EQ(path.tracks.back().track.path, pathOf(9, 5));
        const auto all = ids(path.tracks);
        EXPECT_EQ(std::set(all.begin(), all.end()).size(), length);
        for (const TrackAnswer &track : path.tracks) EXPECT_FALSE(track.why.empty() || track.arithmetic.empty());
        EXPECT_EQ(ids(must(answers().path(question)).tracks), all);
    }
}

TEST_F(PathTest, AnAlbumIsItsMiddleAndAStrangerItself)
{
    PathQuestion question = between(folderOf(1), pathOf(9, 5), 6);
    const RadioAnswer path = must(answers().path(question));
    EXPECT_TRUE(path.tracks.front().track.path.starts_with(folderOf(1) + "/"));
    question.from = {.kind = Seed::Kind::Outside, .path = "/else/where.mp3", .label = "where.mp3", .recordings = {}, .outside = {}, .heard = std::vector<float>(kVectorSize, 0.05F), .heardAs = {}, .part = {}, .focus = {}};
    const RadioAnswer stranger = must(answers().path(question));
    ASSERT_EQ(stranger.tracks.size(), 6U);
    EXPECT_EQ(stranger.tracks.front().track.path, "/else/where.mp3");
    EXPECT_EQ(stranger.tracks.front().track.titleOrName(), "where.mp3");
}

TEST_F(PathTest, WhatMakesNoPathIsRefused)
{
    EXPECT_EQ(answers().path(between(pathOf(1, 1), pathOf(1, 1), 5)).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(answers().path(between(pathOf(1, 1), pathOf(1, 2), 1)).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(answers().path(between(pathOf(1, 1), pathOf(1, 2), 1'001)).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace taraf::answer
