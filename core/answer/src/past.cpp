#include "past.h"

#include "taraf/base/track.h"
#include "taraf/store/listens.h"

#include <algorithm>
#include <ctime>

namespace taraf::answer {
namespace {

using recommend::Instant;
using recommend::Played;

int aheadOfUtc(Instant at)
{
    const auto time = static_cast<std::time_t>(at);
    std::tm local{};
    ::localtime_r(&time, &local);
    return static_cast<int>(local.tm_gmtoff);
}

Instant instant(UnixTime at) { return static_cast<Instant>(std::clamp<std::int64_t>(at.count(), 0, UINT32_MAX)); }

/// Plays of a song, one after the other among all.
struct Run {
    RecordingId recording;
    std::size_t begin = 0, end = 0;
};

} // namespace

Result<> Past::readPlays()
{
    store::Listens listens(m_parts.library);
    std::vector<Run> runs;
    std::vector<Instant> at;
    const Instant now = instant(m_now);
    const auto read = listens.eachOwnPlay([&](RecordingId recording, UnixTime time) {
        const Instant play = instant(time);
        if (play > now) return;
        // Of another song with the same recording the times begin anew.
        if (runs.empty() || runs.back().recording != recording || at.back() > play) runs.push_back({.recording = recording, .begin = at.size(), .end = at.size()});
        at.push_back(play);
        ++runs.back().end;
    });
    if (!read) return read;
    std::ranges::stable_sort(runs, {}, &Run::recording);
    m_at.reserve(at.size());
    recommend::History &history = m_history.emplace(recommend::History{.played = {}, .loved = {}, .now = now, .ahead = aheadOfUtc});
    for (auto run = runs.begin(); run != runs.end();) {
        const std::size_t begin = m_at.size();
        const auto next = std::find_if(run, runs.end(), [&](const Run &each) { return each.recording != run->recording; });
        for (auto each = run; each != next; ++each) m_at.insert(m_at.end(), at.begin() + static_cast<std::ptrdiff_t>(each->begin), at.begin() + static_cast<std::ptrdiff_t>(each->end));
        if (next - run > 1) std::sort(m_at.begin() + static_cast<std::ptrdiff_t>(begin), m_at.end());
        history.played.push_back({.recording = run->recording, .at = std::span(m_at).subspan(begin)});
        run = next;
    }
    const auto counts = listens.ownCounts();
    if (!counts) return fail(counts.error());
    const std::size_t heard = history.played.size();
    for (const store::OwnCount &count : *counts) {
        const auto listened = std::span(history.played).first(heard);
        const auto found = std::ranges::lower_bound(listened, count.recording, {}, &Played::recording);
        Played &played = found != listened.end() && found->recording == count.recording ? *found : history.played.emplace_back(Played{.recording = count.recording, .at = {}});
        played.counted = count.plays;
        played.lastCounted = std::min(instant(count.lastPlayed), now);
    }
    std::ranges::inplace_merge(history.played, history.played.begin() + static_cast<std::ptrdiff_t>(heard), {}, &Played::recording);
    return {};
}

Result<const recommend::History *> Past::history()
{
    if (m_history) return &*m_history;
    if (auto read = readPlays(); !read) return fail(std::move(read).error());
    const auto opinions = m_parts.library.opinions();
    if (!opinions) return fail(opinions.error());
    for (const store::OpinionRecord &record : *opinions) {
        if (record.about.of != OpinionOf::Track || record.opinion.feeling != Feeling::Love || record.changedAt > m_now) continue;
        m_history->loved.push_back({.recording = record.about.recording, .at = instant(record.changedAt)});
    }
    return &*m_history;
}

Result<const std::vector<Owned> *> Past::owned()
{
    if (m_owned) return &*m_owned;
    const auto unwanted = m_parts.unwanted();
    if (!unwanted) return fail(unwanted.error());
    std::vector<Owned> owned;
    struct Artist {
        std::int32_t number = -1;
        bool isUnwanted = false;
    };
    std::unordered_map<std::string, Artist> known;   // as they are spelled
    std::unordered_map<std::string, std::int32_t> numbers; // as they are compared
    const auto artistOf = [&](const std::string &name) {
        const auto [at, isNew] = known.try_emplace(name);
        if (!isNew) return at->second;
        const std::string key = comparable(name);
        at->second.isUnwanted = (*unwanted)->artists.contains(key);
        if (isNobody(key)) return at->second;
        const auto [number, isFirst] = numbers.try_emplace(key, static_cast<std::int32_t>(m_artists.size()));
        if (isFirst) m_artists.push_back(name);
        at->second.number = number->second;
        return at->second;
    };
    const auto read = m_parts.library.eachSlim([&](const store::Slim &slim) {
        if ((*unwanted)->recordings.contains(slim.recording) || (*unwanted)->albums.contains(slim.album)) return;
        Owned each{.recording = slim.recording, .album = slim.album};
        for (std::size_t i = 0; i < slim.artists.size(); ++i) {
            const Artist artist = artistOf(slim.artists[i]);
            if (artist.isUnwanted) return;
            if (i == 0) each.artist = artist.number;
        }
        owned.push_back(each);
    });
    if (!read) return fail(read.error());
    m_owned = std::move(owned);
    return &*m_owned;
}

Result<std::vector<recommend::Came>> Past::arrivals()
{
    std::vector<recommend::Came> came;
    store::Listens listens(m_parts.library);
    const auto read = listens.eachArrival([&](RecordingId recording, UnixTime at) { came.push_back({.recording = recording, .at = instant(at)}); });
    if (!read) return fail(read.error());
    return came;
}

Result<std::vector<recommend::PlayedGroup>> Past::playedBy(std::int64_t (*idOf)(const Owned &))
{
    const auto history = this->history();
    if (!history) return fail(history.error());
    const auto owned = this->owned();
    if (!owned) return fail(owned.error());
    std::vector<recommend::PlayedGroup> groups;
    std::unordered_map<std::int64_t, std::size_t> places;
    auto each = (*owned)->begin();
    for (std::size_t i = 0; i < (*history)->played.size(); ++i) {
        const RecordingId recording = (*history)->played[i].recording;
        each = std::ranges::lower_bound(each, (*owned)->end(), recording, {}, &Owned::recording);
        if (each == (*owned)->end()) break;
        if (each->recording != recording) continue;
        const std::int64_t id = idOf(*each);
        if (id <= 0) continue;
        const auto [place, isNew] = places.try_emplace(id, groups.size());
        if (isNew) groups.push_back({.id = id, .played = {}});
        groups[place->second].played.push_back(i);
    }
    return groups;
}

const recommend::Played *Past::played(RecordingId recording) const
{
    if (!m_history) return nullptr;
    const auto found = std::ranges::lower_bound(m_history->played, recording, {}, &Played::recording);
    return found == m_history->played.end() || found->recording != recording ? nullptr : &*found;
}

} // namespace taraf::answer
