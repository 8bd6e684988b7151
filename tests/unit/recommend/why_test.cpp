#include "songs.h"
#include "taraf/base/track.h"
#include "taraf/recommend/why.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace taraf::recommend {
namespace {

using test::Shelf;

/// Of the whole, timbre, rhythm and harmony.
template<class Value> std::array<Value, kPartCount> ofParts(Value whole, Value timbre, Value rhythm, Value harmony)
{
    return {whole, whole, whole, whole, timbre, rhythm, harmony};
}

const Calibration kCalibration{ofParts<Spread>({0.1F, 0.1F}, {0.2F, 0.2F}, {0.0F, 0.3F}, {-0.1F, 0.2F}), 0.1F};

Song tagged(std::vector<std::string> artists, std::vector<std::string> genres, int year, std::int64_t album = 0)
{
    Song song;
    song.artistKeys = std::move(artists);
    song.genres = std::move(genres);
    song.year = year;
    song.album = AlbumId(album);
    return song;
}

std::string textOf(const std::array<float, 4> &c, const Song &a, const Song &b, Against against = Against::Query)
{
    return explain(a, ofParts(c[0], c[1], c[2], c[3]), {&b, 1}, kCalibration, against).text();
}

TEST(Why, NamesThePartsThatStandOutStrongestFirst)
{
    const Song nobody;
    // Scores: timbre (0.5 - 0.2) / 0.2 = 1.5, rhythm 0.9 / 0.3 = 3, harmony 0.3 / 0.2 = 1.5.
    EXPECT_EQ(textOf({0.5F, 0.5F, 0.9F, 0.0F}, nobody, nobody), "rhythm and timbre alike");
    EXPECT_EQ(textOf({0.5F, 0.6F, 0.9F, 0.4F}, nobody, nobody), "close in every respect");
    EXPECT_EQ(textOf({0.5F, 0.0F, 0.0F, 0.0F}, nobody, nobody), "alike as a whole");
    EXPECT_EQ(textOf({0.0F, 0.0F, 0.0F, 0.0F}, nobody, nobody), "nothing stands out");
    EXPECT_EQ(textOf({0.1F, 0.6F, 0.0F, 0.0F}, nobody, nobody, Against::Query),
              "only timbre alike");
    EXPECT_EQ(textOf({0.5F, 0.6F, 0.0F, 0.0F}, nobody, nobody, Against::Previous), "with the track before: timbre alike");
}

TEST(Why, ANegativeCosineIsNeverALikeness)
{
    Calibration opposed = kCalibration;
    opposed.parts[3] = {-0.9F, 0.1F};
    const Song nobody;
    EXPECT_TRUE(explain(nobody, {0, 0, 0, -0.3F}, {&nobody, 1}, opposed).alike.empty());
}

TEST(Why, NamesGenreEraAlbumAndArtist)
{
    const std::array<float, 4> alike{0.5F, 0.6F, 0.0F, 0.0F};
    EXPECT_EQ(textOf(alike, tagged({"a"}, {"Jazz"}, 1991), tagged({"b"}, {"Rock", "jazz"}, 1999)), "timbre alike, same genre (Jazz), both 1990s");
    EXPECT_EQ(textOf(alike, tagged({"a"}, {}, 1991, 5), tagged({"a"}, {}, 1989, 5)), "timbre alike, same artist, same album, 1989 and 1991");
    EXPECT_EQ(textOf(alike, tagged({"a"}, {"Other"}, 1995), tagged({"b"}, {"other"}, 1989)), "timbre alike");
    EXPECT_EQ(textOf(alike, tagged({"various artists"}, {}, 0), tagged({"various artists"}, {}, 0)), "timbre alike");
}

TEST(Why, AgainstSeveralAClaimHoldsForEach)
{
    const std::vector<Song> album{tagged({"a"}, {"Jazz", "Bop"}, 1961), tagged({"b"}, {"bop"}, 1963)};
    const Why why = explain(tagged({"a"}, {"Jazz", "Bop"}, 1960), {}, album, kCalibration);
    EXPECT_EQ(why.genre, "Bop");
    EXPECT_FALSE(why.sameArtist);
    EXPECT_EQ(why.text(), "same genre (Bop), all 1960s");
}

/// Each claim is looked up in the data again, by its definition.
TEST(Why, ClaimsOnlyWhatTheDataBearsOut)
{
    Shelf shelf(7);
    const std::vector<std::string> genres{"Jazz", "jazz", "Rock", "Other", "", "Pop"};
    const std::vector<std::string> artists{"a", "b", "c", "", "various artists", "unknown artist"};
    const auto random = [&] {
        Song song = tagged({artists[shelf.upTo(artists.size())]}, {genres[shelf.upTo(genres.size())], genres[shelf.upTo(genres.size())]},
                           shelf.upTo(4) == 0 ? 0 : 1980 + static_cast<int>(shelf.upTo(25)), static_cast<std::int64_t>(shelf.upTo(4)));
        if (shelf.upTo(3) == 0) song.artistKeys.push_back(artists[shelf.upTo(artists.size())]);
        return song;
    };
    int claims = 0;
    for (int run = 0; run < 10'000; ++run) {
        const Song song = random();
        std::vector<Song> others;
        for (std::size_t n = 1 + shelf.upTo(3); n > 0; --n) others.push_back(random());
        std::array<float, kPartCount> cosines{};
        for (float &cosine : cosines) cosine = 2.0F * shelf.uniform() - 1.0F;
        const Why why = explain(song, cosines, others, kCalibration);

        for (const Part part : {Part::Timbre, Part::Rhythm, Part::Harmony}) {
            const auto i = static_cast<std::size_t>(part);
            const bool claimed = std::ranges::find(why.alike, part) != why.alike.end();
            const bool holds = cosines[i] > 0 && (cosines[i] - kCalibration.parts[i].mean) / kCalibration.parts[i].deviation >= kStandsOut;
            ASSERT_EQ(claimed, holds);
            if (claimed && why.alike.size() < 3) {
                ASSERT_NE(why.text().find(name(part)), std::string::npos);
            }
            if (!claimed && why.closest != part) {
                ASSERT_EQ(why.text().find(name(part)), std::string::npos);
            }
            if (why.closest) {
                const auto c = static_cast<std::size_t>(*why.closest);
                const auto score = [&](std::size_t any) { return (cosines[any] - kCalibration.parts[any].mean) / kCalibration.parts[any].deviation; };
                ASSERT_TRUE(why.alike.empty() && cosines[c] > 0 && score(c) > 0);
                ASSERT_TRUE(cosines[i] <= 0 || score(i) <= score(c) + 1e-4F) << "none is closer";
            }
        }
        ASSERT_EQ(why.text().find("every respect") != std::string::npos, why.alike.size() == 3);
        for (const Song &other : others) {
            if (!why.genre.empty()) {
                ASSERT_TRUE(std::ranges::any_of(other.genres, [&](const std::string &g) { return comparable(g) == comparable(why.genre); }));
            }
            if (why.era == Era::Decade) {
                ASSERT_TRUE(other.year > 0 && other.year / 10 == song.year / 10);
            }
            if (why.era == Era::Close) {
                ASSERT_TRUE(other.year > 0 && std::abs(other.year - song.year) <= 3);
            }
            if (why.sameAlbum) {
                ASSERT_TRUE(song.album.isValid() && other.album == song.album);
            }
            if (why.sameArtist) {
                ASSERT_TRUE(std::ranges::any_of(song.artistKeys, [&](const std::string &key) {
                    return key.size() == 1 && std::ranges::find(other.artistKeys, key) != other.artistKeys.end();
                }));
            }
        }
        claims += why.sameArtist + why.sameAlbum + (why.era != Era::None) + !why.genre.empty();
    }
    EXPECT_GT(claims, 5'000) << "the cases reach the claims";
}

} // namespace
} // namespace taraf::recommend
