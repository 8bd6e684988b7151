#include "taraf/listens/statistics.h"

#include <algorithm>
#include <unordered_map>

namespace taraf::listens {
namespace {

using std::chrono::sys_days;

constexpr std::uint32_t kDay = 86'400;

/// Days since the epoch in local time.
class LocalDays
{
public:
    explicit LocalDays(const std::function<int(std::uint32_t)> &ahead) : m_ahead(ahead) {}

    std::int64_t of(std::uint32_t at)
    {
        // Clocks are changed at a full quarter of an hour.
        if (const std::uint32_t quarter = at / 900; m_ahead && (quarter != m_quarter || !m_isKnown)) {
            m_offset = m_ahead(at);
            m_quarter = quarter;
            m_isKnown = true;
        }
        const std::int64_t local = std::int64_t{at} + m_offset;
        return local >= 0 ? local / kDay : -((-local + kDay - 1) / kDay);
    }

private:
    const std::function<int(std::uint32_t)> &m_ahead;
    std::uint32_t m_quarter = 0;
    int m_offset = 0;
    bool m_isKnown = false;
};

std::chrono::year_month_day dateOf(std::int64_t day) { return sys_days(std::chrono::days(day)); }

std::chrono::year_month_day beginOf(std::int64_t day, Period period)
{
    const std::chrono::year_month_day date = dateOf(day);
    switch (period) {
    case Period::Day: break;
    case Period::Week: return sys_days(date) - (std::chrono::weekday(sys_days(date)) - std::chrono::Monday);
    case Period::Month: return date.year() / date.month() / 1;
    case Period::Year: return date.year() / 1 / 1;
    }
    return date;
}

/// A song as its plays are counted: all that a play touches lies together.
struct Counted {
    std::uint32_t plays = 0, last = 0, track = SongNames::kNobody;
};

/// Far enough ahead for memory to be there in time; where a song's numbers lie is not to be foreseen by the processor.
constexpr std::ptrdiff_t kAhead = 32;

/// The songs' plays by one of their names.
std::vector<Ranked> rank(std::span<const Counted> counted, std::span<const SongNames> songs, std::uint32_t SongNames::*name)
{
    std::vector<Ranked> ranked;
    for (std::size_t i = 0; i < counted.size(); ++i) {
        const std::uint32_t number = songs[i].*name;
        if (number == SongNames::kNobody || counted[i].plays == 0) continue;
        if (number >= ranked.size()) ranked.resize(number + std::size_t{1});
        Ranked &each = ranked[number];
        each.number = number;
        each.plays += counted[i].plays;
        each.last = std::max(each.last, counted[i].last);
    }
    std::erase_if(ranked, [](const Ranked &each) { return each.plays == 0; });
    return ranked;
}

std::vector<Ranked> top(std::vector<Ranked> ranked, std::size_t most)
{
    const std::size_t kept = std::min(most, ranked.size());
    std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(kept), [](const Ranked &a, const Ranked &b) {
        if (a.plays != b.plays) return a.plays > b.plays;
        return a.last != b.last ? a.last > b.last : a.number < b.number;
    });
    ranked.resize(kept);
    return ranked;
}

/// Rows of days with plays.
class Days
{
public:
    void take(std::int64_t day)
    {
        if (m_length > 0 && day == m_last) return;
        if (m_length == 0 || day != m_last + 1) m_length = 0;
        m_last = day;
        ++m_length;
        if (m_length > m_longest) {
            m_longest = m_length;
            m_longestEnd = day;
        }
    }
    [[nodiscard]] Streak longest() const { return streak(m_longestEnd, m_longest); }
    [[nodiscard]] Streak last() const { return streak(m_last, m_length); }

private:
    static Streak streak(std::int64_t end, int days) { return days == 0 ? Streak{} : Streak{.begin = dateOf(end - days + 1), .days = days}; }

    std::int64_t m_last = 0, m_longestEnd = 0;
    int m_length = 0, m_longest = 0;
};

/// Of each track the day with the most plays.
std::vector<Spike> spikesOf(std::span<const Play> plays, std::span<const SongNames> songs)
{
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> times;
    for (const Play &play : plays) {
        if (const std::uint32_t track = songs[play.song].track; track != SongNames::kNobody) times[track].push_back(play.at);
    }
    std::vector<Spike> spikes;
    for (const auto &[track, at] : times) {
        Spike greatest{.track = track};
        for (std::size_t from = 0, to = 0; from < at.size(); ++from) {
            while (to < at.size() && at[to] - at[from] <= kDay) ++to;
            if (to - from > greatest.plays) greatest = {.track = track, .at = at[from], .plays = to - from};
        }
        if (greatest.plays > kSpike) spikes.push_back(greatest);
    }
    std::ranges::sort(spikes, [](const Spike &a, const Spike &b) { return a.at != b.at ? a.at > b.at : a.track < b.track; });
    return spikes;
}

} // namespace

Statistics statisticsOf(std::span<const Play> plays, std::span<const SongNames> songs, const StatisticsOptions &options)
{
    const auto before = std::ranges::lower_bound(plays, options.from, {}, &Play::at);
    const auto end = std::ranges::lower_bound(before, plays.end(), options.to, {}, &Play::at);
    std::vector<Counted> counted(songs.size());
    std::uint32_t tracks = 0;
    for (std::size_t i = 0; i < songs.size(); ++i) {
        counted[i].track = songs[i].track;
        if (songs[i].track != SongNames::kNobody) tracks = std::max(tracks, songs[i].track + 1);
    }
    // Of each track the last period, by number from 1, in which it was counted; 0: it is new; kBefore: known, but not from these periods.
    constexpr std::uint32_t kBefore = UINT32_MAX;
    std::vector<std::uint32_t> seenIn(tracks, 0);
    for (auto play = plays.begin(); play != before; ++play) {
        if (const std::uint32_t track = songs[play->song].track; track != SongNames::kNobody) seenIn[track] = kBefore;
    }
    Statistics out;
    Days days;
    LocalDays local(options.ahead);
    std::int64_t lastDay = INT64_MIN;
    for (auto play = before; play != end; ++play) {
        if (end - play > kAhead) {
            __builtin_prefetch(&counted[play[kAhead].song], 1);
            if (const std::uint32_t track = counted[play[kAhead / 2].song].track; track != SongNames::kNobody) __builtin_prefetch(&seenIn[track], 1);
        }
        if (const std::int64_t day = local.of(play->at); day != lastDay) {
            lastDay = day;
            days.take(day);
            const auto begin = beginOf(day, options.period);
            // Where a clock was put back, the day before may come again.
            if (out.periods.empty() || out.periods.back().begin < begin) out.periods.push_back({.begin = begin});
        }
        PeriodPlays &period = out.periods.back();
        ++out.plays;
        ++period.plays;
        Counted &song = counted[play->song];
        ++song.plays;
        song.last = play->at;
        if (song.track == SongNames::kNobody) continue;
        const std::uint32_t seen = seenIn[song.track];
        const auto number = static_cast<std::uint32_t>(out.periods.size());
        if (seen == number) continue;
        seenIn[song.track] = number;
        ++period.tracks;
        if (seen == 0) {
            ++period.discovered;
            ++out.discovered;
        }
    }
    const auto told = [&](std::uint32_t SongNames::*name, std::uint64_t &distinct) {
        std::vector<Ranked> ranked = rank(counted, songs, name);
        distinct = ranked.size();
        return top(std::move(ranked), options.top);
    };
    out.topTracks = told(&SongNames::track, out.tracks);
    out.topAlbums = told(&SongNames::album, out.albums);
    out.topArtists = told(&SongNames::artist, out.artists);
    out.longest = days.longest();
    out.last = days.last();
    if (options.hasSpikes) out.spikes = spikesOf(std::span(before, end), songs);
    return out;
}

} // namespace taraf::listens
