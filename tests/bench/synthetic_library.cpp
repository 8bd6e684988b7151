/// A library of any size whose tracks exist only in the database and the index, for timing questions.
/// Usage: bench_library HOME TRACKS [ROOT [SCANNED]]
/// With SCANNED, the home of a library of real music: its descriptors are drawn around theirs, and there is no index yet.

#include "taraf/base/file.h"
#include "taraf/base/home.h"
#include "taraf/neighbours/publish.h"
#include "taraf/store/library.h"

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

Result<> fill(const Home &home, std::size_t tracks, const std::string &folder, const Drawn *drawn)
{
    if (auto made = makeFolder(home.data); !made) return made;
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(library.error());
    std::mt19937 draw(7);
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
    if (auto done = transaction->commit(); !done || drawn != nullptr) return done;
    auto published = neighbours::publish(home.index(), rows, {.mapGeneration = 1, .created = UnixTime{1}, .build = {.threads = 0}});
    if (!published) return fail(published.error());
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 5) {
        std::fprintf(stderr, "usage: bench_library HOME TRACKS [ROOT [SCANNED]]\n");
        return 2;
    }
    const auto homeAt = [](const std::string &folder) { return Home{.data = folder, .cache = folder + "/cache"}; };
    auto drawn = argc == 5 ? Drawn::around(homeAt(argv[4])) : Result<Drawn>(Drawn());
    const auto filled = !drawn ? Result<>(fail(drawn.error()))
                               : fill(homeAt(argv[1]), std::strtoul(argv[2], nullptr, 10), argc > 3 ? argv[3] : "/music", argc == 5 ? &*drawn : nullptr);
    if (!filled) {
        std::fprintf(stderr, "%s\n", filled.error().message.c_str());
        return 1;
    }
    return 0;
}
