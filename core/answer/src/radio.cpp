#include "taraf/recommend/radio.h"

#include "named.h"

#include "taraf/recommend/album_radio.h"
#include "taraf/recommend/match.h"
#include "taraf/recommend/query.h"
#include "taraf/store/catalogue.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <unordered_map>

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

/// One question, made ready for both kinds of radio.
struct Tuned {
    Voices seeds, minus, givenVoices;
    std::vector<recommend::GivenSong> given;
    std::unordered_set<RecordingId> mayCome;
    recommend::Rules rules;
    const neighbours::Index *index = nullptr;
    recommend::Calibration calibration;
};

/// The nearest of each seed that draws, each once.
Result<std::vector<RecordingId>> poolOf(Answers::Parts &parts, const Tuned &tuned, const RadioQuestion &question)
{
    const Voices &seeds = tuned.seeds;
    std::unordered_set<RecordingId> own, seen, ofYears;
    for (const Voices *voices : {&seeds, &tuned.minus}) {
        for (const recommend::Song &song : voices->songs) own.insert(song.recording);
    }
    std::erase_if(own, [&](RecordingId id) { return tuned.mayCome.contains(id); });
    if (const recommend::Years years = tuned.rules.years; years != recommend::Years{}) {
        const auto found = store::Catalogue(parts.library).ofYears(years.first, years.last);
        if (!found) return fail(found.error());
        ofYears.insert(found->begin(), found->end());
        if (ofYears.empty()) return std::vector<RecordingId>();
    }
    const auto isOut = [&](RecordingId id) { return own.contains(id) || (!ofYears.empty() && !ofYears.contains(id)); };
    const auto drawing = evenly(seeds.vectors.size(), kMostDrawing);
    const std::size_t total = (question.given.size() + question.length + kStep - 1) / kStep * kStep;
    const std::size_t wanted = std::max(kPool, kPoolATrack * total);
    std::vector<RecordingId> pool;
    for (const std::size_t i : drawing) {
        const auto hits = tuned.index->nearest(seeds.vectors[i], std::max<std::size_t>(wanted / drawing.size(), 200), weights(question.focus), isOut);
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

Result<Tuned> tune(Answers::Parts &parts, const RadioQuestion &question)
{
    if (question.seeds.empty()) return fail(ErrorCode::InvalidArgument, "a radio from what? Name a track, an album or a playlist");
    Tuned tuned;
    std::vector<Seed> asked = question.seeds;
    RuleTexts texts = question.rules;
    if (auto taken = takeYears(asked, texts); !taken) return fail(std::move(taken).error());
    auto rules = rulesFor(parts, recommend::Asking::Radio, texts);
    if (!rules) return fail(std::move(rules).error());
    tuned.rules = std::move(*rules);
    auto whole = question.albums ? wholeAlbums(parts, std::move(asked)) : Result<std::vector<Seed>>(std::move(asked));
    if (!whole) return fail(std::move(whole).error());
    auto seeds = voicesOf(parts, *whole);
    if (!seeds) return fail(std::move(seeds).error());
    tuned.seeds = std::move(*seeds);
    auto minus = voicesOf(parts, question.minus);
    if (!minus) return fail(std::move(minus).error());
    tuned.minus = std::move(*minus);
    for (const Seed &seed : *whole) {
        if (seed.kind == Seed::Kind::Named) tuned.mayCome.insert(seed.recordings.begin(), seed.recordings.end());
    }
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

/// Tells of songs what the rules and what was told ask for: how they sound in words, and how often they were played.
Result<> acquaint(Answers::Parts &parts, Tuned &tuned, std::vector<recommend::Song> &pool)
{
    std::vector<recommend::Song *> all;
    for (auto *songs : {&pool, &tuned.seeds.songs}) {
        for (recommend::Song &song : *songs) all.push_back(&song);
    }
    const bool isTold = std::ranges::any_of(tuned.given, [](const recommend::GivenSong &each) { return each.state != RadioState::Given; });
    if (isTold) {
        for (recommend::GivenSong &each : tuned.given) all.push_back(&each.song);
    }
    std::vector<RecordingId> recordings;
    for (const recommend::Song *song : all) recordings.push_back(song->recording);
    store::Catalogue catalogue(parts.library);
    if (isTold || tuned.rules.energy != recommend::Energy::Any) {
        std::unordered_map<RecordingId, Traits> traits;
        auto read = catalogue.eachTraits(recordings, [&](RecordingId recording, const Traits &each) { traits.emplace(recording, each); });
        if (!read) return read;
        for (recommend::Song *song : all) {
            if (const auto found = traits.find(song->recording); found != traits.end()) song->traits = found->second;
        }
    }
    if (tuned.rules.familiarity != 0) {
        const auto plays = catalogue.plays(recordings);
        if (!plays) return fail(plays.error());
        for (std::size_t i = 0; i < all.size(); ++i) all[i]->plays = (*plays)[i];
    }
    return {};
}

Result<RadioAnswer> ofTracks(Answers::Parts &parts, const RadioQuestion &question, Tuned &tuned)
{
    const auto recordings = poolOf(parts, tuned, question);
    if (!recordings) return fail(recordings.error());
    auto pool = voicesOf(parts, *recordings);
    if (!pool) return fail(pool.error());
    if (auto known = acquaint(parts, tuned, pool->songs); !known) return fail(std::move(known).error());
    auto lately = heardLately(parts, tuned.rules);
    if (!lately) return fail(std::move(lately).error());
    const recommend::RadioRequest request{.seeds = tuned.seeds.songs, .weights = weights(question.focus), .length = static_cast<int>(question.length),
                                          .seed = question.seed, .rules = tuned.rules, .given = tuned.given, .heardLately = std::move(*lately),
                                          .mayCome = tuned.mayCome, .minus = tuned.minus.songs};
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
    auto tuned = tune(*m_parts, question);
    if (!tuned) return fail(tuned.error());
    auto answer = question.albums ? ofAlbums(*m_parts, question, *tuned) : ofTracks(*m_parts, question, *tuned);
    if (!answer) return answer;
    if (auto filled = fillTracks(*m_parts, answer->tracks); !filled) return fail(std::move(filled).error());
    return answer;
}

} // namespace taraf::answer
