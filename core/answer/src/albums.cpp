#include "asked.h"

#include "taraf/recommend/albums.h"

#include <algorithm>
#include <format>
#include <unordered_map>

namespace taraf::answer {
namespace {

/// So many tracks nearest to the mean of a question decide which albums are compared track by track: those of the nearest, so many.
constexpr std::size_t kTracksForAlbums = 800, kMostAlbums = 100;

/// So many tracks, evenly spaced over the collection, name the albums by whose pairs the per cent is measured: 780 pairs at most.
constexpr std::size_t kSample = 40;

/// How alike two albums of this collection are that have nothing to do with each other.
Result<recommend::Spread> randomAlbums(Answers::Parts &parts, const Asked &asked)
{
    for (const auto &[weights, spread] : parts.albumSpreads) {
        if (weights == asked.query.weights) return spread;
    }
    const auto ids = asked.index->vectors().ids();
    std::vector<RecordingId> sample;
    for (std::size_t i = 0; i < std::min(ids.size(), kSample); ++i) sample.emplace_back(ids[i * ids.size() / std::min(ids.size(), kSample)]);
    const auto shelf = shelfOf(parts, sample, {}, kSample);
    if (!shelf) return fail(shelf.error());
    if (shelf->tracks.size() < 2) return recommend::Spread{.mean = asked.calibration.mean};
    parts.albumSpreads.emplace_back(asked.query.weights, recommend::spreadOfAlbums(shelf->tracks, asked.query.weights));
    return parts.albumSpreads.back().second;
}

/// What was asked with, as an album.
recommend::AlbumTracks queryOf(const Asked &asked)
{
    recommend::AlbumTracks query;
    if (asked.isSet) {
        query.songs = asked.voices.songs;
    } else {
        query.songs.emplace_back().vector = asked.query.vector;
    }
    return query;
}

/// Those of which nothing was played.
Result<> keepUnheard(Answers::Parts &parts, Shelf &shelf)
{
    const auto played = parts.library.playedSince(UnixTime{0});
    if (!played) return fail(played.error());
    std::unordered_set<AlbumId> heard;
    for (const Album &album : shelf.albums) {
        if (std::ranges::any_of(album.tracks, [&](RecordingId id) { return std::ranges::binary_search(*played, id); })) heard.insert(album.id);
    }
    std::erase_if(shelf.tracks, [&](const recommend::AlbumTracks &tracks) { return heard.contains(tracks.album); });
    return {};
}

/// The tracks that were asked with, to be named as partners.
Result<std::unordered_map<RecordingId, std::string>> titlesOf(Answers::Parts &parts, const Asked &asked)
{
    std::vector<RecordingId> recordings;
    for (const recommend::Song &song : asked.songs) recordings.push_back(song.recording);
    const auto tracks = parts.library.tracks(recordings);
    if (!tracks) return fail(tracks.error());
    std::unordered_map<RecordingId, std::string> titles;
    for (const Track &track : *tracks) titles.emplace(track.recording, track.titleOrName());
    return titles;
}

std::string sharing(std::size_t shared, std::size_t of) { return std::format("{} of its {} tracks are versions of these songs", shared, of); }

} // namespace

Result<SimilarAlbumsAnswer> Answers::similarAlbums(const SimilarQuestion &question) const
{
    SimilarQuestion whole = question;
    auto seeds = wholeAlbums(*m_parts, question.seeds);
    if (!seeds) return fail(std::move(seeds).error());
    whole.seeds = std::move(*seeds);
    const auto asked = ask(*m_parts, whole, recommend::Asking::Albums);
    if (!asked) return fail(asked.error());
    const auto hits = nearest(*asked, kTracksForAlbums);
    if (!hits) return fail(hits.error());

    // Albums that hold one of the nearest tracks, whole.
    std::vector<RecordingId> near;
    for (const neighbours::Hit &hit : *hits) near.push_back(hit.id);
    std::unordered_set<AlbumId> own;
    for (const recommend::Song &song : asked->voices.songs) own.insert(song.album);
    auto shelf = shelfOf(*m_parts, near, own, std::max(kMostAlbums, 2 * question.count));
    if (!shelf) return fail(std::move(shelf).error());
    if (question.unheard) {
        if (auto kept = keepUnheard(*m_parts, *shelf); !kept) return fail(std::move(kept).error());
    }
    const auto random = randomAlbums(*m_parts, *asked);
    if (!random) return fail(random.error());
    const auto titles = titlesOf(*m_parts, *asked);
    if (!titles) return fail(titles.error());

    const auto placeOf = [&](AlbumId album) { return static_cast<std::size_t>(std::ranges::find(shelf->albums, album, &Album::id) - shelf->albums.begin()); };
    const auto others = [&](const std::vector<recommend::OtherAlbum> &versions) {
        std::vector<OtherAlbum> out;
        for (const recommend::OtherAlbum &version : versions) out.push_back({.album = shelf->albums[placeOf(version.album)], .why = sharing(version.shared, version.of)});
        return out;
    };
    const recommend::SimilarAlbums found = recommend::similarAlbums(queryOf(*asked), shelf->tracks, asked->query.weights, asked->calibration, question.count, asked->rules);
    SimilarAlbumsAnswer answers{.albums = {}, .ofSeeds = others(found.ofQuery)};
    for (const recommend::SimilarAlbum &each : found.albums) {
        const std::size_t at = placeOf(each.album);
        const std::vector<recommend::Song> &songs = shelf->voices[at].songs;
        AlbumAnswer answer{.album = shelf->albums[at], .score = each.score, .match = recommend::matchPercent(each.score, random->mean), .why = {}, .tracks = {},
                           .versions = others(each.versions)};
        if (question.explain) answer.arithmetic = recommend::arithmetic(each, *random);
        std::array<float, kPartCount> cosines{};
        for (const recommend::TrackMatch &match : each.tracks) {
            const auto song = std::ranges::find(songs, match.track, &recommend::Song::recording);
            const auto partner = asked->isSet ? std::ranges::find(asked->voices.songs, match.queryTrack, &recommend::Song::recording) : asked->voices.songs.end();
            const bool isKnown = partner != asked->voices.songs.end();
            const auto parts = recommend::partCosines(isKnown ? partner->vector : std::span<const float>(asked->query.vector), song->vector);
            for (std::size_t part = 0; part < kPartCount; ++part) cosines[part] += parts[part] / static_cast<float>(each.tracks.size());
            const auto with = isKnown ? std::span(&*partner, 1) : std::span<const recommend::Song>();
            const auto title = titles->find(match.queryTrack);
            TrackAnswer track{.track = {}, .score = match.cosine, .match = recommend::matchPercent(match.cosine, asked->calibration.mean),
                              .why = (title == titles->end() ? "" : "like " + title->second + ": ") + recommend::explain(*song, parts, with, asked->calibration).text()};
            track.track.recording = match.track;
            answer.tracks.push_back(std::move(track));
        }
        // What is true of the tracks that carry the likeness, on average, is said of the album.
        if (!songs.empty()) answer.why = recommend::explain(songs.front(), cosines, asked->songs, asked->calibration).text();
        if (auto filled = fillTracks(*m_parts, answer.tracks); !filled) return fail(std::move(filled).error());
        answers.albums.push_back(std::move(answer));
    }
    return answers;
}

} // namespace taraf::answer
