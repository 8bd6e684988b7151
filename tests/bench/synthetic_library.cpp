/// A library of any size whose tracks exist only in the database and the index, for timing questions.
/// Usage: bench_library HOME TRACKS [ROOT [LISTENS [SCANNED]]]
/// With SCANNED, the home of a library of real music: descriptors are drawn around its, and there is no index yet.

#include "taraf/base/file.h"
#include "taraf/base/home.h"
#include "taraf/neighbours/publish.h"
#include "taraf/store/library.h"
#include "taraf/store/listens.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <format>
#include <random>

namespace {

using namespace taraf;

constexpr std::size_t kTracksAnAlbum = 10, kAlbumsAnArtist = 2;

/// Unit parts scattered about the artist's own centre, so that neighbours are as clustered as in music.
std::array<float, kVectorSize> vectorOf(std::size_t artist, std::mt19937 &draw)
{
    // One each: a distribution keeps the second of each two numbers it makes for the next who asks.
    std::normal_distribution<float> ofCentre, ofTrack;
    std::mt19937 centre(static_cast<unsigned>(artist % 1000));
    std::array<float, kVectorSize> vector{};
    for (float &number : vector) number = ofCentre(centre) + 0.9F * ofTrack(draw);
    for (const PartRange &part : kParts) {
        float square = 0;
        for (std::size_t i = part.offset; i < part.offset + part.size; ++i) square += vector[i] * vector[i];
        for (std::size_t i = part.offset; i < part.offset + part.size; ++i) vector[i] /= std::sqrt(square);
    }
    return vector;
}

/// Descriptors that vary as those of real tracks do. Each is made of two tracks' deviations from the mean, one of which is its artist's, and of the
/// segments' deviations of a third: mean, covariance and scatter within tracks stay what they are.
class Drawn
{
public:
    static Result<Drawn> around(const Home &home)
    {
        auto library = store::Library::open(home.library(), store::Access::ReadOnly);
        if (!library) return fail(library.error());
        Drawn drawn;
        auto read = library->eachHeard(kDescriptorVersion, {}, [&](const store::HeardRow &row) { return drawn.m_heard.push_back(row.descriptor), true; });
        if (!read) return fail(read.error());
        if (drawn.m_heard.empty()) return fail(ErrorCode::NotFound, home.library() + " holds no track that was listened to; run: taraf rescan");
        drawn.m_mean.resize(drawn.m_heard.front().values.size());
        for (const Descriptor &each : drawn.m_heard) {
            for (std::size_t i = 0; i < drawn.m_mean.size(); ++i) drawn.m_mean[i] += each.values[i] / static_cast<float>(drawn.m_heard.size());
        }
        return drawn;
    }
    [[nodiscard]] Descriptor of(std::size_t artist, std::mt19937 &draw) const
    {
        const Descriptor &one = m_heard[artist * 7919 % m_heard.size()], &other = m_heard[draw() % m_heard.size()], &third = m_heard[draw() % m_heard.size()];
        Descriptor made{.values = m_mean, .segments = {}};
        for (std::size_t i = 0; i < m_mean.size(); ++i) made.values[i] += 0.6F * (one.values[i] - m_mean[i]) + 0.8F * (other.values[i] - m_mean[i]);
        for (const std::vector<float> &segment : third.segments) {
            made.segments.push_back(made.values);
            for (std::size_t i = 0; i < m_mean.size(); ++i) made.segments.back()[i] += segment[i] - third.values[i];
        }
        return made;
    }

private:
    std::vector<Descriptor> m_heard;
    std::vector<float> m_mean;
};

/// Five years up to now of somebody who plays a few songs very often and most of them hardly ever, has other favourites each quarter, hears much in the evening
/// and loves a song in a hundred.
Result<> listen(store::Library &library, const std::vector<RecordingId> &recordings, std::size_t listens)
{
    store::Listens heard(library);
    auto transaction = store::Transaction::begin(library);
    if (!transaction) return fail(transaction.error());
    const auto source = heard.source("bench");
    if (!source) return fail(source.error());
    std::vector<store::HeardId> songs;
    for (std::size_t i = 0; i < recordings.size(); ++i) {
        const std::size_t album = i / kTracksAnAlbum;
        store::HeardSong song{.id = {}, .artist = std::format("Artist {}", album / kAlbumsAnArtist), .title = std::format("Title {}", i), .album = std::format("Album {}", album), .recordingId = {},
                              .releaseId = {}, .artistId = {}, .duration = Milliseconds(180000), .matchKey = 0, .recording = {}};
        const auto id = heard.addSong(song);
        if (!id) return fail(id.error());
        if (auto matched = heard.match(*id, recordings[i], store::MatchedBy::File); !matched) return matched;
        songs.push_back(*id);
        if (i % 100 != 0) continue;
        const auto loved = library.setOpinion({.of = OpinionOf::Track, .recording = recordings[i], .album = {}, .artist = {}, .name = song.title}, {.rating = 0, .feeling = Feeling::Love}, UnixTime{static_cast<std::int64_t>(1'600'000'000 + i)});
        if (!loved) return fail(loved.error());
    }
    constexpr std::int64_t kSpan = 5 * 365 * 86'400, kQuarter = 90 * 86'400;
    const std::int64_t now = std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()).count();
    std::mt19937_64 draw(9);
    std::uniform_real_distribution<double> part;
    std::normal_distribution<double> evening(19, 3);
    std::vector<store::ListenRow> rows;
    for (std::size_t i = 0; i < listens; ++i) {
        const auto ago = static_cast<std::int64_t>(part(draw) * static_cast<double>(kSpan));
        const std::int64_t day = (now - ago) / 86'400 * 86'400;
        const std::int64_t at = std::min(now - 60, day + static_cast<std::int64_t>(std::clamp(evening(draw), 0.0, 23.9) * 3'600));
        // A power of an even number is a curve like those of real listeners: a tenth of the songs has two thirds of the plays. Half are of the quarter's own order of songs.
        const auto rank = static_cast<std::size_t>(std::pow(part(draw), 6) * static_cast<double>(songs.size()));
        const std::size_t shift = i % 2 == 0 ? 0 : static_cast<std::size_t>(at / kQuarter) * 7'919 * kTracksAnAlbum;
        rows.push_back({.listener = store::kSelf, .at = UnixTime{at}, .heard = songs[(rank + shift) % songs.size()], .source = *source, .played = Milliseconds(180000)});
    }
    std::ranges::sort(rows);
    if (auto added = heard.add(store::Heed::Listens, rows); !added) return fail(added.error());
    return transaction->commit();
}

Result<> fill(const Home &home, std::size_t tracks, const std::string &folder, std::size_t listens, const Drawn *drawn)
{
    if (auto made = makeFolder(home.data); !made) return made;
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(library.error());
    std::mt19937 draw(7);
    std::vector<RecordingId> recordings;
    neighbours::VectorRows rows;
    rows.reserve(tracks);
    auto transaction = store::Transaction::begin(*library);
    if (!transaction) return fail(transaction.error());
    const auto root = library->addRoot(folder, UnixTime{1});
    if (!root) return fail(root.error());
    AlbumId album;
    for (std::size_t i = 0; i < tracks; ++i) {
        const std::size_t albumNumber = i / kTracksAnAlbum, artist = albumNumber / kAlbumsAnArtist;
        if (i % kTracksAnAlbum == 0) {
            auto saved = library->saveAlbum(std::format("key {}", albumNumber), std::format("Album {}", albumNumber), std::format("Artist {}", artist));
            if (!saved) return fail(saved.error());
            album = *saved;
        }
        AudioHash hash{};
        for (std::size_t byte = 0; byte < 8; ++byte) hash[byte] = static_cast<std::uint8_t>(i >> (8 * byte));
        const auto recording = library->newRecording({.audioHash = hash, .duration = Milliseconds(180000), .releaseTrack = {}}, UnixTime{1});
        if (!recording) return fail(recording.error());
        recordings.push_back(*recording);
        store::FileRecord file{.root = *root, .path = std::format("{}/Artist {}/Album {}/{:02}.mp3", folder, artist, albumNumber, i % kTracksAnAlbum), .size = 1,
                               .modified = FileTime{1}, .recording = *recording, .album = album, .tags = {}, .stream = {}};
        file.tags.title = std::format("Title {}", i);
        file.tags.artists = {std::format("Artist {}", artist)};
        file.tags.album = std::format("Album {}", albumNumber);
        file.tags.genres = {std::format("Genre {}", artist % 20)};
        file.tags.year = 1960 + static_cast<int>(artist % 60);
        file.stream.duration = Milliseconds(180000);
        file.stream.bitrate = 192;
        if (auto saved = library->saveFile(file, UnixTime{1}); !saved) return fail(saved.error());
        // Of no numbers, where nobody asks for a map: questions take the index, and only whether it was heard is looked at here.
        const Descriptor descriptor = drawn != nullptr ? drawn->of(artist, draw) : Descriptor{};
        auto saved = library->saveDescriptor({.recording = *recording, .version = kDescriptorVersion, .device = "cpu", .analysedAt = UnixTime{1}}, descriptor);
        if (!saved) return saved;
        if (drawn != nullptr) continue;
        if (auto added = rows.add(*recording, vectorOf(artist, draw)); !added) return added;
    }
    if (auto done = transaction->commit(); !done) return done;
    if (listens > 0) {
        if (auto heard = listen(*library, recordings, listens); !heard) return heard;
    }
    if (drawn != nullptr) return {};
    auto published = neighbours::publish(home.index(), rows, {.mapGeneration = 1, .created = UnixTime{1}, .build = {.threads = 0}});
    if (!published) return fail(published.error());
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 6) {
        std::fprintf(stderr, "usage: bench_library HOME TRACKS [ROOT [LISTENS [SCANNED]]]\n");
        return 2;
    }
    const auto homeAt = [](const std::string &folder) { return Home{.data = folder, .cache = folder + "/cache"}; };
    const auto number = [](const char *text) { return std::strtoul(text, nullptr, 10); };
    auto drawn = argc > 5 ? Drawn::around(homeAt(argv[5])) : Result<Drawn>(Drawn());
    const auto filled = !drawn ? Result<>(fail(drawn.error()))
                               : fill(homeAt(argv[1]), number(argv[2]), argc > 3 ? argv[3] : "/music", argc > 4 ? number(argv[4]) : 0, argc > 5 ? &*drawn : nullptr);
    if (!filled) {
        std::fprintf(stderr, "%s\n", filled.error().message.c_str());
        return 1;
    }
    return 0;
}
