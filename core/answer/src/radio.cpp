#include "taraf/recommend/radio.h"

#include "parts.h"

#include "taraf/recommend/album_radio.h"
#include "taraf/recommend/match.h"
#include "taraf/recommend/query.h"

#include <algorithm>
#include <chrono>
#include <format>

namespace taraf::answer {
namespace {

/// Of a long playlist, so many seeds evenly spaced draw: what recommend::radio() listens to.
constexpr std::size_t kMostDrawing = 24;

/// A pool has so many tracks, and more where much is asked for. It grows by steps, so that a radio that goes on draws from what it would have
/// drawn from at once.
constexpr std::size_t kPool = 800, kPoolATrack = 2, kStep = 200;

/// Whole albums are those of so many tracks that are nearest.
constexpr std::size_t kTracksForAlbums = 2000, kMostAlbums = 250;

std::vector<std::size_t> evenly(std::size_t count, std::size_t most)
{
    std::vector<std::size_t> chosen;
    const std::size_t wanted = std::min(count, most);
    for (std::size_t i = 0; i < wanted; ++i) chosen.push_back(i * count / wanted);
    return chosen;
}

std::string titleOf(const RadioQuestion &question)
{
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(question.seeds.size(), 2); ++i) names += (i == 0 ? "" : " and ") + question.seeds[i].label;
    return (question.albums ? "Albums from " : "Radio from ") + names + (question.seeds.size() > 2 ? " and more" : "");
}

/// The nearest of each seed that draws, each once.
Result<std::vector<RecordingId>> poolOf(const neighbours::Index &index, const Voices &seeds, const RadioQuestion &question)
{
    std::unordered_set<RecordingId> own, seen;
    for (const recommend::Song &song : seeds.songs) own.insert(song.recording);
    const auto drawing = evenly(seeds.vectors.size(), kMostDrawing);
    const std::size_t total = (question.given.size() + question.length + kStep - 1) / kStep * kStep;
    const std::size_t wanted = std::max(kPool, kPoolATrack * total);
    std::vector<RecordingId> pool;
    for (const std::size_t i : drawing) {
        const auto hits = index.nearest(seeds.vectors[i], std::max<std::size_t>(wanted / drawing.size(), 200), weights(question.focus), [&](RecordingId id) { return own.contains(id); });
        if (!hits) return fail(hits.error());
        for (const neighbours::Hit &hit : *hits) {
            if (seen.insert(hit.id).second) pool.push_back(hit.id);
        }
    }
    return pool;
}

/// What was given, as the rules want to see it; of a recording that can't be played any more its id is left. `voices` holds the memory.
Result<std::vector<recommend::GivenSong>> givenOf(Answers::Parts &parts, const RadioQuestion &question, Voices &voices)
{
    std::vector<RecordingId> recordings;
    for (const GivenTrack &track : question.given) recordings.push_back(track.recording);
    auto found = voicesOf(parts, recordings);
    if (!found) return fail(std::move(found).error());
    voices = std::move(*found);
    std::vector<recommend::GivenSong> given;
    for (const GivenTrack &track : question.given) {
        const auto song = std::ranges::find(voices.songs, track.recording, &recommend::Song::recording);
        recommend::GivenSong &each = given.emplace_back();
        if (song != voices.songs.end()) each.song = *song;
        each.song.recording = track.recording;
        each.state = track.state;
    }
    return given;
}

/// One question, made ready for both kinds of radio.
struct Tuned {
    Voices seeds, givenVoices;
    std::vector<recommend::GivenSong> given;
    recommend::Rules rules;
    const neighbours::Index *index = nullptr;
    recommend::Calibration calibration;
};

Result<Tuned> tune(Answers::Parts &parts, const RadioQuestion &question)
{
    if (question.seeds.empty()) return fail(ErrorCode::InvalidArgument, "a radio from what? Name a track, an album or a playlist");
    Tuned tuned;
    auto rules = rulesFor(parts, recommend::Asking::Radio, question.rules);
    if (!rules) return fail(std::move(rules).error());
    tuned.rules = std::move(*rules);
    auto whole = question.albums ? wholeAlbums(parts, question.seeds) : question.seeds;
    if (!whole) return fail(std::move(whole).error());
    auto seeds = voicesOf(parts, *whole);
    if (!seeds) return fail(std::move(seeds).error());
    tuned.seeds = std::move(*seeds);
    const auto index = parts.vectors();
    if (!index) return fail(index.error());
    tuned.index = *index;
    tuned.calibration = calibrationOf(**index, weights(question.focus));
    auto given = givenOf(parts, question, tuned.givenVoices);
    if (!given) return fail(std::move(given).error());
    tuned.given = std::move(*given);
    return tuned;
}

Result<std::unordered_set<RecordingId>> heardLately(Answers::Parts &parts, const recommend::Rules &rules)
{
    if (rules.repeatWindow == 0) return std::unordered_set<RecordingId>();
    const auto since = std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()) - std::chrono::days(rules.repeatWindow);
    const auto played = parts.library.playedSince(since);
    if (!played) return fail(played.error());
    return std::unordered_set<RecordingId>(played->begin(), played->end());
}

Result<RadioAnswer> ofTracks(Answers::Parts &parts, const RadioQuestion &question, const Tuned &tuned)
{
    const auto recordings = poolOf(*tuned.index, tuned.seeds, question);
    if (!recordings) return fail(recordings.error());
    const auto pool = voicesOf(parts, *recordings);
    if (!pool) return fail(pool.error());
    auto lately = heardLately(parts, tuned.rules);
    if (!lately) return fail(std::move(lately).error());
    const recommend::RadioRequest request{.seeds = tuned.seeds.songs, .weights = weights(question.focus), .length = static_cast<int>(question.length),
                                          .seed = question.seed, .rules = tuned.rules, .given = tuned.given, .heardLately = std::move(*lately)};
    recommend::Radio radio = recommend::radio(request, pool->songs, tuned.calibration);
    RadioAnswer answer{.title = titleOf(question), .tracks = {}, .notes = std::move(radio.notes)};
    for (const recommend::RadioPick &pick : radio.picks) {
        TrackAnswer track{.track = {}, .score = pick.toSeed, .match = recommend::matchPercent(pick.toSeed, tuned.calibration.mean), .why = pick.why.text()};
        track.track.recording = pick.recording;
        if (question.explain) track.arithmetic = recommend::arithmetic(pick, tuned.rules);
        answer.tracks.push_back(std::move(track));
    }
    return answer;
}

Result<RadioAnswer> ofAlbums(Answers::Parts &parts, const RadioQuestion &question, const Tuned &tuned)
{
    recommend::AlbumRadioRequest request{.from = {}, .weights = weights(question.focus), .length = static_cast<int>(question.length), .seed = question.seed,
                                         .rules = tuned.rules, .given = tuned.given};
    request.from.songs = tuned.seeds.songs;
    std::vector<recommend::Term> terms;
    for (const Vector &vector : tuned.seeds.vectors) terms.push_back({.vector = vector});
    const auto query = recommend::combine(terms);
    if (!query) return fail(query.error());
    const std::span<const float, kVectorSize> middle(query->vector.data(), kVectorSize);
    const auto hits = tuned.index->nearest(middle, kTracksForAlbums, weights(question.focus));
    if (!hits) return fail(hits.error());
    std::vector<RecordingId> near, given;
    for (const neighbours::Hit &hit : *hits) near.push_back(hit.id);
    for (const GivenTrack &track : question.given) given.push_back(track.recording);
    std::unordered_set<AlbumId> own;
    for (const recommend::Song &song : tuned.seeds.songs) own.insert(song.album);
    const auto shelf = shelfOf(parts, near, own, kMostAlbums);
    if (!shelf) return fail(shelf.error());
    // What was given lies there, unless the collection has changed since.
    for (const recommend::AlbumTracks &album : shelf->tracks) own.insert(album.album);
    const auto former = shelfOf(parts, given, own, given.size());
    if (!former) return fail(former.error());
    std::vector<recommend::AlbumTracks> albums = shelf->tracks;
    albums.insert(albums.end(), former->tracks.begin(), former->tracks.end());

    recommend::AlbumRadio radio = recommend::albumRadio(request, albums, tuned.calibration);
    RadioAnswer answer{.title = titleOf(question), .tracks = {}, .notes = std::move(radio.notes)};
    for (const recommend::AlbumRadioPick &pick : radio.picks) {
        TrackAnswer track{.track = {}, .score = pick.toSeed, .match = recommend::matchPercent(pick.toSeed, tuned.calibration.mean),
                          .why = std::format("track {} of {}; the album {}", pick.track, pick.of, pick.why.text())};
        track.track.recording = pick.recording;
        if (question.explain) track.arithmetic = recommend::arithmetic(pick, tuned.rules);
        answer.tracks.push_back(std::move(track));
    }
    return answer;
}

} // namespace

Result<RadioAnswer> Answers::radio(const RadioQuestion &question) const
{
    const auto tuned = tune(*m_parts, question);
    if (!tuned) return fail(tuned.error());
    auto answer = question.albums ? ofAlbums(*m_parts, question, *tuned) : ofTracks(*m_parts, question, *tuned);
    if (!answer) return answer;
    if (auto filled = fillTracks(*m_parts, answer->tracks); !filled) return fail(std::move(filled).error());
    return answer;
}

} // namespace taraf::answer
