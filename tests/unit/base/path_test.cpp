#include "taraf/base/path.h"
#include "taraf/base/track.h"

#include <gtest/gtest.h>

namespace taraf {
namespace {

TEST(Path, EncodesEveryByteThatPlayersDisagreeAbout)
{
    EXPECT_EQ(fileUri("/a b/#1 [x]?%20\\.mp3"), "file:///a%20b/%231%20%5Bx%5D%3F%2520%5C.mp3");
    EXPECT_EQ(fileUri("/\xFF\n"), "file:///%FF%0A");
    EXPECT_EQ(percentEncoded("azAZ09-._~/"), "azAZ09-._~/");
}

TEST(Path, AUriComesBackByteForByte)
{
    std::string path = "/";
    for (int byte = 1; byte < 256; ++byte) path += static_cast<char>(byte);
    EXPECT_EQ(pathOfUri(fileUri(path)).value(), path);
}

TEST(Path, ReadsTheFormsPlayersWrite)
{
    EXPECT_EQ(pathOfUri("file:///a%20b").value(), "/a b");
    EXPECT_EQ(pathOfUri("FILE://LocalHost/a").value(), "/a");
    EXPECT_EQ(pathOfUri("file:/a").value(), "/a");
    EXPECT_EQ(pathOfUri("file:///100%").value(), "/100%");
    EXPECT_EQ(pathOfUri("file:///a%zz").value(), "/a%zz");
}

TEST(Path, RefusesWhatIsNoLocalFile)
{
    for (const char *uri : {"http://a/b", "file://server/share/a", "file:a", "file://", "", "file:///a%00b"}) {
        const auto path = pathOfUri(uri);
        ASSERT_FALSE(path) << uri;
        EXPECT_EQ(path.error().code, ErrorCode::InvalidArgument) << uri;
    }
}

TEST(Path, ShowsBytesThatAreNoText)
{
    EXPECT_EQ(displayText("na\xC3\xAFve"), "na\xC3\xAFve");
    EXPECT_EQ(displayText("a\xFF" "b"), "a\xEF\xBF\xBD" "b");
    EXPECT_TRUE(isUtf8("\xF0\x9F\x8E\xB6"));
    EXPECT_FALSE(isUtf8("\xC0\xAF")) << "overlong";
    EXPECT_FALSE(isUtf8("\xED\xA0\x80")) << "surrogate";
    EXPECT_FALSE(isUtf8("\xF4\x90\x80\x80")) << "past U+10FFFF";
    EXPECT_FALSE(isUtf8("\xE2\x82")) << "cut short";
}

TEST(Path, ResolvesDotsByName)
{
    EXPECT_EQ(absolutePath("/a//b/./c/../d/").value(), "/a/b/d");
    EXPECT_EQ(absolutePath("/../..").value(), "/");
    EXPECT_EQ(fileName("/a/b"), "b");
    EXPECT_EQ(parentPath("/a/b"), "/a");
    EXPECT_EQ(parentPath("/a"), "/");
}

TEST(Track, NamesCompareWithoutCaseAndSpacing)
{
    EXPECT_EQ(comparable("  The  BEATLES\t"), "the beatles");
    EXPECT_EQ(joined({"A", "", "B"}), "A, B");
    Track track;
    track.path = "/m/x.mp3";
    track.tags.albumArtists = {"Z"};
    EXPECT_EQ(track.titleOrName(), "x.mp3");
    EXPECT_EQ(track.artist(), "Z");
}

} // namespace
} // namespace taraf
