#include "names.h"
#include "taraf/base/file.h"
#include "taraf/playlists/read.h"
#include "taraf/playlists/write.h"
#include "taraf/test/folder.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

namespace taraf::playlists {
namespace {

/// The folder xspf-suite, empty where there is none.
std::string suite()
{
    const char *data = std::getenv("TARAF_TEST_DATA");
    const std::string folder = data == nullptr ? "" : std::string(data) + "/xspf-suite";
    return std::filesystem::is_directory(folder) ? folder : "";
}

std::vector<std::string> filesIn(const std::string &folder)
{
    std::vector<std::string> out;
    for (const auto &file : std::filesystem::directory_iterator(folder)) out.push_back(file.path().string());
    return out;
}

TEST(XspfSuite, StrictReadsTheGoodOnes)
{
    if (suite().empty()) GTEST_SKIP() << "TARAF_TEST_DATA names no folder with xspf-suite";
    const auto files = filesIn(suite() + "/pass");
    EXPECT_EQ(files.size(), 44U);
    for (const std::string &file : files) {
        const auto list = read(file, Strictness::Strict);
        EXPECT_TRUE(list) << list.error().message;
        EXPECT_TRUE(read(file)) << file;
    }
}

TEST(XspfSuite, StrictRefusesTheBadOnesWithLineAndColumn)
{
    if (suite().empty()) GTEST_SKIP() << "TARAF_TEST_DATA names no folder with xspf-suite";
    const auto files = filesIn(suite() + "/fail");
    EXPECT_EQ(files.size(), 51U);
    for (const std::string &file : files) {
        const auto list = read(file, Strictness::Strict);
        ASSERT_FALSE(list) << file;
        EXPECT_EQ(list.error().code, ErrorCode::Corrupt) << file;
        EXPECT_NE(list.error().message.find(": line "), std::string::npos) << list.error().message;
        EXPECT_NE(list.error().message.find(", column "), std::string::npos) << list.error().message;
    }
}

TEST(XspfSuite, LenientReadsTheBadOnesThatAreXspfAtAll)
{
    if (suite().empty()) GTEST_SKIP() << "TARAF_TEST_DATA names no folder with xspf-suite";
    for (const std::string &file : filesIn(suite() + "/fail")) {
        EXPECT_EQ(read(file).has_value(), file.find("playlist-root-name") == std::string::npos) << file;
    }
}

TEST(XspfSuite, WhatWeWriteIsValid)
{
    const char *xmllint = std::getenv("TARAF_XMLLINT");
    if (suite().empty()) GTEST_SKIP() << "TARAF_TEST_DATA names no folder with xspf-suite";
    if (xmllint == nullptr) GTEST_SKIP() << "xmllint is not installed";
    Playlist list{"A <list> & more\x01", {}};
    for (const std::string &name : hostileNames()) {
        PlaylistEntry entry;
        entry.path = "/music/" + name;
        entry.artist = entry.title = entry.album = name + "\x02\xEF\xBF\xBE";
        entry.track = 1;
        entry.duration = Milliseconds{1'000};
        list.entries.push_back(entry);
        entry.path.clear();
        entry.uri = "http://host/" + name + "#a#b%zz";
        list.entries.push_back(entry);
        entry.uri = "http://[2001:db8::1]/[" + name;
        list.entries.push_back(entry);
    }
    const test::TemporaryFolder folder;
    int number = 0;
    for (const Player player : {Player::Any, Player::Strawberry, Player::Clementine, Player::Audacious, Player::Fooyin, Player::Vlc}) {
        for (const auto &relative : {std::optional<std::string>(), std::optional<std::string>("/music/lists")}) {
            const std::string path = folder / (std::to_string(number++) + ".xspf");
            ASSERT_TRUE(write(path, list, {Format::Xspf, player, relative}));
            const std::string command = std::string(xmllint) + " --nonet --noout --relaxng '" + suite() + "/xspf-1_0.7.rng' '" + path + "' 2>'" + path + ".log'";
            EXPECT_EQ(std::system(command.c_str()), 0) << readFile(path + ".log", 100'000).value_or("");
            EXPECT_TRUE(read(path, Strictness::Strict));
        }
    }
}

} // namespace
} // namespace taraf::playlists
