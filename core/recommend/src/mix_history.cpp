#include "taraf/recommend/draw.h"
#include "taraf/recommend/mixes.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace taraf::recommend {
namespace {

double daysSince(Instant at, Instant now) noexcept { return now > at ? static_cast<double>(now - at) / kDaySeconds : 0.0; }

Instant before(Instant now, int days) noexcept
{
    const auto span = static_cast<std::uint64_t>(std::max(days, 0)) * kDaySeconds;
    return span >= now ? 0 : now - static_cast<Instant>(span);
}

void byScore(std::vector<RankedTrack> &tracks)
{
    std::ranges::sort(tracks, [](const RankedTrack &a, const RankedTrack &b) { return a.score != b.score ? a.score > b.score : a.recording < b.recording; });
}

} // namespace

std::uint64_t playsBetween(const Played &played, Instant from, Instant to) noexcept
{
    const auto begin = std::ranges::lower_bound(played.at, from);
    return static_cast<std::uint64_t>(std::lower_bound(begin, played.at.end(), std::max(from, to)) - begin);
}

double recency(std::span<const Instant> at, Instant now) noexcept
{
    double sum = 0;
    for (const Instant each : at) sum += std::exp(-0.1 * daysSince(each, now));
    return sum;
}

double revisitScore(std::span<const Instant> at, Instant now) noexcept
{
    double product = std::log(static_cast<double>(at.size()) + 1.0);
    for (const Instant each : at) product *= 1.0 - std::exp(-0.1 * std::max(daysSince(each, now), 1.0));
    return product;
}

std::vector<PlaySpike> playSpikes(std::span<const Instant> at, const SpikeParameters &parameters)
{
    const auto span = static_cast<Instant>(std::max(parameters.hours, 0)) * 3'600;
    std::vector<PlaySpike> all;
    for (std::size_t from = 0, to = 0; from < at.size(); ++from) {
        while (to < at.size() && at[to] - at[from] <= span) ++to;
        if (static_cast<int>(to - from) > parameters.further) all.push_back({.at = at[from], .plays = to - from});
    }
    std::ranges::sort(all, [](const PlaySpike &a, const PlaySpike &b) { return a.plays != b.plays ? a.plays > b.plays : a.at < b.at; });
    std::vector<PlaySpike> kept;
    for (const PlaySpike &spike : all) {
        const auto isNear = [&](const PlaySpike &other) { return std::max(spike.at, other.at) - std::min(spike.at, other.at) < span; };
        if (std::ranges::none_of(kept, isNear)) kept.push_back(spike);
    }
    std::ranges::sort(kept, {}, &PlaySpike::at);
    return kept;
}

std::vector<LovedTrack> lovedTracks(const History &history, const SpikeParameters &parameters)
{
    std::unordered_map<RecordingId, Instant> said;
    for (const Loved &loved : history.loved) said.emplace(loved.recording, loved.at);
    std::vector<LovedTrack> all;
    for (const Played &played : history.played) {
        if (static_cast<int>(played.at.size()) <= parameters.further) continue;
        const auto spikes = playSpikes(played.at, parameters);
        if (spikes.empty()) continue;
        const auto word = said.find(played.recording);
        if (word != said.end() && word->second > spikes.back().at) continue;
        all.push_back({.recording = played.recording, .at = spikes.back().at, .plays = spikes.back().plays});
        if (word != said.end()) said.erase(word);
    }
    for (const auto &[recording, at] : said) all.push_back({.recording = recording, .at = at});
    std::ranges::sort(all, [](const LovedTrack &a, const LovedTrack &b) { return a.at != b.at ? a.at > b.at : a.recording < b.recording; });
    return all;
}

std::vector<RankedTrack> revisitTracks(const History &history, const RevisitTracksParameters &parameters)
{
    const Instant recent = before(history.now, parameters.recentDays), quiet = before(history.now, parameters.quietDays), earlier = before(history.now, parameters.earlierDays);
    std::vector<RankedTrack> out;
    for (const Played &played : history.played) {
        if (played.at.empty() || played.last() >= quiet) continue;
        const std::uint64_t plays = playsBetween(played, earlier, recent);
        if (static_cast<int>(plays) < parameters.earlierLeast || static_cast<int>(playsBetween(played, recent, history.now)) > parameters.recentMost) continue;
        const double score = revisitScore(played.at, history.now);
        if (score > parameters.score) out.push_back({.recording = played.recording, .score = score, .plays = plays, .last = played.last()});
    }
    byScore(out);
    return out;
}

std::vector<RankedTrack> forgottenTracks(const History &history, const ForgottenParameters &parameters)
{
    std::unordered_map<RecordingId, Instant> loved;
    for (const Loved &each : history.loved) loved.emplace(each.recording, each.at);
    const Instant since = before(history.now, parameters.days);
    std::vector<RankedTrack> out;
    for (const Played &played : history.played) {
        const int least = loved.contains(played.recording) ? 1 : parameters.plays;
        if (static_cast<std::int64_t>(played.plays()) < least || played.last() == 0 || played.last() >= since) continue;
        out.push_back({.recording = played.recording, .score = static_cast<double>(played.plays()), .plays = played.plays(), .last = played.last()});
    }
    byScore(out);
    return out;
}

std::vector<RankedGroup> revisitAlbums(std::span<const PlayedGroup> albums, const History &history, std::uint64_t seed, const RevisitAlbumsParameters &parameters)
{
    const Instant recent = before(history.now, parameters.recentDays), quiet = before(history.now, parameters.quietDays), earlier = before(history.now, parameters.earlierDays);
    std::vector<RankedGroup> missed;
    std::vector<Lot> lots;
    std::vector<Instant> at;
    for (std::size_t i = 0; i < albums.size(); ++i) {
        at.clear();
        std::uint64_t tracks = 0, lately = 0, before = 0;
        for (const std::size_t place : albums[i].played) {
            const Played &played = history.played[place];
            at.insert(at.end(), played.at.begin(), played.at.end());
            tracks += played.at.empty() ? 0 : 1;
            lately += playsBetween(played, recent, history.now);
            before += playsBetween(played, earlier, quiet);
        }
        if (static_cast<int>(tracks) < parameters.tracksLeast || static_cast<int>(tracks) > parameters.tracksMost || static_cast<int>(lately) > parameters.recentMost) continue;
        if (static_cast<int>(before) < parameters.earlierLeast || static_cast<double>(before) < parameters.earlierATrack * static_cast<double>(tracks)) continue;
        const double score = revisitScore(at, history.now);
        if (score <= parameters.score) continue;
        missed.push_back({.group = i, .score = score, .plays = before, .last = *std::ranges::max_element(at)});
        lots.push_back({.id = albums[i].id, .logWeight = score});
    }
    std::vector<RankedGroup> out;
    for (const std::size_t place : draw(lots, static_cast<std::size_t>(parameters.count), seed)) out.push_back(missed[place]);
    std::ranges::sort(out, [](const RankedGroup &a, const RankedGroup &b) { return a.score != b.score ? a.score > b.score : a.group < b.group; });
    return out;
}

int leastPlays(const TopArtistsParameters &parameters) noexcept
{
    if (parameters.plays > 0) return parameters.plays;
    return parameters.days == 0 || parameters.days > 90 ? 50 : parameters.days > 60 ? 25 : parameters.days > 30 ? 20 : 15;
}

std::vector<RankedGroup> topArtists(std::span<const PlayedGroup> artists, const History &history, std::uint64_t seed, const TopArtistsParameters &parameters)
{
    const auto least = static_cast<std::uint64_t>(leastPlays(parameters));
    const Instant since = parameters.days == 0 ? 0 : before(history.now, parameters.days);
    std::vector<RankedGroup> all;
    std::vector<Lot> lots;
    for (std::size_t i = 0; i < artists.size(); ++i) {
        RankedGroup artist{.group = i};
        for (const std::size_t place : artists[i].played) {
            const Played &played = history.played[place];
            artist.plays += parameters.days == 0 ? played.plays() : playsBetween(played, since, history.now);
            artist.last = std::max(artist.last, played.last());
        }
        if (artist.plays < least) continue;
        artist.score = static_cast<double>(artist.plays);
        all.push_back(artist);
        lots.push_back({.id = artists[i].id});
    }
    std::vector<RankedGroup> out;
    for (const std::size_t place : draw(lots, static_cast<std::size_t>(parameters.count), seed)) out.push_back(all[place]);
    std::ranges::sort(out, [](const RankedGroup &a, const RankedGroup &b) { return a.plays != b.plays ? a.plays > b.plays : a.group < b.group; });
    return out;
}

std::vector<RankedTrack> newTracks(std::span<const Came> came, const History &history, const NewParameters &parameters)
{
    if (came.empty()) return {};
    const Instant first = std::ranges::min(came, {}, &Came::at).at;
    const Instant since = std::max(before(history.now, parameters.days), first + kDaySeconds + 1);
    std::unordered_map<RecordingId, const Played *> played;
    for (const Played &each : history.played) played.emplace(each.recording, &each);
    std::vector<RankedTrack> out;
    for (const Came &each : came) {
        if (each.at < since || each.at > history.now) continue;
        const auto found = played.find(each.recording);
        const std::uint64_t plays = found == played.end() ? 0 : found->second->plays();
        if (static_cast<std::int64_t>(plays) > parameters.plays) continue;
        out.push_back({.recording = each.recording, .score = static_cast<double>(each.at), .plays = plays, .last = each.at});
    }
    std::ranges::stable_sort(out, std::ranges::greater{}, &RankedTrack::score);
    return out;
}

std::vector<RankedTrack> favourites(const History &history, std::uint64_t seed, const FavouritesParameters &parameters)
{
    std::unordered_map<RecordingId, bool> loved; // whether it was met among what was played
    for (const Loved &each : history.loved) loved.emplace(each.recording, false);
    std::vector<RankedTrack> all;
    const auto add = [&](RecordingId recording, std::uint64_t plays, double lately, bool isLoved, Instant last) {
        all.push_back({.recording = recording, .score = std::log(2.0 + static_cast<double>(plays)) * (1.0 + lately) * (isLoved ? 2.0 : 1.0), .plays = plays, .last = last});
    };
    for (const Played &played : history.played) {
        const auto word = loved.find(played.recording);
        if (word != loved.end()) word->second = true;
        if (played.plays() > 0) add(played.recording, played.plays(), recency(played.at, history.now), word != loved.end(), played.last());
    }
    for (const Loved &each : history.loved) {
        if (!loved[each.recording]) add(each.recording, 0, 0, true, each.at);
    }
    std::vector<Lot> lots;
    for (const RankedTrack &each : all) lots.push_back({.id = each.recording.value(), .logWeight = std::log(each.score)});
    std::vector<RankedTrack> out;
    for (const std::size_t place : draw(lots, static_cast<std::size_t>(parameters.count), seed)) out.push_back(all[place]);
    byScore(out);
    return out;
}

} // namespace taraf::recommend
