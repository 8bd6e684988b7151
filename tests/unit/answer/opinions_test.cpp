#include "small_library.h"
#include "taraf/answer/opinions.h"

#include <algorithm>

namespace taraf::answer {
namespace {

using test::must;

class OpinionsTest : public test::SmallLibrary
{
protected:
    [[nodiscard]] std::vector<TrackAnswer> like(const Answers &answers, const RuleTexts &rules = {}) const
    {
        return must(answers.similar({.seeds = {must(answers.find(pathOf(0, 0)))}, .minus = {}, .count = 30, .focus = Focus::Overall, .rules = rules})).tracks;
    }
    static bool has(const std::vector<TrackAnswer> &tracks, const std::string &path)
    {
        return std::ranges::any_of(tracks, [&](const TrackAnswer &each) { return each.track.path == path; });
    }
};

TEST_F(OpinionsTest, ARatingIsSeenInAnswersAndSaysWhatWasBefore)
{
    const Answers answers = this->answers();
    const std::string path = pathOf(0, 3);
    ASSERT_TRUE(has(like(answers), path));
    const auto judged = must(judge(answers, {path}, {.rating = 7, .feeling = {}}));
    ASSERT_EQ(judged.size(), 1U);
    EXPECT_EQ(judged[0].name, "Artist 0 – Name 3 of 0");
    EXPECT_EQ(judged[0].former, Opinion());
    EXPECT_EQ(must(judge(answers, {path}, {.rating = {}, .feeling = Feeling::Love})).at(0).opinion, (Opinion{.rating = 7, .feeling = Feeling::Love})) << "the rest stays";
    const auto tracks = like(answers);
    const auto found = std::ranges::find(tracks, path, [](const TrackAnswer &each) { return each.track.path; });
    ASSERT_NE(found, tracks.end());
    EXPECT_EQ(found->track.opinion.rating, 7);
    EXPECT_EQ(must(opinions(answers)).at(0).path, path);
}

TEST_F(OpinionsTest, WhatIsRejectedIsNotOfferedUntilItIsTakenBack)
{
    const Answers answers = this->answers();
    const std::string path = pathOf(0, 3);
    must(judge(answers, {path}, {.rating = {}, .feeling = Feeling::Reject}));
    EXPECT_FALSE(has(like(answers), path));
    EXPECT_TRUE(has(like(answers, {{"unwanted", "in"}}), path)) << "the question's own word";
    const auto radio = must(answers.radio({.seeds = {must(answers.find(pathOf(0, 0)))}, .length = 100, .rules = {{"per-artist", "0"}}}));
    EXPECT_FALSE(has(radio.tracks, path));
    must(judge(answers, {path}, {.rating = {}, .feeling = Feeling::None}));
    EXPECT_TRUE(has(like(answers), path));
}

TEST_F(OpinionsTest, AHatedAlbumOrArtistTakesItsTracksAlong)
{
    const Answers answers = this->answers();
    const auto by = [&](int artist) {
        const auto tracks = like(answers);
        return std::ranges::count_if(tracks, [&](const TrackAnswer &each) { return each.track.path.starts_with(folderOf(artist) + "/"); });
    };
    ASSERT_GT(by(0), 0);
    must(judge(answers, {folderOf(0)}, {.rating = {}, .feeling = Feeling::Hate}));
    EXPECT_EQ(by(0), 0);
    const std::string other = like(answers).at(0).track.artist();
    must(judge(answers, {"artist:" + other}, {.rating = {}, .feeling = Feeling::Hate}));
    EXPECT_TRUE(std::ranges::none_of(like(answers), [&](const TrackAnswer &each) { return each.track.artist() == other; }));
    const auto albums = must(answers.similarAlbums({.seeds = {must(answers.find(folderOf(1)))}, .minus = {}, .count = 19, .focus = Focus::Overall}));
    EXPECT_TRUE(std::ranges::none_of(albums.albums, [&](const AlbumAnswer &each) { return each.album.artist == other || each.album.title == "Album 0"; }));
}

TEST_F(OpinionsTest, AllOrNothing)
{
    const Answers answers = this->answers();
    EXPECT_EQ(judge(answers, {pathOf(0, 0), "/nowhere.mp3"}, {.rating = 4, .feeling = {}}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(judge(answers, {pathOf(0, 0), "artist:Various Artists"}, {.rating = 4, .feeling = {}}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(judge(answers, {"/music"}, {.rating = 4, .feeling = {}}).error().code, ErrorCode::InvalidArgument) << "a folder of many albums";
    EXPECT_EQ(judge(answers, {pathOf(0, 0), pathOf(0, 1)}, {.rating = 11, .feeling = {}}).error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(must(opinions(answers)).empty());
}

} // namespace
} // namespace taraf::answer
