#include "parts.h"

#include "taraf/recommend/albums.h"
#include "taraf/recommend/query.h"
#include "taraf/recommend/similar.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace taraf::answer {
namespace {

/// So many tracks nearest to the mean of a question decide which albums are compared track by track.
constexpr std::size_t kTracksForAlbums = 3000;

/// One a track. A seed counts the same however many tracks it has.
std::vector<recommend::Term> termsOf(const Voices &voices, const std::vector<Seed> &seeds, Focus focus)
{
    std::vector<float> tracks(seeds.size());
    for (const std::size_t seed : voices.seeds) ++tracks[seed];
    std::vector<recommend::Term> terms;
    for (std::size_t i = 0; i < voices.vectors.size(); ++i) {
        const std::size_t seed = voices.seeds[i];
        terms.push_back({.vector = voices.vectors[i], .weight = 1.0F / tracks[seed], .parts = weights(seeds[seed].focus.value_or(focus))});
    }
    return terms;
}

/// A question made ready: what is sought, by whom, and among what spread.
struct Asked {
    Voices voices;
    std::vector<recommend::Song> songs;  ///< what was asked with, each once: two parts of a track are one song
    std::unordered_set<RecordingId> own; ///< named in the question, so no answers
    bool isSet = true;                   ///< a set of tracks; false: a direction alone
    recommend::Query query;
    const neighbours::Index *index = nullptr;
    recommend::Calibration calibration;
};

Result<Asked> ask(Answers::Parts &parts, const SimilarQuestion &question)
{
    if (question.seeds.empty()) return fail(ErrorCode::InvalidArgument, "similar to what? Name a track, an album or a playlist");
    Asked asked;
    auto voices = voicesOf(parts, question.seeds);
    if (!voices) return fail(std::move(voices).error());
    asked.voices = std::move(*voices);
    auto unlike = voicesOf(parts, question.minus);
    if (!unlike) return fail(std::move(unlike).error());
    auto query = recommend::combine(termsOf(asked.voices, question.seeds, question.focus), termsOf(*unlike, question.minus, question.focus));
    if (!query) return fail(std::move(query).error());
    for (const recommend::Song &song : asked.voices.songs) {
        if (asked.own.insert(song.recording).second || !song.recording.isValid()) asked.songs.push_back(song);
    }
    for (const recommend::Song &song : unlike->songs) asked.own.insert(song.recording);
    asked.isSet = question.minus.empty() && std::ranges::none_of(question.seeds, [](const Seed &seed) { return seed.focus.has_value(); });
    asked.query = std::move(*query);
    const auto index = parts.vectors();
    if (!index) return fail(index.error());
    asked.index = *index;
    asked.calibration = calibrationOf(**index, asked.query.weights);
    return asked;
}

Result<std::vector<neighbours::Hit>> nearest(const Asked &asked, std::size_t count)
{
    const std::span<const float, kVectorSize> vector(asked.query.vector.data(), kVectorSize);
    return asked.index->nearest(vector, count, asked.query.weights, [&](RecordingId id) { return asked.own.contains(id); }, neighbours::Ranking::Corrected);
}

/// The hits as the rules want to see them; `voices` holds the memory.
Result<std::vector<recommend::Candidate>> candidatesOf(Answers::Parts &parts, const Asked &asked, const std::vector<neighbours::Hit> &hits, Voices &voices)
{
    std::vector<RecordingId> recordings;
    std::unordered_map<RecordingId, float> proximities;
    for (const neighbours::Hit &hit : hits) {
        recordings.push_back(hit.id);
        proximities.emplace(hit.id, hit.proximity);
    }
    auto found = voicesOf(parts, recordings);
    if (!found) return fail(std::move(found).error());
    voices = std::move(*found);
    std::vector<recommend::Candidate> candidates;
    for (const recommend::Song &song : voices.songs) {
        recommend::Candidate candidate;
        static_cast<recommend::Song &>(candidate) = song;
        candidate.partCosines = recommend::partCosines(asked.query.vector, song.vector);
        candidate.score = proximities.at(song.recording); // corrected, so that those who are near to everybody don't answer everybody
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

} // namespace

Result<std::vector<TrackAnswer>> Answers::similar(const SimilarQuestion &question) const
{
    const auto asked = ask(*m_parts, question);
    if (!asked) return fail(asked.error());
    std::vector<TrackAnswer> answers;
    // The rules leave some out, so that more are fetched than asked for; when that was not enough, more again.
    for (std::size_t fetched = question.count * 2 + 64;; fetched *= 4) {
        const auto hits = nearest(*asked, fetched);
        if (!hits) return fail(hits.error());
        Voices voices;
        const auto candidates = candidatesOf(*m_parts, *asked, *hits, voices);
        if (!candidates) return fail(candidates.error());
        const auto ranked = recommend::similar(*candidates, asked->songs, asked->calibration, question.count);
        if (ranked.size() < question.count && hits->size() == fetched) continue;
        for (const recommend::Similar &each : ranked) {
            TrackAnswer answer{.track = {}, .score = each.score, .match = each.match, .why = each.why.text()};
            answer.track.recording = each.recording;
            answers.push_back(std::move(answer));
        }
        break;
    }
    if (auto filled = fillTracks(*m_parts, answers); !filled) return fail(std::move(filled).error());
    return answers;
}

Result<std::vector<AlbumAnswer>> Answers::similarAlbums(const SimilarQuestion &question) const
{
    const auto asked = ask(*m_parts, question);
    if (!asked) return fail(asked.error());
    const auto hits = nearest(*asked, kTracksForAlbums);
    if (!hits) return fail(hits.error());

    // Albums that hold one of the nearest tracks, whole.
    std::vector<RecordingId> near;
    for (const neighbours::Hit &hit : *hits) near.push_back(hit.id);
    const auto slims = m_parts->library.slims(near);
    if (!slims) return fail(slims.error());
    std::unordered_set<AlbumId> own, seen;
    for (const recommend::Song &song : asked->voices.songs) own.insert(song.album);
    std::vector<Album> albums;
    for (const store::Slim &slim : *slims) {
        if (!slim.album.isValid() || own.contains(slim.album) || !seen.insert(slim.album).second) continue;
        auto album = m_parts->library.album(slim.album);
        if (!album) return fail(std::move(album).error());
        albums.push_back(std::move(*album));
    }
    std::vector<Voices> voices(albums.size());
    std::vector<recommend::AlbumTracks> shelf;
    for (std::size_t i = 0; i < albums.size(); ++i) {
        auto found = voicesOf(*m_parts, albums[i].tracks);
        if (!found) return fail(std::move(found).error());
        voices[i] = std::move(*found);
        recommend::AlbumTracks tracks{.album = albums[i].id, .recordings = {}, .vectors = {}};
        for (const recommend::Song &song : voices[i].songs) {
            tracks.recordings.push_back(song.recording);
            tracks.vectors.push_back(song.vector);
        }
        shelf.push_back(std::move(tracks));
    }
    recommend::AlbumTracks query;
    if (asked->isSet) {
        for (const recommend::Song &song : asked->voices.songs) {
            query.recordings.push_back(song.recording);
            query.vectors.push_back(song.vector);
        }
    } else {
        query.recordings.emplace_back();
        query.vectors.push_back(asked->query.vector);
    }

    std::vector<AlbumAnswer> answers;
    for (const recommend::SimilarAlbum &each : recommend::similarAlbums(query, shelf, asked->query.weights, question.count)) {
        const auto at = static_cast<std::size_t>(std::ranges::find(albums, each.album, &Album::id) - albums.begin());
        AlbumAnswer answer{.album = albums[at], .score = each.score, .match = recommend::matchPercent(each.score, asked->calibration.mean), .why = {}, .tracks = {}};
        std::array<float, kPartCount> cosines{};
        for (const recommend::TrackMatch &match : each.tracks) {
            const auto &songs = voices[at].songs;
            const auto song = std::ranges::find(songs, match.track, &recommend::Song::recording);
            const auto partner = asked->isSet ? std::ranges::find(asked->voices.songs, match.queryTrack, &recommend::Song::recording) : asked->voices.songs.end();
            const auto with = partner == asked->voices.songs.end() ? std::span<const float>(asked->query.vector) : partner->vector;
            const auto parts = recommend::partCosines(with, song->vector);
            for (std::size_t part = 0; part < kPartCount; ++part) cosines[part] += parts[part] / static_cast<float>(each.tracks.size());
            const auto others = partner == asked->voices.songs.end() ? std::span<const recommend::Song>() : std::span(&*partner, 1);
            TrackAnswer track{.track = {}, .score = match.cosine, .match = recommend::matchPercent(match.cosine, asked->calibration.mean),
                              .why = recommend::explain(*song, parts, others, asked->calibration).text()};
            track.track.recording = match.track;
            answer.tracks.push_back(std::move(track));
        }
        // What is true of the tracks that carry the likeness, on average, is said of the album.
        const auto &songs = voices[at].songs;
        if (!songs.empty()) answer.why = recommend::explain(songs.front(), cosines, asked->songs, asked->calibration).text();
        if (auto filled = fillTracks(*m_parts, answer.tracks); !filled) return fail(std::move(filled).error());
        answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace taraf::answer
