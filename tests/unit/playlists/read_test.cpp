#include "taraf/playlists/read.h"
#include "taraf/test/folder.h"

#include <gtest/gtest.h>

namespace taraf::playlists {
namespace {

Playlist parsed(std::string_view bytes, Format format, const std::string &folder = "/l", Strictness strictness = Strictness::Lenient)
{
    auto list = parse(bytes, format, folder, strictness);
    EXPECT_TRUE(list) << list.error().message;
    return list ? *list : Playlist{};
}

std::vector<std::string> paths(const Playlist &list)
{
    std::vector<std::string> out;
    for (const PlaylistEntry &entry : list.entries) out.push_back(entry.path.empty() ? "uri " + entry.uri : entry.path);
    return out;
}

using Paths = std::vector<std::string>;

TEST(ReadM3u, AsPlayersWriteIt)
{
    const Playlist list = parsed("\xEF\xBB\xBF#EXTM3U\r\n#PLAYLIST: Mine \r\n#EXTINF:123,Ann - One - Two\r\n  a/b.mp3  \r\n\r\n"
                                 "#a comment\r/abs/c.mp3\n#EXTINF:-1 tvg-name=\"x, y\",Just a title\nfile:///d%20e.mp3\n"
                                 "../up.mp3\nhttp://host/stream?x#y\nC:\\Music\\f.mp3\n./#g.mp3\nab:c.mp3",
                                 Format::M3u8);
    EXPECT_EQ(list.title, "Mine");
    EXPECT_EQ(paths(list), (Paths{"/l/a/b.mp3", "/abs/c.mp3", "/d e.mp3", "/up.mp3", "uri http://host/stream?x#y", "uri C:\\Music\\f.mp3", "/l/#g.mp3",
                                  "/l/ab:c.mp3"}));
    EXPECT_EQ(list.entries[0].artist, "Ann");
    EXPECT_EQ(list.entries[0].title, "One - Two");
    EXPECT_EQ(list.entries[0].duration, Milliseconds{123'000});
    EXPECT_EQ(list.entries[1].title, "");
    EXPECT_EQ(list.entries[2].title, "Just a title");
}

TEST(ReadM3u, AsManyPlayersWriteIt)
{
    // foobar2000 on Windows, beside the music and not; Winamp; iTunes' line ends; Clementine; VLC; Rhythmbox.
    EXPECT_EQ(paths(parsed("#\r\nArtist\\Album\\01 One.mp3\r\nD:\\Music\\02.mp3\r\n", Format::M3u8)), (Paths{"/l/Artist/Album/01 One.mp3", "uri D:\\Music\\02.mp3"}));
    EXPECT_EQ(paths(parsed("#EXTM3U\r\n#EXTINF:61,Ann - One\r\n..\\One.mp3\r\n", Format::M3u8)), (Paths{"/One.mp3"}));
    EXPECT_EQ(paths(parsed("./back\\slash.mp3\n/m/back\\slash.mp3\n", Format::M3u8)), (Paths{"/l/back\\slash.mp3", "/m/back\\slash.mp3"}));
    const Playlist itunes = parsed("#EXTM3U\r#EXTINF:213,Song - Ann\r/Volumes/Music/Song.m4a\r", Format::M3u8);
    EXPECT_EQ(paths(itunes), (Paths{"/Volumes/Music/Song.m4a"}));
    EXPECT_EQ(itunes.entries[0].duration, Milliseconds{213'000});
    EXPECT_EQ(paths(parsed("#EXTM3U\n#EXTINF:0, - \n#1 hit/100%.mp3\n/m/#2 100%25.mp3\n", Format::M3u8)), (Paths{"/m/#2 100%25.mp3"})) << "raw, not decoded";
    const Playlist vlc = parsed("#EXTM3U\n#EXTINF:61,Ann - One\n#EXTVLCOPT:start-time=5\nfile:///m/One%20%231.mp3\n", Format::M3u8);
    EXPECT_EQ(paths(vlc), (Paths{"/m/One #1.mp3"}));
    EXPECT_EQ(vlc.entries[0].artist, "Ann");
}

TEST(ReadM3u, OldEncodings)
{
    const Playlist latin = parsed("#EXTINF:1,Bj\xF6rk - J\xF3ga\n/m/Bj\xF6rk.mp3\n", Format::M3u8);
    EXPECT_EQ(latin.entries.at(0).artist, "Bj\xC3\xB6rk");
    EXPECT_EQ(latin.entries.at(0).path, "/m/Bj\xF6rk.mp3") << "paths are bytes";
    const std::string utf16("\xFF\xFE/\0a\0\xE9\0\n\0", 10);
    EXPECT_EQ(paths(parsed(utf16, Format::M3u8)), (Paths{"/a\xC3\xA9"}));
}

TEST(ReadM3u, WithoutAFolderRelativeOnesStayUris)
{
    EXPECT_EQ(paths(parsed("a b.mp3\n", Format::M3u8, "")), (Paths{"uri a%20b.mp3"}));
}

TEST(ReadM3u, StrictNamesTheLine)
{
    const auto message = [](std::string_view bytes) { return parse(bytes, Format::M3u8, "/l", Strictness::Strict).error_or(Error{}).message; };
    EXPECT_TRUE(message("#EXTM3U\n#EXTINF:1.5,x\n/a\n").starts_with("line 2, column 9: #EXTINF"));
    EXPECT_TRUE(message("#EXTM3U\n  #EXTINF:1\n/a\n").starts_with("line 2, column 11: #EXTINF"));
    EXPECT_TRUE(message("/a\n/b\n/c\xFF\n").starts_with("line 3, column 3: "));
    EXPECT_TRUE(parse("/a\n#EXTINF:-1,\n/b", Format::M3u8, "/l", Strictness::Strict));
    EXPECT_EQ(parse("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:9,\na.ts\n", Format::M3u8, "/l").error_or(Error{}).code, ErrorCode::Unsupported);
}

TEST(ReadPls, AnyOrderAndCase)
{
    const Playlist list = parsed("[Playlist]\r\nnumberofentries=2\r\nFile2=b.mp3\r\nTitle2=Ann - Two\r\nfile1 = file:///a%20a\r\nLength1=12\r\nVersion=2\r\n"
                                 "Title7=nothing\r\njunk\r\n",
                                 Format::Pls);
    EXPECT_EQ(paths(list), (Paths{"/a a", "/l/b.mp3"}));
    EXPECT_EQ(list.entries[0].duration, Milliseconds{12'000});
    EXPECT_EQ(list.entries[1].artist, "Ann");
    const auto message = [](std::string_view bytes) { return parse(bytes, Format::Pls, "/l", Strictness::Strict).error_or(Error{}).message; };
    EXPECT_EQ(message("[playlist]\nNumberOfEntries=2\nFile1=/a\n"), "line 2: NumberOfEntries must be 1");
    EXPECT_TRUE(message("[playlist]\nFile1=/a\nTitle2=x\nLength2=1\nNumberOfEntries=1\n").starts_with("line 3: there is no File2"));
    EXPECT_TRUE(message("[playlist]\nFile1=/a\nFile1=/b\nNumberOfEntries=1\n").starts_with("line 3: File1 comes twice"));
    EXPECT_TRUE(message("[playlist]\nFile1=/a\nrubbish\n").starts_with("line 3: "));
    EXPECT_TRUE(parse("[playlist]\nFile1=/a\nNumberOfEntries=1\nVersion=2\n", Format::Pls, "/l", Strictness::Strict));
}

TEST(ReadPls, AsRhythmboxWritesIt)
{
    const Playlist list = parsed("[playlist]\nX-GNOME-Title=Evening\nNumberOfEntries=2\nFile1=file:///m/One%20%26%20Two.mp3\nTitle1=One & Two\n"
                                 "File2=http://h/s\nTitle2=Radio\n",
                                 Format::Pls, "/l", Strictness::Strict);
    EXPECT_EQ(list.title, "Evening");
    EXPECT_EQ(paths(list), (Paths{"/m/One & Two.mp3", "uri http://h/s"}));
}

TEST(ReadJson, OursJspfAndBareLists)
{
    EXPECT_EQ(paths(parsed(R"({"title":"T","tracks":[{"uri":"file:///%FF","path":"/�"},{"path":"x y"},{"uri":"a%20b"},{"title":"lost"}]})", Format::Json)),
              (Paths{"/\xFF", "/l/x y", "/l/a b"}));
    const Playlist jspf = parsed(R"({"playlist":{"title":"J","track":[{"location":["","file:///a"],"creator":"C","title":"T","album":"A","duration":1500,"trackNum":4}]}})",
                                 Format::Json);
    EXPECT_EQ(jspf.title, "J");
    EXPECT_EQ(jspf.entries.at(0), (PlaylistEntry{"/a", "", "C", "T", "A", 4, Milliseconds{1'500}}));
    EXPECT_EQ(paths(parsed(R"(["/a","http://h/b",{"location":"file:///c"}])", Format::Json)), (Paths{"/a", "uri http://h/b", "/c"}));

    EXPECT_TRUE(parse("{\n \"tracks\": [,]}", Format::Json, "/l").error_or(Error{}).message.starts_with("line 2, column "));
    EXPECT_EQ(parse(R"({"a":1})", Format::Json, "/l").error_or(Error{}).code, ErrorCode::Corrupt);
    const auto message = [](std::string_view bytes) { return parse(bytes, Format::Json, "/l", Strictness::Strict).error_or(Error{}).message; };
    EXPECT_NE(message("{\"tracks\":[{\"uri\":\"file:///a\",\"title\":\"\\\xF5\"}]}").find("UTF-8"), std::string::npos) << "a byte behind a backslash, which Qt takes for a letter";
    EXPECT_TRUE(message("{\"tracks\":[{\"title\":\"lost\"}]}").starts_with("line 1, column 12: track 1 has no uri"));
    EXPECT_TRUE(message("{\"x\":[[1],{\"tracks\":[]},\"\\\"[\"],\n\"tracks\": [\n  {\"uri\":\"file:///a,]\"},\n  {\"tracks\":[1]}]}").starts_with("line 4, column 3: track 2"));
    EXPECT_TRUE(message("[\"/a\",\n \"\"]").starts_with("line 2, column 2: track 2"));
}

TEST(ReadJson, WhatIsOnlyNamedIsKept)
{
    // As ListenBrainz gives out its playlists.
    const std::string_view listenBrainz = R"({"playlist":{"creator":"listenbrainz","title":"Weekly Jams","identifier":"https://listenbrainz.org/playlist/0d24",
"extension":{"https://musicbrainz.org/doc/jspf#playlist":{"public":true}},"track":[{"creator":"Ann","title":"One","album":"L","duration":61000,
"identifier":["https://musicbrainz.org/recording/8f3471b5"],"extension":{"https://musicbrainz.org/doc/jspf#track":{"added_by":"troi-bot"}}},{"title":"nobody's"}]}})";
    const Playlist list = parsed(listenBrainz, Format::Json);
    EXPECT_EQ(list.title, "Weekly Jams");
    ASSERT_EQ(list.entries.size(), 1U);
    EXPECT_EQ(list.entries[0], (PlaylistEntry{"", "", "Ann", "One", "L", 0, Milliseconds{61'000}}));
    EXPECT_EQ(parsed(listenBrainz, Format::Json, "/l", Strictness::Strict).entries.size(), 2U) << "JSPF asks for nothing";
}

TEST(ReadXspf, LocationsAndBases)
{
    const Playlist list = parsed(R"(<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/" xml:base="sub/" xmlns:o="http://other/">
<o:title>not this</o:title><title>This</title><extension application="x"><title>nor this</title><track><location>file:///no</location></track></extension>
<trackList>
<track><location>a%20b.mp3</location><o:location>file:///no</o:location></track>
<track xml:base="/other/"><location>../c.mp3</location></track>
<track><location>http://h/x</location><location>file:///d</location><location>file:///e</location></track>
<track><location>/s/%231.mp3</location></track>
<track><location xml:base="http://h/p/">q?x=../y</location></track>
<track><location>raw name #1.mp3</location></track>
<track><title>only a name</title></track>
</trackList></playlist>)",
                                 Format::Xspf);
    EXPECT_EQ(list.title, "This");
    EXPECT_EQ(paths(list), (Paths{"/l/sub/a b.mp3", "/c.mp3", "/d", "/s/#1.mp3", "uri http://h/p/q?x=../y", "/l/sub/raw name #1.mp3", "uri "}));
}

TEST(ReadXspf, AsPlayersWriteIt)
{
    // Strawberry encodes all but '/' and ' '; Clementine nothing; VLC adds elements of its own.
    EXPECT_EQ(paths(parsed(R"(<playlist version="1" xmlns="http://xspf.org/ns/0/"><title>L</title><trackList><track><location>/m/a b%231%5B%5D.mp3</location>
<title>T</title></track><track><location>c d.mp3</location></track></trackList></playlist>)", Format::Xspf)),
              (Paths{"/m/a b#1[].mp3", "/l/c d.mp3"}));
    EXPECT_EQ(paths(parsed(R"(<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track><location>/m/#1 [x] 50%?.mp3</location><title></title>
<creator></creator></track></trackList></playlist>)", Format::Xspf)),
              (Paths{"/m/#1 [x] 50%?.mp3"}));
    const Playlist vlc = parsed(R"(<?xml version="1.0" encoding="UTF-8"?>
<playlist xmlns="http://xspf.org/ns/0/" xmlns:vlc="http://www.videolan.org/vlc/playlist/ns/0/" version="1"><title>Playlist</title><trackList><track>
<location>file:///m/One%20%231.mp3</location><title>One</title><creator>Ann</creator><duration>61000</duration>
<extension application="http://www.videolan.org/vlc/playlist/0"><vlc:id>0</vlc:id></extension></track></trackList>
<extension application="http://www.videolan.org/vlc/playlist/0"><vlc:item tid="0"/></extension></playlist>)", Format::Xspf, "/l", Strictness::Strict);
    EXPECT_EQ(paths(vlc), (Paths{"/m/One #1.mp3"}));
    EXPECT_EQ(vlc.entries[0].duration, Milliseconds{61'000});
}

TEST(ReadXspf, LenientReadsWhatCarelessProgramsWrite)
{
    EXPECT_EQ(paths(parsed("<playlist><trackList><track><location>file:///a</location><title>Simon & Garfunkel \x02</title></track>"
                           "<track><location>file:///b</location></track></trackList></playlist>",
                           Format::Xspf)),
              (Paths{"/a", "/b"}));
    EXPECT_EQ(parsed("<playlist><trackList><track><location>/a</location><title>Bj\xF6rk</title></track></trackList></playlist>", Format::Xspf).entries.at(0).title,
              "Bj\xC3\xB6rk");
    EXPECT_EQ(parsed("<?xml version='1.0' encoding='ISO-8859-1'?><playlist><trackList><track><location>/a</location><title>Bj\xF6rk</title></track></trackList></playlist>",
                     Format::Xspf)
                  .entries.at(0)
                  .title,
              "Bj\xC3\xB6rk");
    EXPECT_EQ(paths(parsed("<playlist><trackList><track><location>/a</location></track><track><location>/b", Format::Xspf)), (Paths{"/a"}))
        << "cut off";
}

TEST(Read, FilesKnowTheirFolderAndName)
{
    const test::TemporaryFolder folder;
    const std::string path = folder.write("My list.old.m3u", "a.mp3\n");
    const auto list = read(path);
    ASSERT_TRUE(list);
    EXPECT_EQ(list->title, "My list.old");
    EXPECT_EQ(list->entries.at(0).path, folder / "a.mp3");
    const auto broken = read(folder.write("b.xspf", "<html></html>"));
    ASSERT_FALSE(broken);
    EXPECT_NE(broken.error().message.find("b.xspf: line 1, column"), std::string::npos) << broken.error().message;
    EXPECT_EQ(read(folder / "none.m3u").error_or(Error{}).code, ErrorCode::NotFound);
}

} // namespace
} // namespace taraf::playlists
