#include "taraf/recommend/mixes.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace taraf::recommend {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

/// Plays of unusual songs say little: so many usual ones are added to each.
constexpr double kUsualPlays = 10;

/// Local time of instants that are asked for in any order. A day at whose both ends clocks are as far ahead needs no more questions.
class LocalTime
{
public:
    explicit LocalTime(const History &history) : m_ahead(history.ahead) {}

    [[nodiscard]] std::int64_t of(Instant at)
    {
        if (!m_ahead) return at;
        const std::size_t day = at / kDaySeconds;
        if (day >= m_days.size()) m_days.resize(day + 1, kUnknown);
        if (m_days[day] == kUnknown) {
            const int begin = m_ahead(static_cast<Instant>(day * kDaySeconds));
            m_days[day] = begin == m_ahead(static_cast<Instant>(std::min<std::size_t>((day + 1) * kDaySeconds, UINT32_MAX))) ? begin : kChanges;
        }
        return std::int64_t{at} + (m_days[day] == kChanges ? m_ahead(at) : m_days[day]);
    }

private:
    static constexpr int kUnknown = INT32_MIN, kChanges = INT32_MAX;
    const std::function<int(Instant)> &m_ahead;
    std::vector<int> m_days;
};

sys_days dayOf(std::int64_t local) { return std::chrono::floor<days>(std::chrono::sys_seconds(std::chrono::seconds(local))); }

void byScore(std::vector<RankedTrack> &tracks)
{
    std::ranges::sort(tracks, [](const RankedTrack &a, const RankedTrack &b) {
        if (a.score != b.score) return a.score > b.score;
        return a.last != b.last ? a.last > b.last : a.recording < b.recording;
    });
}

} // namespace

std::vector<RankedTrack> onThisDay(const History &history, const OnThisDayParameters &parameters)
{
    LocalTime local(history);
    const std::int64_t now = local.of(history.now);
    const std::chrono::year_month_day today = dayOf(now);
    struct Window {
        sys_days from, to; ///< local days, both in it; by UTC it may begin and end a day away
    };
    std::vector<Window> windows;
    for (int back = 1; back <= 100; ++back) {
        const auto year = today.year() - std::chrono::years(back);
        if (year < std::chrono::year(1970)) break;
        const std::chrono::year_month_day then = year / today.month() / today.day();
        const sys_days middle = then.ok() ? sys_days(then) : sys_days(year / std::chrono::March / 1);
        windows.push_back({.from = middle - days(parameters.around), .to = middle + days(parameters.around)});
    }
    const auto instant = [](sys_days day) { return static_cast<Instant>(std::clamp<std::int64_t>(std::chrono::duration_cast<std::chrono::seconds>(day.time_since_epoch()).count(), 0, UINT32_MAX)); };
    std::vector<RankedTrack> out;
    for (const Played &played : history.played) {
        RankedTrack track{.recording = played.recording};
        for (const Window &window : windows) {
            if (played.at.empty() || instant(window.to + days(2)) < played.at.front()) break;
            for (auto at = std::ranges::lower_bound(played.at, instant(window.from - days(1))); at != played.at.end() && *at < instant(window.to + days(2)); ++at) {
                const sys_days day = dayOf(local.of(*at));
                if (day < window.from || day > window.to) continue;
                ++track.plays;
                track.last = std::max(track.last, *at);
            }
        }
        if (track.plays == 0) continue;
        track.score = static_cast<double>(track.plays);
        out.push_back(track);
    }
    byScore(out);
    return out;
}

std::vector<RankedTrack> forThisHour(const History &history, const ThisHourParameters &parameters)
{
    LocalTime local(history);
    const auto hourOf = [&](Instant at) { return static_cast<int>((local.of(at) % kDaySeconds + kDaySeconds) % kDaySeconds / 3'600); };
    const int hour = hourOf(history.now);
    const auto isNow = [&](Instant at) {
        const int apart = std::abs(hourOf(at) - hour);
        return std::min(apart, 24 - apart) <= parameters.around;
    };
    std::vector<RankedTrack> out;
    double all = 0, inAll = 0;
    for (const Played &played : history.played) {
        RankedTrack track{.recording = played.recording, .score = static_cast<double>(played.at.size())};
        for (const Instant at : played.at) {
            if (!isNow(at)) continue;
            ++track.plays;
            track.last = at;
        }
        all += track.score;
        inAll += static_cast<double>(track.plays);
        if (track.plays > 0 && static_cast<std::int64_t>(track.plays) >= parameters.plays) out.push_back(track);
    }
    const double usual = all > 0 ? inAll / all : 1;
    for (RankedTrack &track : out) {
        const auto n = static_cast<double>(track.plays);
        track.score = std::log(1 + n) * (n + kUsualPlays * usual) / (track.score + kUsualPlays) / usual;
    }
    byScore(out);
    return out;
}

} // namespace taraf::recommend
