#include "taraf/playlists/format.h"
#include "taraf/playlists/read.h"

#include <gtest/gtest.h>

namespace taraf::playlists {
namespace {

TEST(Format, ByExtensionAndByName)
{
    EXPECT_EQ(formatOf("/a.b/list.M3U"), Format::M3u8);
    EXPECT_EQ(formatOf("x.xspf"), Format::Xspf);
    EXPECT_EQ(formatOf("x.jspf"), Format::Json);
    EXPECT_EQ(formatOf("x.pls.txt"), std::nullopt);
    EXPECT_EQ(formatOf("/m3u.d/pls"), std::nullopt);
    EXPECT_EQ(formatNamed("PLS").value(), Format::Pls);
    const auto unknown = formatNamed("wpl");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(unknown.error().message.find("m3u8, xspf, pls or json"), std::string::npos);
    EXPECT_EQ(playerNamed("strawberry").value(), Player::Strawberry);
    EXPECT_FALSE(playerNamed("winamp"));
    for (const Player player : {Player::Any, Player::Strawberry, Player::Clementine, Player::Audacious, Player::Fooyin, Player::Vlc}) {
        EXPECT_EQ(playerNamed(name(player)).value(), player);
        EXPECT_EQ(bestFormat(player), player == Player::Strawberry ? Format::Xspf : Format::M3u8);
    }
    for (const Format format : {Format::M3u8, Format::Xspf, Format::Pls, Format::Json}) EXPECT_EQ(formatNamed(name(format)).value(), format);
}

TEST(Format, TheFirstBytesCountMoreThanTheName)
{
    EXPECT_EQ(detect("\xEF\xBB\xBF\n <?xml version=\"1.0\"?>", "x.m3u"), Format::Xspf);
    EXPECT_EQ(detect("#EXTM3U\n", "x.pls"), Format::M3u8);
    EXPECT_EQ(detect("[Playlist]\r\n", "x.m3u"), Format::Pls);
    EXPECT_EQ(detect(" { \"playlist\": {} }", "x.m3u"), Format::Json);
    EXPECT_EQ(detect("[{\"uri\":\"file:///a\"}]"), Format::Json);
    EXPECT_EQ(detect("[Album] x/track.mp3\n", "x.m3u"), Format::M3u8);
    EXPECT_EQ(detect("File1=a\n", "x.pls"), Format::Pls);
    EXPECT_EQ(detect("", ""), Format::M3u8);
    EXPECT_EQ(detect(std::string_view("\xFF\xFE#\0E\0X\0T\0M\0003\0U\0", 16), "x.pls"), Format::M3u8);
}

} // namespace
} // namespace taraf::playlists
