#include "taraf/listens/sessions.h"

#include <algorithm>
#include <unordered_map>

namespace taraf::listens {
namespace {

bool isBefore(std::size_t plays, std::string_view user, std::uint32_t at, const Session &other)
{
    if (plays != other.plays.size()) return plays > other.plays.size();
    return user != other.user ? user < other.user : at < other.plays.front().at;
}

constexpr auto kByLength = [](const Session &a, const Session &b) { return isBefore(a.plays.size(), a.user, a.plays.front().at, b); };

} // namespace

void LongestSessions::take(std::string_view user, std::span<Play> plays)
{
    std::ranges::sort(plays);
    const auto gap = static_cast<std::uint64_t>(std::max<std::int64_t>(m_rules.gap.count(), 0));
    const auto goesOn = [&](const Play &before, const Play &next) {
        const std::uint64_t between = next.at - before.at;
        return between < gap || (m_rules.isInclusive && between == gap);
    };
    for (std::size_t from = 0, to = 1; from < plays.size(); ++to) {
        if (to < plays.size() && goesOn(plays[to - 1], plays[to])) continue;
        keep(user, plays.subspan(from, to - from));
        from = to;
    }
}

void LongestSessions::keep(std::string_view user, std::span<const Play> plays)
{
    ++m_found;
    if (m_rules.longest == 0) return;
    if (m_kept.size() == m_rules.longest) {
        if (!isBefore(plays.size(), user, plays.front().at, m_kept.front())) return;
        std::ranges::pop_heap(m_kept, kByLength);
        m_kept.pop_back();
    }
    m_kept.push_back({.user = std::string(user), .plays = {plays.begin(), plays.end()}});
    std::ranges::push_heap(m_kept, kByLength);
}

std::vector<Session> LongestSessions::result() &&
{
    std::ranges::sort(m_kept, kByLength);
    return std::move(m_kept);
}

std::vector<SongPlays> songsOf(std::span<const Session> sessions)
{
    std::unordered_map<std::uint32_t, std::uint64_t> counts;
    for (const Session &session : sessions) {
        for (const Play &play : session.plays) ++counts[play.song];
    }
    std::vector<SongPlays> songs;
    for (const auto &[song, plays] : counts) songs.push_back({.song = song, .plays = plays});
    return songs;
}

} // namespace taraf::listens
