#include "library_fixture.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <thread>

namespace taraf::store::test {
namespace {

namespace fs = std::filesystem;

class Backup : public LibraryTest
{
protected:
    std::string m_copy = m_folder / "copy.db";

    std::size_t filesIn(const std::string &path)
    {
        auto library = must(Library::open(path, Access::ReadWrite));
        must(library.check());
        return must(library.counts(kVersion)).files;
    }
    std::vector<std::string> namesIn(const std::string &folder)
    {
        std::vector<std::string> names;
        for (const auto &entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
        std::ranges::sort(names);
        return names;
    }
};

std::string contentOf(const std::string &path)
{
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

TEST_F(Backup, IsOneWholePrivateFile)
{
    add("/music/a.mp3");
    const std::uint64_t bytes = must(m_library.backUp(m_copy));
    EXPECT_EQ(bytes, fs::file_size(m_copy));
    struct stat there{};
    ASSERT_EQ(::stat(m_copy.c_str(), &there), 0);
    EXPECT_EQ(there.st_mode & 0777U, 0600U);
    EXPECT_EQ(namesIn(m_folder.path()), (std::vector<std::string>{"copy.db", "data"})) << "nothing beside it";
    const CopyInfo info = must(Library::inspect(m_copy));
    EXPECT_EQ(info.files, 1U);
    EXPECT_EQ(info.recordings, 1U);
    EXPECT_EQ(namesIn(m_folder.path()), (std::vector<std::string>{"copy.db", "data"})) << "looking leaves nothing behind";
}

TEST_F(Backup, HasOneStateWhileOthersWrite)
{
    for (int i = 0; i < 200; ++i) add("/music/" + std::to_string(i) + ".mp3");
    std::jthread writing([&](const std::stop_token &stop) {
        auto other = must(Library::open(m_path, Access::ReadWrite));
        for (int i = 0; !stop.stop_requested(); ++i) {
            auto transaction = must(Transaction::begin(other));
            must(other.setSetting("a", std::to_string(i)));
            must(other.setSetting("b", std::to_string(i)));
            must(transaction.commit());
        }
    });
    for (int round = 0; round < 10; ++round) {
        must(m_library.backUp(m_copy));
        auto copy = must(Library::open(m_copy, Access::ReadWrite));
        EXPECT_EQ(must(copy.setting("a")), must(copy.setting("b")));
        EXPECT_EQ(must(copy.counts(kVersion)).files, 200U);
    }
}

TEST_F(Backup, ThatCanNotBeWrittenLeavesNothing)
{
    EXPECT_EQ(m_library.backUp(m_folder / "no/such/folder.db").error().code, ErrorCode::Io);
    EXPECT_EQ(m_library.backUp(m_path).error().code, ErrorCode::InvalidArgument);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(m_library.backUp(m_copy, stop.get_token()).error().code, ErrorCode::Cancelled);
    EXPECT_EQ(namesIn(m_folder.path()), std::vector<std::string>{"data"});
}

TEST_F(Backup, RestoringTurnsTimeBackForEveryone)
{
    add("/music/a.mp3");
    must(m_library.backUp(m_copy));
    add("/music/b.mp3");
    auto reader = must(Library::open(m_path, Access::ReadOnly));
    EXPECT_EQ(must(reader.counts(kVersion)).files, 2U);
    EXPECT_EQ(must(Library::restore(m_path, m_copy)), "");
    EXPECT_EQ(must(reader.counts(kVersion)).files, 1U) << "who has it open sees the restored one";
    EXPECT_EQ(must(m_library.counts(kVersion)).files, 1U);
    add("/music/c.mp3");
    EXPECT_EQ(filesIn(m_path), 2U) << "and can go on writing";
}

TEST_F(Backup, RestoringOverADamagedLibrarySetsItAside)
{
    add("/music/a.mp3");
    must(m_library.backUp(m_copy));
    const std::string broken = m_folder / "broken/library.db";
    fs::create_directory(m_folder / "broken");
    std::ofstream(broken) << std::string(20'000, 'x');
    std::ofstream(broken + "-wal") << "what was not written back";
    EXPECT_EQ(Library::restore(broken, m_copy).error().code, ErrorCode::Corrupt) << "it is never overwritten";
    EXPECT_EQ(must(Library::restore(broken, m_copy, Library::Present::SetAside)), broken + ".damaged-1");
    EXPECT_EQ(filesIn(broken), 1U);
    EXPECT_EQ(contentOf(broken + ".damaged-1"), std::string(20'000, 'x'));
    EXPECT_EQ(contentOf(broken + ".damaged-1-wal"), "what was not written back");
}

TEST_F(Backup, WhatIsNoCopyIsRefusedAndChangesNothing)
{
    add("/music/a.mp3");
    const std::string before = m_folder.write("noise.db", std::string(5000, 'x'));
    const std::string other = m_folder / "other.db";
    outside(other, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    must(m_library.backUp(m_copy));
    const std::string whole = contentOf(m_copy);
    const std::string cut = m_folder.write("cut.db", whole.substr(0, whole.size() / 2));
    std::string flipped = whole;
    for (std::size_t i = 4096; i < flipped.size(); i += 97) flipped[i] = static_cast<char>(flipped[i] ^ 0x55);
    const std::string damaged = m_folder.write("damaged.db", flipped);
    const std::string newer = m_folder.write("newer.db", whole);
    outside(newer, "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
    for (const std::string &copy : {before, other, cut, damaged, newer, m_folder / "none.db"}) {
        const auto refused = Library::restore(m_path, copy);
        ASSERT_FALSE(refused) << copy;
        EXPECT_TRUE(refused.error().message.contains(copy)) << refused.error().message;
        EXPECT_NE(refused.error().code, ErrorCode::Database) << refused.error().message;
    }
    EXPECT_EQ(Library::inspect(newer).error().code, ErrorCode::Unsupported);
    EXPECT_EQ(Library::restore(m_path, m_path).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(must(m_library.counts(kVersion)).files, 1U);
}

/// A library as a released Taraf made it.
std::string released(const TemporaryFolder &folder, int version)
{
    const std::string path = folder / "data/library.db";
    fs::create_directories(folder / "data");
    EXPECT_EQ(outside(path, contentOf(std::string(TARAF_TEST_LIBRARIES) + "/version-" + std::to_string(version) + ".sql")), "");
    return path;
}

TEST(Migration, EveryReleasedSchemaIsBroughtUpToDateWithAllItKnew)
{
    constexpr int versions = 3; // the last frozen one; a new schema adds its dump
    for (int version = 1; version <= versions; ++version) {
        const TemporaryFolder folder;
        const std::string path = released(folder, version);
        EXPECT_EQ(Library::open(path, Access::ReadOnly).error().code, ErrorCode::Unsupported) << "reading changes nothing";
        EXPECT_EQ(outside(path, "PRAGMA user_version"), std::to_string(version));
        auto library = must(Library::open(path, Access::ReadWrite));
        must(library.check());
        ASSERT_EQ(must(library.roots()).size(), 1U);
        EXPECT_EQ(must(library.roots())[0].path, "/music");
        const Counts counts = must(library.counts(1));
        EXPECT_EQ(counts.files, 3U);
        EXPECT_EQ(counts.analysed, 3U);
        EXPECT_EQ(counts.missing, 1U);
        EXPECT_EQ(counts.failed, 1U);
        const auto track = must(library.trackByPath("/music/Copper Ratio/1983 - Northbound Static/02 Iron Weather.ogg"));
        ASSERT_TRUE(track);
        EXPECT_EQ(track->tags.title, "Iron Weather");
        EXPECT_EQ(track->stream.sampleRate, 32000);
        EXPECT_EQ(must(library.descriptor(track->recording, 1))->values.size(), 787U);
        ASSERT_EQ(must(library.lost()).size(), 1U);
        EXPECT_EQ(must(library.lost())[0].title, "Relay");
        EXPECT_EQ(must(library.decisions()).size(), version >= 2 ? 1U : 0U);
        EXPECT_EQ(must(library.networks()).size(), version >= 3 ? 1U : 0U);
        EXPECT_EQ(must(library.networkNumbers(track->recording, "3f2a9c")).has_value(), version >= 3);
        EXPECT_TRUE(must(library.playlists()).empty());
        const std::vector<KeptEntry> entries{{.recording = track->recording, .entry = {.path = track->path, .uri = {}, .artist = {}, .title = {}, .album = {}}}};
        must(library.addPlaylist("Kept", "", entries, kNow));

        std::vector<std::string> copies;
        for (const auto &entry : fs::directory_iterator(folder / "data/backups")) copies.push_back(entry.path());
        ASSERT_EQ(copies.size(), 1U) << "a copy was made first";
        const CopyInfo info = must(Library::inspect(copies[0]));
        EXPECT_EQ(info.version, version);
        EXPECT_EQ(info.files, 5U);
        must(Library::restore(path, copies[0]));
        EXPECT_EQ(must(library.counts(1)).files, 3U) << "a copy of an older one is brought up to date again";
    }
}

TEST(Migration, KeepsTheThreeNewestCopies)
{
    const TemporaryFolder folder;
    const std::string path = released(folder, 1);
    fs::create_directory(folder / "data/backups");
    for (int i = 0; i < 5; ++i) {
        const std::string old = folder.write("data/backups/library-v0-2000010" + std::to_string(i) + "-000000.db", "old");
        fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(100 - i));
    }
    folder.write("data/backups/mine.db", "the user's own");
    folder.write("data/backups/library-vinyl.db", "the user's own");
    must(Library::open(path, Access::ReadWrite));
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(folder / "data/backups")) names.push_back(entry.path().filename());
    EXPECT_EQ(names.size(), 5U);
    EXPECT_TRUE(std::ranges::contains(names, "library-vinyl.db"));
    EXPECT_TRUE(std::ranges::contains(names, "mine.db"));
    EXPECT_TRUE(std::ranges::contains(names, "library-v0-20000104-000000.db"));
}

TEST(Migration, WithoutACopyNothingIsChanged)
{
    const TemporaryFolder folder;
    const std::string path = released(folder, 1);
    folder.write("data/backups", "a file where the folder should be");
    const auto refused = Library::open(path, Access::ReadWrite);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Io);
    EXPECT_EQ(outside(path, "PRAGMA user_version"), "1");
}

} // namespace
} // namespace taraf::store::test
