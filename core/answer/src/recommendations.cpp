#include "taraf/answer/recommendations.h"

#include "scene.h"

#include "taraf/base/path.h"
#include "taraf/store/recommended.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <format>
#include <numeric>

namespace taraf::answer {
namespace {

constexpr std::size_t kTopSongs = 5, kPerArtist = 2;
constexpr std::size_t kAlbumTracks = 3;             ///< fewer make no album worth telling of

UnixTime now() { return std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()); }

float ofOthers(const Scene &scene, const std::string &artist)
{
    const auto number = scene.model ? scene.model->find(artist) : std::nullopt;
    return number ? scene.scores[*number] : 0;
}

float ofSound(const Scene &scene, RecordingId recording)
{
    const auto near = scene.sounds.find(recording);
    return near == scene.sounds.end() ? 0 : near->second.score;
}

/// The mean of the three that sound best.
float ofSound(const Scene &scene, std::span<const RecordingId> tracks)
{
    std::vector<float> all;
    for (const RecordingId each : tracks) all.push_back(ofSound(scene, each));
    std::ranges::sort(all, std::greater());
    all.resize(std::min<std::size_t>(3, all.size()));
    return all.empty() ? 0 : std::accumulate(all.begin(), all.end(), 0.0F) / static_cast<float>(all.size());
}

float joined(const Scene &scene, float others, float sound) { return scene.model ? others + scene.shares.sound * sound : sound; }

/// The two artists that were heard and speak for it most.
std::string goesWith(const Scene &scene, std::uint32_t artist)
{
    std::vector<std::pair<float, std::uint32_t>> all;
    for (const WeightedArtist &each : scene.model->weigh(scene.known)) {
        const float likeness = scene.model->likeness(artist, each.artist) - scene.model->meanLikeness;
        if (each.weight > 0 && likeness > 0 && each.artist != artist) all.emplace_back(-likeness * std::log1p(each.weight), each.artist);
    }
    std::ranges::sort(all);
    if (all.empty()) return {};
    return "goes with " + displayText(scene.model->names[all[0].second]) + (all.size() > 1 ? " and " + displayText(scene.model->names[all[1].second]) : "");
}

std::string soundsLike(const Scene &scene, std::span<const RecordingId> tracks)
{
    const Near *best = nullptr;
    for (const RecordingId each : tracks) {
        const auto near = scene.sounds.find(each);
        if (near != scene.sounds.end() && near->second.score > 1 && (best == nullptr || near->second.score > best->score)) best = &near->second;
    }
    if (best == nullptr) return {};
    const auto seed = scene.library.tracks(std::span(&best->seed, 1));
    return seed && !seed->empty() ? "sounds like " + displayText(labelOf(seed->front())) : std::string();
}

std::string whyOf(const Scene &scene, const std::string &artist, std::span<const RecordingId> tracks)
{
    const auto number = scene.model ? scene.model->find(artist) : std::nullopt;
    const std::string others = number && scene.scores[*number] > 0 ? goesWith(scene, *number) : std::string();
    const std::string sound = soundsLike(scene, tracks);
    return others + (others.empty() || sound.empty() ? "" : ", ") + sound;
}

void addLinks(const Scene &scene, Recommended &each)
{
    each.lastFm = "https://www.last.fm/music/" + percentEncoded(each.artist);
    const auto number = scene.model ? scene.model->find(each.artist) : std::nullopt;
    const std::string id = number ? scene.model->ids[*number] : std::string();
    each.musicBrainz = id.empty() ? "https://musicbrainz.org/search?type=artist&query=" + percentEncoded(each.artist) : "https://musicbrainz.org/artist/" + id;
}

/// How often everybody played it.
std::uint32_t playsOf(const Scene &scene, RecordingId recording)
{
    if (!scene.model) return 0;
    const auto found = std::ranges::lower_bound(scene.model->recordings, recording.value(), {}, &std::pair<std::int64_t, std::uint32_t>::first);
    return found != scene.model->recordings.end() && found->first == recording.value() ? found->second : 0;
}

struct Candidate {
    std::int64_t subject = 0;
    std::string artist, title;
    std::vector<RecordingId> tracks;
    float score = 0;
    bool isOwned = true;
};

std::vector<Candidate> artistsFor(const Scene &scene, RecommendQuestion::Shelf shelf)
{
    using enum RecommendQuestion::Shelf;
    std::vector<Candidate> all;
    const auto isOut = [&](const std::string &key) { return isNobody(key) || scene.listener.artists.contains(key) || scene.unwanted.artists.contains(key); };
    if (shelf != Missing) {
        for (const auto &[key, artist] : scene.owned) {
            if (isOut(key) || (!scene.model && ofSound(scene, artist.tracks) <= 0)) continue;
            if (std::ranges::any_of(artist.tracks, [&](RecordingId each) { return scene.listener.judged.contains(each); })) continue;
            all.push_back({.subject = TasteModel::keyOf(key), .artist = artist.name, .title = {}, .tracks = artist.tracks, .score = joined(scene, ofOthers(scene, key), ofSound(scene, artist.tracks))});
        }
    }
    if (shelf == Owned || !scene.model) return all;
    // Another spelling of an artist who was heard, or is owned, is that artist.
    std::vector<bool> isKnown(scene.model->size());
    for (const HeardArtist &each : scene.known) isKnown[each.artist] = true;
    for (const auto &[key, artist] : scene.owned) {
        if (const auto number = scene.model->find(key)) isKnown[*number] = true;
    }
    for (std::uint32_t number = 0; number < scene.model->size(); ++number) {
        const std::string &name = scene.model->names[number];
        if (isKnown[number] || scene.scores[number] <= 0 || isOut(comparable(name))) continue;
        all.push_back({.subject = TasteModel::keyOf(name), .artist = name, .title = {}, .tracks = {}, .score = scene.scores[number], .isOwned = false});
    }
    return all;
}

std::vector<Candidate> albumsFor(const Scene &scene, const std::vector<store::AlbumRow> &rows)
{
    std::vector<Candidate> all;
    for (const store::AlbumRow &row : rows) {
        const auto tracks = scene.albums.find(row.id);
        const std::string key = comparable(row.artist);
        if (tracks == scene.albums.end() || tracks->second.size() < kAlbumTracks || scene.listener.judgedAlbums.contains(row.id) || scene.unwanted.albums.contains(row.id) || scene.unwanted.artists.contains(key)) continue;
        if (std::ranges::any_of(tracks->second, [&](RecordingId each) { return scene.listener.judged.contains(each); })) continue;
        const float sound = ofSound(scene, tracks->second);
        if (!scene.model && sound <= 0) continue;
        all.push_back({.subject = row.id.value(), .artist = row.artist, .title = row.title, .tracks = tracks->second, .score = joined(scene, ofOthers(scene, key), sound)});
    }
    return all;
}

std::vector<Candidate> tracksFor(const Scene &scene)
{
    std::vector<Candidate> all;
    for (const auto &[recording, key] : scene.artistOf) {
        const float sound = ofSound(scene, recording);
        if (scene.listener.judged.contains(recording) || scene.unwanted.recordings.contains(recording) || scene.unwanted.artists.contains(key) || (!scene.model && sound <= 0)) continue;
        // Of an artist's songs the better known one, a little.
        const float popularity = std::log1p(static_cast<float>(playsOf(scene, recording))) / 16;
        all.push_back({.subject = recording.value(), .artist = key, .title = {}, .tracks = {recording}, .score = joined(scene, ofOthers(scene, key), sound) + popularity});
    }
    return all;
}

/// Best first, owned before missing, without what was given before; of tracks at most two an artist.
std::size_t choose(std::vector<Candidate> &all, OpinionOf of, const std::vector<store::Recommendation> &past, std::size_t count)
{
    std::unordered_set<std::int64_t> given;
    for (const store::Recommendation &each : past) {
        if (each.of == of) given.insert(each.subject);
    }
    std::erase_if(all, [&](const Candidate &each) { return given.contains(each.subject); });
    std::ranges::sort(all, [](const Candidate &a, const Candidate &b) { return std::tuple(!a.isOwned, -a.score, a.subject) < std::tuple(!b.isOwned, -b.score, b.subject); });
    const std::size_t there = all.size();
    std::map<std::string, std::size_t> songs;
    std::vector<Candidate> chosen;
    for (Candidate &each : all) {
        if (chosen.size() == count) break;
        if (of == OpinionOf::Track && songs[each.artist]++ >= kPerArtist) continue;
        chosen.push_back(std::move(each));
    }
    all = std::move(chosen);
    return there - all.size();
}

Result<Recommended> told(const Scene &scene, const Candidate &from, OpinionOf of)
{
    Recommended each{.of = of, .artist = from.artist, .title = from.title, .score = from.score, .why = whyOf(scene, from.artist, from.tracks), .isOwned = from.isOwned, .tracks = {}, .lastFm = {}, .musicBrainz = {}};
    std::vector<RecordingId> recordings = from.tracks;
    if (of == OpinionOf::Artist) {
        std::ranges::stable_sort(recordings, [&](RecordingId a, RecordingId b) { return std::tuple(playsOf(scene, b), ofSound(scene, b)) < std::tuple(playsOf(scene, a), ofSound(scene, a)); });
        recordings.resize(std::min(kTopSongs, recordings.size()));
    }
    auto tracks = of == OpinionOf::Album ? scene.library.albumTracks(AlbumId(from.subject)) : scene.library.tracks(recordings);
    if (!tracks) return fail(std::move(tracks).error());
    each.tracks = std::move(*tracks);
    if (of == OpinionOf::Track && !each.tracks.empty()) {
        each.artist = each.tracks.front().artist();
        each.title = each.tracks.front().titleOrName();
    }
    addLinks(scene, each);
    return each;
}

} // namespace

Result<RecommendAnswer> recommend(const Home &home, const RecommendQuestion &question)
{
    if (question.count < 1 || question.count > 1000) return fail(ErrorCode::InvalidArgument, "1 to 1,000 are recommended at a time");
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    const auto who = listenerNamed(listens, question.listener);
    if (!who) return fail(who.error());
    auto listener = listenerOf(*library, listens, *who);
    if (!listener) return fail(std::move(listener).error());
    if (listener->plays < kListensAskedFor && listener->opinions < kRatingsAskedFor) {
        return fail(ErrorCode::NotFound, std::format("recommendations begin with {} listens or {} ratings; so far there are {} and {}. Bring listens in (taraf listens import FILE), or rate (taraf rate artist:NAME --stars 4)",
                                                     kListensAskedFor, kRatingsAskedFor, listener->plays, listener->opinions));
    }
    auto set = sceneOf(home, *library, std::move(*listener));
    if (!set) return fail(std::move(set).error());
    Scene &scene = *set;

    std::vector<Candidate> candidates;
    if (question.of == OpinionOf::Artist) {
        candidates = artistsFor(scene, question.shelf);
    } else if (question.of == OpinionOf::Album) {
        const auto rows = library->albums(kAlbumTracks);
        if (!rows) return fail(rows.error());
        candidates = albumsFor(scene, *rows);
    } else {
        candidates = tracksFor(scene);
    }
    auto transaction = store::Transaction::begin(*library); // two who ask at once are not given the same
    if (!transaction) return fail(std::move(transaction).error());
    store::Recommended recommended(listens);
    const auto past = recommended.all(*who);
    if (!past) return fail(past.error());
    RecommendAnswer answer{.found = {}, .left = choose(candidates, question.of, *past, question.count), .isBySound = !scene.model, .notes = std::move(scene.notes)};
    std::vector<store::Recommendation> given;
    const UnixTime at = now();
    for (const Candidate &each : candidates) {
        auto one = told(scene, each, question.of);
        if (!one) return fail(std::move(one).error());
        given.push_back({.of = question.of, .subject = each.subject, .name = displayText(one->title.empty() ? one->artist : one->artist + " – " + one->title), .givenAt = at});
        answer.found.push_back(std::move(*one));
    }
    std::ranges::reverse(given); // the best of them is the newest
    if (auto added = recommended.add(*who, given); !added) return fail(std::move(added).error());
    if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
    if (answer.found.empty()) answer.notes.emplace_back("nothing is left that you have not heard or been recommended; after more listens, ratings or a training there may be. Begin anew with: taraf recommend forget");
    else if (answer.left <= kFewLeft) answer.notes.push_back(std::format("{} left after these; listen, rate or train again, and there are more", answer.left == 0 ? "none is" : answer.left == 1 ? "one is" : std::format("{} are", answer.left)));
    return answer;
}

Result<std::vector<PastRecommendation>> pastRecommendations(const Home &home, const std::string &listener)
{
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    const auto who = listenerNamed(listens, listener);
    if (!who) return fail(who.error());
    const auto all = store::Recommended(listens).all(*who);
    if (!all) return fail(all.error());
    std::vector<PastRecommendation> past;
    for (const store::Recommendation &each : *all) past.push_back({.of = each.of, .name = each.name, .givenAt = each.givenAt});
    return past;
}

Result<> forgetRecommendations(const Home &home, const std::string &listener)
{
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    const auto who = listenerNamed(listens, listener);
    if (!who) return fail(who.error());
    return store::Recommended(listens).forget(*who);
}

} // namespace taraf::answer
