#include "terminal.h"

#include <clocale>
#include <cstdio>
#include <gtest/gtest.h>
#include <string>

namespace taraf::cli {
namespace {

class Terminal : public testing::Test
{
protected:
    void SetUp() override { std::setlocale(LC_CTYPE, "C.UTF-8"); }
};

TEST_F(Terminal, MeasuresWhatIsSeen)
{
    EXPECT_EQ(displayWidth("na\xC3\xAFve"), 5U);
    EXPECT_EQ(displayWidth("\xE9\x9F\xB3\xE6\xA5\xBD"), 4U) << "wide characters take two cells";
    EXPECT_EQ(displayWidth("e\xCC\x81"), 1U) << "a combining accent takes none";
}

TEST_F(Terminal, CutsAtCharacters)
{
    EXPECT_EQ(fitted("abcdef", 6), "abcdef");
    EXPECT_EQ(fitted("abcdef", 4), "abc…");
    EXPECT_EQ(fitted("\xE9\x9F\xB3\xE6\xA5\xBD\xE9\x9F\xB3", 4), "\xE9\x9F\xB3…");
    EXPECT_EQ(fitted("abc", 0), "");
}

TEST_F(Terminal, LetsNoTagReachTheTerminalsControls)
{
    const std::string shown = fitted("evil\x1B[2J\x07\nname\xC2\x9B", 100);
    EXPECT_EQ(shown.find('\x1B'), std::string::npos);
    EXPECT_EQ(shown.find('\n'), std::string::npos);
    EXPECT_EQ(shown.find("\xC2\x9B"), std::string::npos) << "the eight-bit form of ESC [";
}

TEST_F(Terminal, WritesTimesAndNumbersAsPeopleDo)
{
    EXPECT_EQ(clock(Milliseconds(245'400)), "4:05");
    EXPECT_EQ(clock(Milliseconds(3'723'000)), "1:02:03");
    EXPECT_EQ(inWords(std::chrono::seconds(59)), "59 s");
    EXPECT_EQ(inWords(std::chrono::seconds(870)), "15 min");
    EXPECT_EQ(inWords(std::chrono::seconds(7500)), "2 h 5 min");
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(1234567), "1,234,567");
    EXPECT_EQ(counted(1, "track", "tracks"), "1 track");
    EXPECT_EQ(counted(1000, "track", "tracks"), "1,000 tracks");
}

TEST_F(Terminal, SetsTablesInColumns)
{
    Table table({0});
    table.add({"5%", "A", "x"});
    table.add({"100%", "\xE9\x9F\xB3", "y"});
    std::FILE *file = std::tmpfile();
    ASSERT_NE(file, nullptr);
    table.print(file);
    std::rewind(file);
    std::string text(200, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file));
    std::fclose(file);
    EXPECT_EQ(text, "  5%  A   x\n100%  \xE9\x9F\xB3  y\n");
}

} // namespace
} // namespace taraf::cli
