#include "mixing.h"

#include "taraf/recommend/match.h"
#include "taraf/recommend/query.h"
#include "taraf/recommend/why.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <unordered_map>

// Mixes of what sounds like what is played.

namespace taraf::answer {
namespace {

using recommend::Instant;
using recommend::MixKind;
using recommend::RankedTrack;

/// What songs are ranked among: more than any list needs under its caps.
constexpr std::size_t kRanked = 1000;
/// The nearest of some seeds, of which a list is made.
constexpr std::size_t kPool = 400;
/// What each favourite gives to what was never heard.
constexpr std::size_t kOfEach = 40;

std::string namesOf(const std::vector<std::string> &names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

} // namespace

recommend::HeardOften Mixing::heardOften(const recommend::Song &song) const
{
    const recommend::Played *played = m_past.played(song.recording);
    if (played == nullptr) return {.song = song};
    return {.song = song, .plays = played->plays(), .recency = recommend::recency(played->at, static_cast<Instant>(m_past.now().count()))};
}

Result<MixList> Mixing::like(std::span<const RecordingId> seeds)
{
    const auto voices = voicesOf(m_parts, drawn(seeds, static_cast<std::size_t>(m_settings.parameters.like.seeds)));
    if (!voices) return fail(voices.error());
    MixList list;
    if (voices->songs.empty()) return list;
    recommend::LikeThese request{.seeds = {}, .count = static_cast<std::size_t>(m_settings.parameters.tracks), .seed = m_settings.seed, .rules = m_settings.rules, .parameters = m_settings.parameters.like};
    std::vector<recommend::Term> terms;
    std::unordered_set<RecordingId> own(seeds.begin(), seeds.end());
    for (const recommend::Song &song : voices->songs) {
        request.seeds.push_back(heardOften(song));
        terms.push_back({.vector = song.vector, .weight = std::log(2.0F + static_cast<float>(request.seeds.back().plays))});
    }
    const auto query = recommend::combine(terms);
    if (!query) return fail(query.error());
    const auto index = m_parts.vectors();
    if (!index) return fail(index.error());
    const auto hits = (*index)->nearest(std::span<const float, kVectorSize>(query->vector.data(), kVectorSize), kPool, query->weights, [&](RecordingId id) { return own.contains(id); });
    if (!hits) return fail(hits.error());
    std::vector<RecordingId> near;
    for (const neighbours::Hit &hit : *hits) near.push_back(hit.id);
    const auto found = voicesOf(m_parts, near);
    if (!found) return fail(found.error());
    std::vector<recommend::HeardOften> pool;
    for (const recommend::Song &song : found->songs) pool.push_back(heardOften(song));
    const auto calibration = calibrationOf(**index, request.weights);
    for (const recommend::LikePick &pick : recommend::songsLike(request, pool, calibration)) {
        const recommend::Song &song = pick.isSeed ? request.seeds[pick.place].song : pool[pick.place].song;
        if (pick.isSeed) {
            list.tracks.push_back(trackOf(song.recording, "what the others are like"));
            continue;
        }
        const recommend::Song &seed = request.seeds[pick.nearest].song;
        const auto cosines = recommend::partCosines(seed.vector, song.vector);
        list.tracks.push_back(trackOf(song.recording, recommend::explain(song, cosines, std::span(&seed, 1), calibration, recommend::Against::Seed).text()));
        list.tracks.back().match = recommend::matchPercent(recommend::weighted(cosines, request.weights), calibration.mean);
    }
    return list;
}

Result<Mixed> Mixing::topArtists()
{
    const auto history = m_past.history();
    if (!history) return fail(history.error());
    const auto owned = m_past.owned();
    if (!owned) return fail(owned.error());
    const auto artists = m_past.playedBy([](const Owned &each) { return std::int64_t{each.artist} + 1; });
    if (!artists) return fail(artists.error());
    const recommend::TopArtistsParameters &p = m_settings.parameters.topArtists;
    const auto top = recommend::topArtists(*artists, **history, m_settings.seed, p);
    std::unordered_map<std::int64_t, std::vector<RecordingId>> songs;
    for (const recommend::RankedGroup &each : top) songs[(*artists)[each.group].id - 1];
    for (const Owned &each : **owned) {
        if (const auto found = songs.find(each.artist); found != songs.end()) found->second.push_back(each.recording);
    }
    Mixed mixed;
    for (const recommend::RankedGroup &each : top) {
        const std::int64_t artist = (*artists)[each.group].id - 1;
        auto list = like(songs[artist]);
        if (!list) return fail(std::move(list).error());
        if (list->tracks.empty()) continue;
        list->title = "Songs like " + m_past.artists()[static_cast<std::size_t>(artist)];
        list->description = counted(each.plays, "play", "plays") + (p.days == 0 ? " of this artist" : std::format(" of this artist in {} days", p.days));
        mixed.lists.push_back(std::move(*list));
    }
    if (!mixed.lists.empty()) return mixed;
    const auto most = recommend::topArtists(*artists, **history, 1, {.days = p.days, .plays = 1, .count = INT32_MAX});
    auto lacking = this->lacking(std::format("needs an artist with {} plays{}; the most so far are {}", recommend::leastPlays(p), p.days == 0 ? "" : std::format(" in {} days", p.days), most.empty() ? 0 : most.front().plays));
    if (!lacking) return fail(std::move(lacking).error());
    mixed.nothing = std::move(*lacking);
    return mixed;
}

Result<Mixed> Mixing::smart()
{
    const auto history = m_past.history();
    if (!history) return fail(history.error());
    const auto index = m_parts.vectors();
    if (!index) return fail(index.error());
    const recommend::SmartMixParameters &p = m_settings.parameters.smart;
    std::unordered_set<RecordingId> loved;
    for (const recommend::LovedTrack &each : recommend::lovedTracks(**history, m_settings.parameters.spikes)) loved.insert(each.recording);
    std::vector<RecordingId> often(loved.begin(), loved.end());
    for (const recommend::Played &each : (*history)->played) {
        if (static_cast<std::int64_t>(each.plays()) >= p.plays && !loved.contains(each.recording)) often.push_back(each.recording);
    }
    std::erase_if(often, [&](RecordingId recording) { return !(*index)->vectors().row(recording).has_value(); });
    std::ranges::sort(often);
    const std::size_t enough = often.size();
    const auto voices = voicesOf(m_parts, drawn(often, static_cast<std::size_t>(p.most)));
    if (!voices) return fail(voices.error());
    std::vector<recommend::Song> songs;
    std::vector<std::uint64_t> plays;
    const recommend::Admission admission(m_settings.rules, {});
    for (const recommend::Song &song : voices->songs) {
        if (!admission.admits(song)) continue;
        songs.push_back(song);
        plays.push_back(heardOften(song).plays);
    }
    Mixed mixed;
    for (const recommend::Cluster &cluster : recommend::smartClusters(songs, plays, weights(Focus::Overall), p)) {
        std::vector<RecordingId> seeds;
        for (const std::size_t place : cluster.songs) seeds.push_back(songs[place].recording);
        auto list = like(seeds);
        if (!list) return fail(std::move(list).error());
        const auto tracks = m_parts.library.tracks(seeds);
        if (!tracks) return fail(tracks.error());
        std::vector<std::string> names; // as people write them, in the order of the keys
        for (const std::string &key : std::span(cluster.artists).first(std::min<std::size_t>(cluster.artists.size(), 5))) {
            for (const Track &track : *tracks) {
                const auto &artists = track.tags.artists.empty() ? track.tags.albumArtists : track.tags.artists;
                if (artists.empty() || comparable(artists.front()) != key) continue;
                names.push_back(artists.front());
                break;
            }
        }
        list->title = namesOf(names);
        list->description = "Songs like " + labelOf(tracks->front()) + (tracks->size() > 1 ? " and " + labelOf((*tracks)[1]) : "");
        mixed.lists.push_back(std::move(*list));
    }
    if (!mixed.lists.empty()) return mixed;
    auto lacking = this->lacking(static_cast<std::int64_t>(enough) < p.tracks
        ? std::format("needs {} tracks that you played {} times or more, or love; {} so far", p.tracks, p.plays, enough)
        : std::format("no island of {} to {} artists is to be seen in what you play", p.artistsLeast, p.artistsMost));
    if (!lacking) return fail(std::move(lacking).error());
    mixed.nothing = std::move(*lacking);
    return mixed;
}

Result<Mixed> Mixing::unheard()
{
    const auto history = m_past.history();
    if (!history) return fail(history.error());
    const auto index = m_parts.vectors();
    if (!index) return fail(index.error());
    std::vector<RecordingId> liked;
    for (const RankedTrack &each : recommend::favourites(**history, m_settings.seed, m_settings.parameters.favourites)) liked.push_back(each.recording);
    const auto favourites = voicesOf(m_parts, liked);
    if (!favourites) return fail(favourites.error());
    struct Near {
        std::size_t favourite = 0;
        float score = -1;
    };
    std::unordered_map<RecordingId, Near> found;
    const PartWeights overall = weights(Focus::Overall);
    const auto isHeard = [&](RecordingId id) { return m_past.played(id) != nullptr; };
    for (std::size_t i = 0; i < favourites->songs.size(); ++i) {
        const auto hits = (*index)->nearest(favourites->vectors[i], kOfEach, overall, isHeard);
        if (!hits) return fail(hits.error());
        for (const neighbours::Hit &hit : *hits) {
            if (Near &near = found[hit.id]; hit.cosine > near.score) near = {.favourite = i, .score = hit.cosine};
        }
    }
    std::vector<RecordingId> ranked;
    for (const auto &[recording, near] : found) ranked.push_back(recording);
    std::ranges::sort(ranked, [&](RecordingId a, RecordingId b) { return found[a].score != found[b].score ? found[a].score > found[b].score : a < b; });
    if (ranked.size() > kRanked) ranked.resize(kRanked);
    const auto tracks = m_parts.library.tracks(liked);
    if (!tracks) return fail(tracks.error());
    std::unordered_map<RecordingId, std::string> labels;
    for (const Track &track : *tracks) labels.emplace(track.recording, labelOf(track));
    auto list = this->list(ranked, [&](std::size_t i) { return "like " + labels[favourites->songs[found[ranked[i]].favourite].recording]; }, Order::InFlow);
    if (!list) return fail(std::move(list).error());
    const auto calibration = calibrationOf(**index, overall);
    for (TrackAnswer &track : list->tracks) track.match = recommend::matchPercent(found[track.track.recording].score, calibration.mean);
    if (!list->tracks.empty()) return Mixed{.lists = {std::move(*list)}, .nothing = {}};
    auto lacking = this->lacking("you have played all that is here");
    return lacking ? Result<Mixed>(Mixed{.lists = {}, .nothing = std::move(*lacking)}) : fail(lacking.error());
}

Result<Mixed> Mixing::radio()
{
    const auto history = m_past.history();
    if (!history) return fail(history.error());
    const auto index = m_parts.vectors();
    if (!index) return fail(index.error());
    RadioQuestion question{.seeds = {}, .length = static_cast<std::size_t>(std::max(m_settings.parameters.tracks, 1)), .seed = m_settings.seed, .focus = Focus::Overall, .rules = m_settings.ruleTexts};
    question.albums = m_settings.kind == MixKind::Albums;
    Seed all{.kind = Seed::Kind::Playlist, .path = {}, .label = "all you play", .recordings = {}, .outside = {}, .heard = {}, .heardAs = {}, .part = {}, .focus = {}};
    for (const RankedTrack &each : recommend::favourites(**history, m_settings.seed, m_settings.parameters.favourites)) {
        if ((*index)->vectors().row(each.recording)) all.recordings.push_back(each.recording);
    }
    auto lacking = this->lacking("nothing that you played has been listened to; run taraf rescan");
    if (!lacking) return fail(std::move(lacking).error());
    if (all.recordings.empty()) return Mixed{.lists = {}, .nothing = std::move(*lacking)};
    question.seeds.push_back(std::move(all));
    auto radio = m_answers.radio(question);
    if (!radio) return fail(std::move(radio).error());
    if (radio->tracks.empty()) return Mixed{.lists = {}, .nothing = "the collection has nothing beside what this would start from"};
    return Mixed{.lists = {{.title = std::string(recommend::title(m_settings.kind)), .description = std::string(recommend::about(m_settings.kind)), .tracks = std::move(radio->tracks), .covers = {}}}, .nothing = {}};
}

} // namespace taraf::answer
