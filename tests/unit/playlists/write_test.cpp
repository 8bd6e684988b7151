#include "taraf/base/file.h"
#include "taraf/base/path.h"
#include "taraf/playlists/read.h"
#include "taraf/playlists/write.h"
#include "taraf/test/folder.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace taraf::playlists {
namespace {

PlaylistEntry entry(std::string path, std::string artist = "", std::string title = "", int milliseconds = 0)
{
    PlaylistEntry out;
    out.path = std::move(path);
    out.artist = std::move(artist);
    out.title = std::move(title);
    out.duration = Milliseconds{milliseconds};
    return out;
}

std::string rendered(const Playlist &playlist, const WriteOptions &options)
{
    auto bytes = render(playlist, options);
    return bytes ? *bytes : "failed: " + bytes.error().message;
}

TEST(Write, M3u8IsUrisWithExtinf)
{
    const Playlist list{"Mix", {entry("/m/a b#.mp3", "Ann", "One", 61'500), entry("/m/c.mp3", "", "", 0), entry("/m/d.mp3", "", "Two", 1)}};
    EXPECT_EQ(rendered(list, {}), "#EXTM3U\n#PLAYLIST:Mix\n"
                                  "#EXTINF:62,Ann - One\nfile:///m/a%20b%23.mp3\n"
                                  "#EXTINF:-1,\nfile:///m/c.mp3\n"
                                  "#EXTINF:0,Two\nfile:///m/d.mp3\n");
}

TEST(Write, NamesThatPlayersWouldSplitElsewhereAreLeftOut)
{
    const auto extinf = [](std::string artist, std::string title) {
        const std::string all = rendered({"", {entry("/a", std::move(artist), std::move(title), 5'000)}}, {});
        return all.substr(8, all.find('\n', 8) - 8);
    };
    EXPECT_EQ(extinf("Ti", "Live"), "#EXTINF:5,Ti - Live");
    EXPECT_EQ(extinf("Ti - Live", "x"), "#EXTINF:5,");
    EXPECT_EQ(extinf("x", "Ti - Live"), "#EXTINF:5,");
    EXPECT_EQ(extinf("", "Ti - Live"), "#EXTINF:5,");
    EXPECT_EQ(extinf("Ti -", "Live"), "#EXTINF:5,");
    EXPECT_EQ(extinf("Ti", "- Live"), "#EXTINF:5,");
    EXPECT_EQ(extinf("Ti-", "-Live"), "#EXTINF:5,Ti- - -Live");
}

TEST(Write, AnAlbumThatPlayersTakeForALengthIsLeftOut)
{
    const auto hasAlbum = [](std::string album) {
        PlaylistEntry one = entry("/a", "Ti", "Live", 5'000);
        one.album = std::move(album);
        return rendered({"", {one}}, {}).contains("#EXTALB:");
    };
    for (const char *album : {"1984", "25", "1,000 Fires", " 7 ", "-1"}) EXPECT_FALSE(hasAlbum(album)) << album;
    for (const char *album : {"1984 Live", "Blue, 1", "2001: x", "."}) EXPECT_TRUE(hasAlbum(album)) << album;
}

TEST(Write, ACommaPartsNoTitleForVlc)
{
    const auto extinf = [](std::string artist, Player player) { return rendered({"", {entry("/a", std::move(artist), "One, Two", 5'000)}}, {Format::M3u8, player, {}}); };
    EXPECT_TRUE(extinf("", Player::Vlc).contains("#EXTINF:5,\n"));
    EXPECT_TRUE(extinf("", Player::Any).contains("#EXTINF:5,One, Two\n"));
    EXPECT_TRUE(extinf("Ann", Player::Vlc).contains("#EXTINF:5,Ann - One, Two\n"));
}

TEST(Write, NoTitleBreaksALine)
{
    PlaylistEntry hostile = entry("/a", "x\r\nfile:///etc/passwd", std::string("y\0z\n#EXTINF:1,\u2028q", 19));
    hostile.album = "b\nFile9=/etc/shadow";
    const Playlist list{"t\n/etc/passwd", {hostile}};
    EXPECT_EQ(rendered(list, {}), "#EXTM3U\n#PLAYLIST:t /etc/passwd\n#EXTINF:-1,x file:///etc/passwd - y z #EXTINF:1, q\n"
                                  "#EXTALB:b File9=/etc/shadow\nfile:///a\n");
    for (const Format format : {Format::M3u8, Format::Pls, Format::Xspf, Format::Json}) {
        const auto back = parse(rendered(list, {format, Player::Any, {}}), format, "");
        ASSERT_TRUE(back) << name(format);
        ASSERT_EQ(back->entries.size(), 1U) << name(format);
        EXPECT_EQ(back->entries[0].path, "/a");
    }
}

TEST(Write, XspfTitleComesFirstAndEverythingIsThere)
{
    PlaylistEntry one = entry("/m/#1.mp3", "A & B", "<T>", 61'000);
    one.album = "L";
    one.track = 7;
    const Playlist list{"P", {one}};
    const std::string xml = rendered(list, {Format::Xspf, Player::Any, {}});
    EXPECT_LT(xml.find("<title>P</title>"), xml.find("<trackList>"));
    for (const char *part : {"<location>file:///m/%231.mp3</location>", "<title>&lt;T&gt;</title>", "<creator>A &amp; B</creator>", "<album>L</album>",
                             "<duration>61000</duration>", "<trackNum>7</trackNum>"}) {
        EXPECT_NE(xml.find(part), std::string::npos) << part << " in " << xml;
    }
    EXPECT_EQ(rendered({"", {entry("/a")}}, {Format::Xspf, Player::Any, {}}).find("trackNum"), std::string::npos);
}

TEST(Write, EachPlayerGetsTheFormItReads)
{
    const Playlist list{"", {entry("/m/#1 x.mp3")}};
    const auto location = [&](Player player, std::optional<std::string> folder) {
        const std::string xml = rendered(list, {Format::Xspf, player, std::move(folder)});
        const std::size_t start = xml.find("<location>") + 10;
        return xml.substr(start, xml.find("</location>") - start);
    };
    EXPECT_EQ(location(Player::Any, {}), "file:///m/%231%20x.mp3");
    EXPECT_EQ(location(Player::Audacious, {}), "file:///m/%231%20x.mp3");
    EXPECT_EQ(location(Player::Clementine, {}), "file:///m/%231%20x.mp3");
    EXPECT_EQ(location(Player::Strawberry, {}), "/m/%231%20x.mp3");
    EXPECT_EQ(location(Player::Any, "/m/lists"), "../%231%20x.mp3");
    EXPECT_EQ(location(Player::Clementine, "/m/lists"), "file:///m/%231%20x.mp3");
}

TEST(Write, RelativeLinesArePlainWherePlayersReadThem)
{
    const auto line = [](const std::string &path, const std::optional<std::string> &folder, Player player = Player::Any) {
        const std::string all = rendered({"", {entry(path)}}, {Format::M3u8, player, folder});
        return all.substr(all.find("-1,\n") + 4);
    };
    EXPECT_EQ(line("/m/a/b c.mp3", "/m"), "a/b c.mp3\n");
    EXPECT_EQ(line("/m/ab:c", "/m"), "./ab:c\n");
    EXPECT_EQ(line("/m/ a", "/m"), "./ a\n");
    EXPECT_EQ(line("/m/a\\b", "/m"), "./a\\b\n");
    EXPECT_EQ(line("/m/b.mp3", "/m/lists/x/"), "../../b.mp3\n");
    EXPECT_EQ(line("/music/b.mp3", "/mus"), "../music/b.mp3\n");
    EXPECT_EQ(line("/m/#b.mp3", "/m"), "./#b.mp3\n");
    EXPECT_EQ(line("/m/b", "/"), "m/b\n");
    EXPECT_EQ(line("/m/b\n", "/m"), "file:///m/b%0A\n");
    EXPECT_EQ(line("/m/b ", "/m"), "file:///m/b%20\n");
    EXPECT_EQ(line("/m/\xFF", "/m"), "file:///m/%FF\n");
    EXPECT_EQ(line("/m/b?1", "/m"), "file:///m/b%3F1\n");
    // fooyin reads no URIs of files, and has no tracks in files behind '?'.
    EXPECT_EQ(line("/m/#b 100%20.mp3", {}, Player::Fooyin), "/m/#b 100%20.mp3\n");
    EXPECT_EQ(line("/m/b?1", {}, Player::Fooyin), "/m/b?1\n");
    EXPECT_EQ(line("/m/#b", "/m", Player::Fooyin), "./#b\n");
    EXPECT_EQ(line("/m/b\n", {}, Player::Fooyin), "file:///m/b%0A\n");
    // VLC takes a line that can be a URI reference for one.
    EXPECT_EQ(line("/m/b c.mp3", "/m", Player::Vlc), "b c.mp3\n");
    for (const std::string name : {"#b", "50%", "%20", "b?", "[b]"}) EXPECT_EQ(line("/m/" + name, "/m", Player::Vlc), fileUri("/m/" + name) + "\n");
    EXPECT_EQ(line("/m/[b] #1.mp3", {}, Player::Vlc), "file:///m/%5Bb%5D%20%231.mp3\n");
}

TEST(Write, PlsAndJson)
{
    const Playlist list{"", {entry("/a b", "A", "T", 2'000), entry("/\xFF")}};
    EXPECT_EQ(rendered(list, {Format::Pls, Player::Any, {}}),
              "[playlist]\nFile1=file:///a%20b\nTitle1=A - T\nLength1=2\nFile2=file:///%FF\nLength2=-1\nNumberOfEntries=2\nVersion=2\n");
    const std::string json = rendered(list, {Format::Json, Player::Any, {}});
    EXPECT_NE(json.find("\"uri\": \"file:///%FF\""), std::string::npos) << json;
    EXPECT_NE(json.find("\"path\": \"/\xEF\xBF\xBD\""), std::string::npos) << json;
}

TEST(Write, WhatIsNoFileKeepsItsUri)
{
    PlaylistEntry radio;
    radio.uri = "http://h/a b?q=1#f";
    PlaylistEntry local;
    local.uri = "file:///m/a";
    const Playlist list{"", {radio, PlaylistEntry{}, local}};
    EXPECT_EQ(rendered(list, {}), "#EXTM3U\n#EXTINF:-1,\nhttp://h/a%20b?q=1#f\n#EXTINF:-1,\nfile:///m/a\n");
}

TEST(Write, RefusesPathsThatAreNone)
{
    EXPECT_EQ(render({"", {entry("a/b")}}).error_or(Error{}).code, ErrorCode::InvalidArgument);
    EXPECT_EQ(render({"", {entry(std::string("/a\0b", 4))}}).error_or(Error{}).code, ErrorCode::InvalidArgument);
    EXPECT_EQ(render({"", {}}, {Format::M3u8, Player::Any, "here"}).error_or(Error{}).code, ErrorCode::InvalidArgument);
}

TEST(Write, FilesAreReplacedWhole)
{
    const test::TemporaryFolder folder;
    const std::string path = folder / "list.m3u8";
    const Playlist list{"list", {entry("/a", "A", "T", 1'000)}};
    ASSERT_TRUE(write(path, list));
    ASSERT_TRUE(write(path, list));
    EXPECT_EQ(read(path).value(), list);
    const auto refused = write(folder / "no/such/list.m3u8", list);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Io);
}

} // namespace
} // namespace taraf::playlists
