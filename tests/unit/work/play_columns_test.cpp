#include "play_columns.h"

#include "taraf/base/file.h"
#include "taraf/test/folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>

namespace taraf::work {
namespace {

template<class T> T must(Result<T> result)
{
    if (!result) throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// What statistics count, by names: comparable whatever the numbers are.
std::map<std::string, std::vector<std::uint32_t>> byName(const PlayColumns &columns, store::Listens &listens)
{
    std::map<std::string, std::vector<std::uint32_t>> all;
    std::map<std::uint32_t, std::string> called;
    for (const std::uint32_t id : columns.ids) {
        must(listens.eachSong(std::array{store::HeardId(std::int64_t{id})}, [&](const store::HeardSong &song) { called[id] = song.artist + "/" + song.title; }));
    }
    for (const listens::Play &play : columns.plays) {
        const listens::SongNames &names = columns.songs[play.song];
        const auto &artist = called.at(columns.artists.shown[names.artist]);
        all[called.at(columns.ids[play.song]) + " as " + called.at(columns.tracks.shown[names.track]) + " by " + artist.substr(0, artist.find('/'))].push_back(play.at);
    }
    return all;
}

class PlayColumnsTest : public testing::Test
{
protected:
    store::HeardId song(const std::string &artist, const std::string &title)
    {
        return must(m_listens.addSong({.id = {}, .artist = artist, .title = title, .album = {}, .recordingId = {}, .releaseId = {}, .artistId = {}, .duration = Milliseconds{0}, .matchKey = 0, .recording = {}}));
    }
    void play(const std::string &who, store::HeardId song, std::initializer_list<int> times)
    {
        std::vector<store::ListenRow> rows;
        for (const int at : times) rows.push_back({.listener = must(m_listens.listener(who)), .at = UnixTime{at}, .heard = song, .source = m_source, .played = Milliseconds{0}});
        must(m_listens.add(store::Heed::Listens, rows));
    }
    void expectUpToDate(const char *when)
    {
        const PlayColumns kept = must(readKeptPlays(m_home, m_listens, {}, {})), now = must(readPlays(m_listens, {}, false, {}));
        EXPECT_EQ(byName(kept, m_listens), byName(now, m_listens)) << when;
        EXPECT_EQ(kept.listeners.size(), now.listeners.size()) << when;
        EXPECT_TRUE(std::ranges::is_sorted(kept.plays, {}, &listens::Play::at)) << when;
    }

    test::TemporaryFolder m_folder;
    Home m_home{.data = m_folder / "data", .cache = m_folder / "cache"};
    std::string m_kept = m_home.cache + "/plays";
    store::Library m_library = [this] {
        std::filesystem::create_directories(m_home.data);
        return must(store::Library::open(m_home.library(), store::Access::ReadWrite));
    }();
    store::Listens m_listens{m_library};
    store::SourceId m_source = must(m_listens.source("test"));
};

TEST_F(PlayColumnsTest, CountSpellingsAsOneAndTheMostPlayedFirst)
{
    play("", song("Beyoncé", "Halo (2009 Remaster)"), {100});
    play("", song("BEYONCE", "Halo"), {200, 300});
    play("", song("Other", "Halo"), {150});
    const PlayColumns columns = must(readPlays(m_listens, store::kSelf, false, {}));
    EXPECT_EQ(columns.tracks.keys.size(), 2U);
    EXPECT_EQ(columns.artists.keys.size(), 2U);
    EXPECT_EQ(columns.plays.front().at, 100U);
    EXPECT_EQ(columns.plays[2].song, 0U) << "the one with the most plays has the first number";
}

TEST_F(PlayColumnsTest, KeptOnesAreBroughtUpToDate)
{
    expectUpToDate("without a play");
    play("", song("A", "a"), {100, 300});
    play("x", song("A", "b"), {50, 200, 400});
    play("y", song("B", "c"), {250});
    expectUpToDate("at first");
    ASSERT_TRUE(std::filesystem::exists(m_kept));
    const auto made = std::filesystem::last_write_time(m_kept);

    play("", song("New", "song"), {260});
    play("z", song("A", "a"), {10});
    ASSERT_TRUE(must(m_listens.record({.listener = store::kSelf, .at = UnixTime{500}, .heard = song("a", "A"), .source = m_source, .played = Milliseconds{0}}, store::Heed::Listens, std::chrono::seconds(1))));
    expectUpToDate("somebody went on, and somebody is new");
    EXPECT_EQ(std::filesystem::last_write_time(m_kept), made) << "for a few plays nothing is written";
}

TEST_F(PlayColumnsTest, WhatCannotBeUsedIsMadeAnew)
{
    play("", song("A", "a"), {100, 300});
    play("x", song("A", "b"), {50});
    expectUpToDate("at first");
    const std::string whole = must(readFile(m_kept, 1 << 20));
    ASSERT_GT(whole.size(), 60U);
    const auto spoil = [&](const std::string &content, const char *what) {
        std::ofstream(m_kept, std::ios::binary | std::ios::trunc) << content;
        expectUpToDate(what);
        EXPECT_EQ(must(readFile(m_kept, 1 << 20)), whole) << what;
    };
    spoil("", "empty");
    spoil(whole.substr(0, 40), "cut in its head");
    spoil(whole.substr(0, whole.size() - 1), "cut at its end");
    spoil(whole + "x", "longer");
    std::string other = whole;
    other[0] = 'T';
    spoil(other, "of another kind");
    // The songs of the plays stand behind the head and two listeners.
    other = whole;
    std::fill_n(other.begin() + 56 + 2 * 16 + 4, 4, '\x7f');
    spoil(other, "a song that is not there");
    other = whole;
    std::fill_n(other.begin() + 8, 8, '\x7f');
    spoil(other, "more listeners than there can be");
    other = whole;
    other[56 + 8] = '\x09';
    spoil(other, "of a library that knew more");
}

} // namespace
} // namespace taraf::work
