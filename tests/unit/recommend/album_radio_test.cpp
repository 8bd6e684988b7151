#include "songs.h"
#include "taraf/recommend/album_radio.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace taraf::recommend {
namespace {

using test::Shelf;
using test::Vector;

const Calibration kCalibration{{{{0.0F, 0.1F}, {0.0F, 0.1F}, {0.0F, 0.2F}, {0.0F, 0.2F}}}, 0.0F};

/// Artists with two albums of three to seven songs each.
struct Library {
    Shelf shelf;
    std::vector<AlbumTracks> albums;
    AlbumTracks from;

    explicit Library(std::size_t artists, std::uint64_t random = 1) : shelf(random)
    {
        const Vector &style = shelf.vector();
        from = album(999, "the seed", style);
        for (std::size_t a = 0; a < artists; ++a) {
            const Vector &voice = shelf.vector(&style, 1.0F);
            for (std::size_t i = 0; i < 2; ++i) albums.push_back(album(static_cast<std::int64_t>(1 + 2 * a + i), "artist " + std::to_string(a), voice));
        }
    }

    AlbumTracks album(std::int64_t id, const std::string &artist, const Vector &voice)
    {
        AlbumTracks out;
        out.album = AlbumId(id);
        out.artistKeys = {artist};
        for (std::size_t n = 3 + shelf.upTo(5); n > 0; --n) {
            const std::int64_t recording = id * 100 + static_cast<std::int64_t>(out.songs.size());
            Song &song = out.songs.emplace_back();
            song = shelf.song(recording, artist, "name of " + std::to_string(recording), shelf.vector(&voice, 1.0F), id);
        }
        return out;
    }

    [[nodiscard]] const Song &song(RecordingId recording) const
    {
        for (const AlbumTracks &album : albums) {
            for (const Song &song : album.songs) {
                if (song.recording == recording) return song;
            }
        }
        throw std::runtime_error("no such song");
    }
};

AlbumRadioRequest request(const Library &library, int length)
{
    AlbumRadioRequest out;
    out.from = library.from;
    out.length = length;
    return out;
}

std::vector<std::int64_t> ids(const AlbumRadio &radio)
{
    std::vector<std::int64_t> out;
    for (const AlbumRadioPick &pick : radio.picks) out.push_back(pick.recording.value());
    return out;
}

TEST(AlbumRadio, GivesAlbumsWholeAndInTheirOrder)
{
    const Library library(10);
    const AlbumRadio radio = albumRadio(request(library, 1'000), library.albums, kCalibration);
    std::size_t songs = 0;
    for (const AlbumTracks &album : library.albums) songs += album.songs.size();
    ASSERT_EQ(radio.picks.size(), songs);
    EXPECT_NE(radio.notes.back().find("nothing left to play"), std::string::npos);
    std::set<AlbumId> begun;
    for (std::size_t i = 0; i < radio.picks.size(); ++i) {
        const AlbumRadioPick &pick = radio.picks[i];
        EXPECT_EQ(begun.insert(pick.album).second, pick.track == 1) << "an album once, from its first track";
        EXPECT_EQ(pick.recording.value(), pick.album.value() * 100 + static_cast<std::int64_t>(pick.track) - 1);
        if (pick.track == 1 && i > 0) {
            EXPECT_EQ(radio.picks[i - 1].track, radio.picks[i - 1].of) << "to its last";
            EXPECT_FALSE(shareArtist(library.song(pick.recording), library.song(radio.picks[i - 1].recording)));
        }
    }
}

TEST(AlbumRadio, GoesOnAsIfItHadNotStopped)
{
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const Library library(2 + seed % 10, seed);
        AlbumRadioRequest asked = request(library, 40);
        asked.seed = seed;
        const auto whole = ids(albumRadio(asked, library.albums, kCalibration));
        std::vector<std::int64_t> parts;
        while (parts.size() < whole.size()) {
            asked.length = 1 + static_cast<int>((seed + parts.size()) % 9);
            const AlbumRadio more = albumRadio(asked, library.albums, kCalibration);
            ASSERT_FALSE(more.picks.empty());
            for (const AlbumRadioPick &pick : more.picks) {
                parts.push_back(pick.recording.value());
                asked.given.push_back({library.song(pick.recording), RadioState::Given});
            }
        }
        parts.resize(whole.size());
        EXPECT_EQ(parts, whole) << "seed " << seed;
    }
}

TEST(AlbumRadio, ARejectedTrackEndsItsAlbumAndItsArtist)
{
    const Library library(10);
    AlbumRadioRequest asked = request(library, 2);
    const AlbumRadio first = albumRadio(asked, library.albums, kCalibration);
    asked.given = {{library.song(first.picks[0].recording), RadioState::Played}, {library.song(first.picks[1].recording), RadioState::Rejected}};
    asked.length = 1'000;
    for (const AlbumRadioPick &pick : albumRadio(asked, library.albums, kCalibration).picks) {
        EXPECT_FALSE(shareArtist(library.song(pick.recording), library.song(first.picks[0].recording)));
    }
    asked.given[1].state = RadioState::Skipped;
    EXPECT_EQ(albumRadio(asked, library.albums, kCalibration).picks.front().track, 3U) << "a skip goes on with the album";
}

TEST(AlbumRadio, AnAlbumOfTheSeedsSongsOrOfGivenOnesDoesNotCome)
{
    Library library(3);
    AlbumTracks bestOf = library.from;
    bestOf.album = AlbumId(500);
    for (Song &song : bestOf.songs) song.recording = RecordingId(song.recording.value() + 50'000);
    AlbumTracks again = library.albums[0];
    again.album = AlbumId(501);
    for (Song &song : again.songs) song.recording = RecordingId(song.recording.value() + 60'000);
    library.albums.push_back(bestOf);
    library.albums.push_back(again);
    std::set<std::int64_t> given;
    for (const AlbumRadioPick &pick : albumRadio(request(library, 1'000), library.albums, kCalibration).picks) given.insert(pick.album.value());
    EXPECT_FALSE(given.contains(500));
    EXPECT_EQ(given.count(1) + given.count(501), 1U) << "one of the two";
    EXPECT_EQ(given.size(), 6U);
}

TEST(AlbumRadio, NothingToStartFrom)
{
    const Library library(2);
    AlbumRadioRequest asked = request(library, 5);
    asked.from.songs.clear();
    EXPECT_TRUE(albumRadio(asked, library.albums, kCalibration).picks.empty());
    EXPECT_TRUE(albumRadio(request(library, 5), {}, kCalibration).picks.empty());
}

} // namespace
} // namespace taraf::recommend
