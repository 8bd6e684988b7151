#include "names.h"
#include "taraf/base/path.h"
#include "taraf/playlists/read.h"
#include "taraf/playlists/write.h"

#include <gtest/gtest.h>
#include <random>

namespace taraf::playlists {
namespace {

ErrorCode refusal(std::string_view bytes, Format format, Strictness strictness = Strictness::Lenient)
{
    const auto list = parse(bytes, format, "/l", strictness);
    EXPECT_FALSE(list) << "was read";
    return list ? ErrorCode::Internal : list.error().code;
}

std::string repeated(std::string_view text, std::size_t times)
{
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

TEST(Hostile, EntitiesAreRefused)
{
    std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE playlist [<!ENTITY a \"ha\">";
    for (char c = 'b'; c < 'k'; ++c) {
        bomb += std::string("<!ENTITY ") + c + " \"" + repeated("&" + std::string(1, static_cast<char>(c - 1)) + ";", 10) + "\">";
    }
    bomb += "]><playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\"><title>&j;</title><trackList/></playlist>";
    const std::string outside = "<!DOCTYPE playlist [<!-- > --><!ENTITY x SYSTEM \"file:///etc/passwd\">]><playlist><title>&x;</title><trackList/></playlist>";
    for (const Strictness strictness : {Strictness::Lenient, Strictness::Strict}) {
        EXPECT_EQ(refusal(bomb, Format::Xspf, strictness), ErrorCode::Unsupported);
        EXPECT_EQ(refusal(outside, Format::Xspf, strictness), ErrorCode::Unsupported);
    }
    std::string wide = "\xFF\xFE";
    for (const char c : bomb) wide += {c, '\0'};
    EXPECT_EQ(refusal(wide, Format::Xspf), ErrorCode::Unsupported);
    EXPECT_TRUE(parse("<playlist><!-- <!ENTITY --><title><![CDATA[<!ENTITY]]></title><trackList/></playlist>", Format::Xspf, ""));
}

TEST(Hostile, DepthIsLimited)
{
    const std::string open = "<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\">";
    EXPECT_EQ(refusal(open + repeated("<extension application=\"x\">", 200'000), Format::Xspf), ErrorCode::Unsupported);
    EXPECT_EQ(refusal(open + "<title>" + repeated("<b>", 200'000), Format::Xspf), ErrorCode::Unsupported);
    EXPECT_EQ(refusal(repeated("[", 500'000), Format::Json), ErrorCode::Unsupported);
    EXPECT_EQ(refusal(repeated("{\"playlist\":", 500'000), Format::Json), ErrorCode::Unsupported);
    EXPECT_TRUE(parse("[\"" + repeated("[", 100) + "\"]", Format::Json, "/l")) << "brackets in a name";
}

TEST(Hostile, SizesAreLimited)
{
    EXPECT_EQ(refusal(std::string(100'000'000, 'x'), Format::M3u8), ErrorCode::Unsupported);
    EXPECT_EQ(refusal(std::string(kLongestLine + 1, 'x'), Format::M3u8), ErrorCode::Unsupported);
    EXPECT_EQ(refusal("[playlist]\nFile1=" + std::string(kLongestLine, 'x'), Format::Pls), ErrorCode::Unsupported);
    EXPECT_EQ(refusal(repeated("/a\n", kMostEntries + 1), Format::M3u8), ErrorCode::Unsupported);
    EXPECT_EQ(parse(repeated("/a\n", 1'000), Format::M3u8, "").value().entries.size(), 1'000U);
    EXPECT_EQ(refusal("<playlist><trackList>" + repeated("<track/>", kMostEntries + 1) + "</trackList></playlist>", Format::Xspf), ErrorCode::Unsupported);
}

TEST(Hostile, WhatIsNoPlaylistIsRefused)
{
    const std::string binary("ID3\x04\0\0\0\0", 8);
    EXPECT_EQ(refusal(binary, Format::M3u8), ErrorCode::Corrupt);
    EXPECT_EQ(refusal("", Format::Xspf), ErrorCode::Corrupt);
    EXPECT_EQ(refusal("", Format::Json), ErrorCode::Corrupt);
    EXPECT_EQ(refusal("<html><body/></html>", Format::Xspf), ErrorCode::Corrupt);
    EXPECT_EQ(refusal("<playlist><trackList><track><loc", Format::Xspf), ErrorCode::Corrupt);
    EXPECT_TRUE(parse("", Format::M3u8, "")->entries.empty());
    EXPECT_EQ(parse("/a", Format::M3u8, "not/absolute").error_or(Error{}).code, ErrorCode::InvalidArgument);
}

TEST(Hostile, StrictTakesNoHalfCharacters)
{
    const std::string list = "<playlist version=\"1\" xmlns=\"http://xspf.org/ns/0/\">\n<trackList>\n</trackList></playlist>";
    EXPECT_TRUE(parse(list, Format::Xspf, "/l", Strictness::Strict));
    // Cut off in a character, where Qt says nothing.
    const auto cut = parse(list + "\xDD", Format::Xspf, "/l", Strictness::Strict);
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().code, ErrorCode::Corrupt);
    EXPECT_TRUE(cut.error().message.starts_with("line 3: ")) << cut.error().message;
}

TEST(Hostile, NulsStayOutOfPaths)
{
    EXPECT_EQ(parse("file:///a%00b\n", Format::M3u8, "").value().entries.at(0).path, "");
    EXPECT_TRUE(parse("{\"tracks\":[{\"path\":\"/a\\u0000b\"},\"/c\\u0000\"]}", Format::Json, "/l").value().entries.empty());
}

/// Valid lists of each format with bytes changed, cut, doubled and moved. Whatever comes out keeps base's promises.
TEST(Hostile, DamagedListsNeverDoHarm)
{
    Playlist list{"A list", {}};
    for (const std::string &name : hostileNames()) {
        PlaylistEntry entry;
        entry.path = "/music/" + name;
        entry.artist = "A";
        entry.title = name;
        entry.track = 1;
        entry.duration = Milliseconds{61'000};
        list.entries.push_back(entry);
    }
    list.entries.resize(12);
    std::vector<std::pair<Format, std::string>> originals;
    for (const Format format : {Format::M3u8, Format::Xspf, Format::Pls, Format::Json}) {
        originals.emplace_back(format, render(list, {format, Player::Any, {}}).value());
        originals.emplace_back(format, render(list, {format, Player::Any, "/music/x"}).value());
    }
    std::mt19937_64 random(42);
    int read = 0;
    for (int run = 0; run < 6'000; ++run) {
        auto [format, bytes] = originals[random() % originals.size()];
        for (std::size_t change = 1 + random() % 6; change > 0 && !bytes.empty(); --change) {
            const std::size_t at = random() % bytes.size();
            const std::size_t length = random() % 40;
            switch (random() % 5) {
            case 0: bytes[at] = static_cast<char>(random() % 256); break;
            case 1: bytes.resize(at); break;
            case 2: bytes.erase(at, length); break;
            case 3: bytes.insert(at, bytes.substr(random() % bytes.size(), length)); break;
            default: bytes.insert(at, 1, "<>&\"'%:/\\\n\r=[]{}#"[random() % 17]); break;
            }
        }
        const Format tried = random() % 8 == 0 ? originals[random() % originals.size()].first : format;
        for (const Strictness strictness : {Strictness::Lenient, Strictness::Strict}) {
            const auto damaged = parse(bytes, tried, random() % 2 == 0 ? "/l" : "", strictness);
            if (!damaged) {
                ASSERT_NE(damaged.error().code, ErrorCode::Internal) << damaged.error().message;
                ASSERT_FALSE(damaged.error().message.empty());
                ASSERT_TRUE(isUtf8(damaged.error().message));
                continue;
            }
            ++read;
            for (const PlaylistEntry &entry : damaged->entries) {
                ASSERT_TRUE(entry.path.empty() || entry.path.starts_with('/'));
                ASSERT_EQ(entry.path.find('\0'), std::string::npos);
                ASSERT_TRUE(isUtf8(entry.artist) && isUtf8(entry.title) && isUtf8(entry.album) && isUtf8(entry.uri));
                ASSERT_GE(entry.duration.count(), 0);
            }
            for (const Format again : {Format::M3u8, Format::Xspf, Format::Pls, Format::Json}) {
                const auto written = render(*damaged, {again, Player::Any, {}});
                ASSERT_TRUE(written);
                const auto back = parse(*written, again, "/l", Strictness::Strict);
                ASSERT_TRUE(back) << back.error().message << "\n" << *written;
            }
        }
    }
    EXPECT_GT(read, 3'000) << "most lists are still read";
}

} // namespace
} // namespace taraf::playlists
