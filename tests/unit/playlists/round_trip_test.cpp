#include "names.h"
#include "taraf/playlists/read.h"
#include "taraf/playlists/write.h"
#include "taraf/test/folder.h"

#include <gtest/gtest.h>

namespace taraf::playlists {
namespace {

struct Way {
    Format format;
    Player player;
    bool relative;
};

std::string describe(const Way &way)
{
    return std::string(name(way.format)) + " for " + std::string(name(way.player)) + (way.relative ? ", relative" : "");
}

std::vector<Way> ways()
{
    std::vector<Way> out;
    for (const Format format : {Format::M3u8, Format::Xspf, Format::Pls, Format::Json}) {
        for (const Player player : {Player::Any, Player::Strawberry, Player::Clementine, Player::Audacious, Player::Fooyin, Player::Vlc}) {
            for (const bool relative : {false, true}) out.push_back({format, player, relative});
        }
    }
    return out;
}

Playlist hostileList(const std::string &folder)
{
    Playlist list{"A list", {}};
    int number = 0;
    for (const std::string &name : hostileNames()) {
        PlaylistEntry entry;
        entry.path = folder + "/" + name;
        entry.artist = "The Artist";
        entry.title = "Title " + std::to_string(++number);
        entry.duration = Milliseconds{1'000 * number};
        list.entries.push_back(entry);
    }
    return list;
}

TEST(RoundTrip, EveryNameComesBackInEveryForm)
{
    const Playlist list = hostileList("/music/a #folder?/100%");
    for (const Way &way : ways()) {
        SCOPED_TRACE(describe(way));
        const std::string folder = "/music/lists";
        const auto bytes = render(list, {way.format, way.player, way.relative ? std::optional(folder) : std::nullopt});
        ASSERT_TRUE(bytes);
        const auto back = parse(*bytes, detect(*bytes), folder, Strictness::Strict);
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(back->title, list.title);
        ASSERT_EQ(back->entries.size(), list.entries.size());
        for (std::size_t i = 0; i < list.entries.size(); ++i) EXPECT_EQ(back->entries[i], list.entries[i]) << list.entries[i].path;
    }
}

TEST(RoundTrip, RelativeListsMoveWithTheirMusic)
{
    const Playlist list = hostileList("/old place/music");
    for (const Way &way : ways()) {
        if (!way.relative || way.player != Player::Any) continue;
        SCOPED_TRACE(describe(way));
        const auto bytes = render(list, {way.format, way.player, "/old place"});
        ASSERT_TRUE(bytes);
        const auto moved = parse(*bytes, way.format, "/new");
        ASSERT_TRUE(moved);
        EXPECT_EQ(moved->entries[1].path, "/new/music/two words.mp3");
        EXPECT_EQ(moved->entries[5].path, "/new/music/#1 hit.mp3");
    }
}

TEST(RoundTrip, ThroughFiles)
{
    const test::TemporaryFolder folder;
    const Playlist list = hostileList(folder.path());
    for (const Format format : {Format::M3u8, Format::Xspf, Format::Pls, Format::Json}) {
        const std::string path = folder / ("list." + std::string(name(format)));
        ASSERT_TRUE(write(path, list, {format, Player::Any, folder.path()}));
        const auto back = read(path);
        ASSERT_TRUE(back) << back.error().message;
        EXPECT_EQ(*back, list) << name(format);
    }
}

TEST(RoundTrip, HostileTagsSurviveWhereTheFormatHoldsThem)
{
    Playlist list{"<b>&\"'", {}};
    for (const std::string &name : hostileNames()) {
        if (name.find_first_of("\n\r\t\x01\xFF") != std::string::npos || name.starts_with("\xEF\xBB\xBF")) continue;
        PlaylistEntry entry;
        entry.path = "/x";
        entry.artist = entry.title = entry.album = name;
        entry.track = 3;
        list.entries.push_back(entry);
    }
    for (const Format format : {Format::Xspf, Format::Json}) {
        const auto bytes = render(list, {format, Player::Any, {}});
        ASSERT_TRUE(bytes);
        const auto back = parse(*bytes, format, "");
        ASSERT_TRUE(back) << back.error().message;
        ASSERT_EQ(back->entries.size(), list.entries.size());
        EXPECT_EQ(back->title, list.title);
        for (std::size_t i = 0; i < list.entries.size(); ++i) EXPECT_EQ(back->entries[i].title, list.entries[i].title) << name(format);
        EXPECT_EQ(*back, list) << name(format);
    }
}

} // namespace
} // namespace taraf::playlists
