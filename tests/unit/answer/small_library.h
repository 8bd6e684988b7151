/// @file A library whose tracks exist in the database and the index alone, for questions.
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/base/file.h"
#include "taraf/neighbours/publish.h"
#include "taraf/store/library.h"
#include "taraf/test/folder.h"

#include <cmath>
#include <format>
#include <gtest/gtest.h>
#include <random>
#include <stdexcept>

namespace taraf::answer::test {

/// The value, or the test's end with the error's words.
template<class T> T must(Result<T> result)
{
    if (!result) throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

class SmallLibrary : public testing::Test
{
protected:
    static constexpr int kArtists = 20, kTracks = 8; ///< tracks an album, an album a disc, two discs an artist

    void SetUp() override
    {
        must(makeFolder(m_home.data));
        store::Library library = must(store::Library::open(m_home.library(), store::Access::ReadWrite));
        const RootId root = must(library.addRoot("/music", UnixTime{1}));
        std::mt19937 draw(3);
        std::normal_distribution<float> normal;
        neighbours::VectorRows rows;
        for (int artist = 0; artist < kArtists; ++artist) {
            std::array<float, kVectorSize> centre{};
            for (float &value : centre) value = normal(draw);
            const AlbumId album = must(library.saveAlbum(std::format("key {}", artist), std::format("Album {}", artist), std::format("Artist {}", artist)));
            for (int i = 0; i < kTracks; ++i) {
                std::array<float, kVectorSize> vector{};
                for (std::size_t n = 0; n < kVectorSize; ++n) vector[n] = centre[n] + 0.9F * normal(draw);
                addTrack(library, rows, root, album, artist, i, vector);
            }
        }
        must(neighbours::publish(m_home.index(), rows, {.mapGeneration = 1, .created = UnixTime{1}, .build = {.threads = 1}}));
    }

    void addTrack(store::Library &library, neighbours::VectorRows &rows, RootId root, AlbumId album, int artist, int number, std::array<float, kVectorSize> vector)
    {
        AudioHash hash{};
        hash[0] = static_cast<std::uint8_t>(artist);
        hash[1] = static_cast<std::uint8_t>(number);
        const RecordingId recording = must(library.newRecording({.audioHash = hash, .duration = Milliseconds(180'000), .releaseTrack = {}}, UnixTime{1}));
        store::FileRecord file{.root = root, .path = pathOf(artist, number), .size = 1, .modified = FileTime{1}, .recording = recording, .album = album, .tags = {}, .stream = {}};
        file.tags.title = std::format("Name {} of {}", number, artist);
        file.tags.artists = {std::format("Artist {}", artist)};
        file.tags.album = std::format("Album {}", artist);
        file.tags.disc = 1 + number / (kTracks / 2);
        file.tags.track = 1 + number % (kTracks / 2);
        file.stream.duration = Milliseconds(180'000 + 10'000 * number);
        must(library.saveFile(file, UnixTime{1}));
        for (const PartRange &part : kParts) {
            float squares = 0;
            for (std::size_t i = part.offset; i < part.offset + part.size; ++i) squares += vector[i] * vector[i];
            for (std::size_t i = part.offset; i < part.offset + part.size; ++i) vector[i] /= std::sqrt(squares);
        }
        must(rows.add(recording, vector));
    }

    static std::string folderOf(int artist) { return std::format("/music/Artist {}/Album {}", artist, artist); }
    static std::string pathOf(int artist, int number) { return std::format("{}/CD{}/{:02}.mp3", folderOf(artist), 1 + number / (kTracks / 2), 1 + number % (kTracks / 2)); }

    [[nodiscard]] Answers answers() const { return must(Answers::open(m_home)); }

    taraf::test::TemporaryFolder m_folder;
    Home m_home{.data = m_folder / "home", .cache = m_folder / "home/cache"};
};

inline std::vector<RecordingId> ids(const std::vector<TrackAnswer> &tracks)
{
    std::vector<RecordingId> out;
    for (const TrackAnswer &track : tracks) out.push_back(track.track.recording);
    return out;
}

} // namespace taraf::answer::test
