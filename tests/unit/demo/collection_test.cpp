#include "decoded.h"
#include "first_tracks.h"
#include "plan.h"

#include <gmock/gmock.h>
#include <map>
#include <set>

namespace taraf::demo {
namespace {

TEST(DemoPlan, IsACollectionWorthTrying)
{
    std::set<std::string_view> artists;
    std::set<int> decades;
    std::set<std::string> paths;
    std::map<Style, std::set<std::string_view>> artistsOf;
    int flac = 0;
    for (const AlbumPlan &album : shelf()) {
        artists.insert(album.artist);
        decades.insert(album.year / 10);
        artistsOf[album.style].insert(album.artist);
        flac += album.format == Format::Flac ? 1 : 0;
        EXPECT_GE(album.tracks.size(), 3U) << album.title;
        EXPECT_LE(album.tracks.size(), 4U) << album.title;
    }
    EXPECT_EQ(artists.size(), 8U);
    EXPECT_GE(shelf().size(), 12U);
    EXPECT_GE(decades.size(), 5U);
    EXPECT_GE(flac, 6);
    EXPECT_LE(flac, std::ssize(shelf()) - 6);
    EXPECT_EQ(artistsOf.size(), 9U) << "every style is there";
    EXPECT_GE(std::ranges::count_if(artistsOf, [](const auto &style) { return style.second.size() > 1; }), 2) << "similar music by somebody else";

    const auto tracks = planTracks(1, 0);
    EXPECT_GE(tracks.size(), 38U);
    for (const TrackPlan &track : tracks) {
        EXPECT_TRUE(paths.insert(track.folder + "/" + track.file).second) << track.file;
        EXPECT_GE(track.seconds, 62);
        EXPECT_LE(track.seconds, 80);
    }
}

TEST(DemoPlan, ASeedChangesTheMusicAndNotTheNames)
{
    const auto one = planTracks(1, 0);
    const auto two = planTracks(2, 0);
    ASSERT_EQ(one.size(), two.size());
    std::set<std::uint64_t> seeds;
    for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(one[i].file, two[i].file);
        seeds.insert({one[i].seed, two[i].seed});
    }
    EXPECT_EQ(seeds.size(), 2 * one.size());
    EXPECT_EQ(planTracks(1, 1).size(), shelf().size());
}

TEST(DemoCollection, SaysWhatItWrote)
{
    const FirstTracks &demo = FirstTracks::made();
    ASSERT_TRUE(demo.summary) << demo.summary.error().message;
    const auto files = musicBelow(demo.folder.path());
    std::uint64_t bytes = 0;
    for (const std::string &file : files) bytes += std::filesystem::file_size(demo.folder / file);
    EXPECT_EQ(*demo.summary, (DemoSummary{.artists = 8, .albums = shelf().size(), .tracks = shelf().size(), .bytes = bytes, .written = shelf().size()}));
    EXPECT_EQ(files.size(), shelf().size());
    EXPECT_LT(bytes / files.size(), 1'000'000U) << "42 of them stay below 40 MB";

    ASSERT_EQ(demo.told.size(), files.size() + 1);
    for (std::size_t i = 0; i < demo.told.size(); ++i) {
        EXPECT_EQ(demo.told[i].done, i);
        EXPECT_EQ(demo.told[i].total, files.size());
    }
}

TEST(DemoCollection, IsTagged)
{
    const FirstTracks &demo = FirstTracks::made();
    for (const TrackPlan &plan : planTracks(DemoOptions{}.seed, 1)) {
        SF_INFO info{};
        const Sound file = openSound(demo.folder / (plan.folder + "/" + plan.file), info);
        ASSERT_NE(file, nullptr) << plan.file;
        const auto tag = [&](int which) {
            const char *text = sf_get_string(file.get(), which);
            return std::string(text == nullptr ? "" : text);
        };
        EXPECT_EQ(tag(SF_STR_TITLE), plan.title);
        EXPECT_EQ(tag(SF_STR_ARTIST), plan.album->artist);
        EXPECT_EQ(tag(SF_STR_ALBUM), plan.album->title);
        EXPECT_EQ(tag(SF_STR_DATE), std::to_string(plan.album->year));
        EXPECT_EQ(tag(SF_STR_TRACKNUMBER), "1");
        EXPECT_EQ(tag(SF_STR_GENRE), plan.album->genre);
        EXPECT_EQ(tag(SF_STR_LICENSE), "CC0-1.0");
        EXPECT_NE(tag(SF_STR_COMMENT), "");
        EXPECT_NE(tag(SF_STR_COPYRIGHT), "");
        EXPECT_EQ(info.samplerate, plan.album->rate);
        EXPECT_EQ(info.channels, plan.album->channels);
        EXPECT_EQ(info.format, plan.album->format == Format::Flac ? SF_FORMAT_FLAC | SF_FORMAT_PCM_16 : SF_FORMAT_OGG | SF_FORMAT_VORBIS);
    }
}

} // namespace
} // namespace taraf::demo
