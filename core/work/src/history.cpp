#include "taraf/work/history.h"

#include "taraf/listens/names.h"
#include "taraf/listens/statistics.h"
#include "taraf/store/listens.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <unordered_map>

namespace taraf::work {
namespace {

constexpr std::size_t kSpikesTold = 50;
constexpr std::array<std::string_view, 4> kPeriods{"day", "week", "month", "year"};

int aheadOfUtc(std::uint32_t at)
{
    const auto time = static_cast<std::time_t>(at);
    std::tm local{};
    ::localtime_r(&time, &local);
    return static_cast<int>(local.tm_gmtoff);
}

/// The instant at which a local day begins.
std::uint32_t beginOf(std::chrono::year_month_day day)
{
    std::tm local{};
    local.tm_mday = static_cast<int>(static_cast<unsigned>(day.day()));
    local.tm_mon = static_cast<int>(static_cast<unsigned>(day.month())) - 1;
    local.tm_year = static_cast<int>(day.year()) - 1900;
    local.tm_isdst = -1;
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(std::mktime(&local), 0, UINT32_MAX));
}

/// Names of one kind, numbered from 0 by how they are compared; they are shown as they were first spelled.
class Names
{
public:
    std::uint32_t number(std::string_view artist, std::string_view name, const std::string &key)
    {
        const auto [at, isNew] = m_numbers.try_emplace(key, static_cast<std::uint32_t>(m_shown.size()));
        if (isNew) m_shown.emplace_back(artist, name);
        return at->second;
    }
    [[nodiscard]] const std::pair<std::string, std::string> &shown(std::uint32_t number) const { return m_shown[number]; }

private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::vector<std::pair<std::string, std::string>> m_shown;
};

struct AllNames {
    Names tracks, albums, artists;
    std::vector<listens::SongNames> songs;
};

constexpr std::uint32_t kNowhere = UINT32_MAX;
/// So many songs are looked up one by one; more are found faster by reading all that there are.
constexpr std::size_t kFew = 100'000;

/// The names of what was played; `places` says where each song's are.
Result<> readNames(store::Listens &listens, const std::vector<bool> &isPlayed, bool isMissingOnly, std::vector<std::uint32_t> &places, AllNames &names)
{
    std::vector<store::HeardId> played;
    for (std::size_t id = 0; id < isPlayed.size() && played.size() <= kFew; ++id) {
        if (isPlayed[id]) played.emplace_back(static_cast<std::int64_t>(id));
    }
    const auto take = [&](const store::HeardSong &song) {
        const auto id = static_cast<std::size_t>(song.id.value());
        if (id >= isPlayed.size() || !isPlayed[id] || (isMissingOnly && song.recording.isValid())) return;
        places[id] = static_cast<std::uint32_t>(names.songs.size());
        const std::string artist = listens::plainName(song.artist);
        listens::SongNames &each = names.songs.emplace_back();
        each.artist = names.artists.number(song.artist, {}, artist);
        if (!song.title.empty()) each.track = names.tracks.number(song.artist, song.title, artist + '\n' + listens::plainName(song.title));
        if (!song.album.empty()) each.album = names.albums.number(song.artist, song.album, artist + '\n' + listens::plainName(song.album));
    };
    return played.size() <= kFew ? listens.eachSong(played, take) : listens.eachSong(take);
}

std::vector<RankedName> told(const std::vector<listens::Ranked> &ranked, const Names &names)
{
    std::vector<RankedName> all;
    for (const listens::Ranked &each : ranked) {
        const auto &[artist, name] = names.shown(each.number);
        all.push_back({.artist = artist, .name = name, .plays = each.plays, .last = UnixTime{each.last}});
    }
    return all;
}

} // namespace

Result<History> history(const Home &home, const HistoryOptions &options, const std::stop_token &stop)
{
    const auto begun = std::chrono::steady_clock::now();
    const auto period = std::ranges::find(kPeriods, options.period);
    if (period == kPeriods.end()) return fail(ErrorCode::InvalidArgument, "a period is a day, a week, a month or a year, not '" + options.period + "'");
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    const auto listeners = listens.listeners();
    if (!listeners) return fail(listeners.error());
    const auto who = std::ranges::find(*listeners, options.user, &std::pair<store::ListenerId, std::string>::second);
    if (!options.isEverybody && who == listeners->end()) return fail(ErrorCode::NotFound, "there are no listens of '" + options.user + "'; a name is written as its source wrote it");

    // By the songs' own numbers first: a name that nobody played costs nothing then.
    std::vector<listens::Play> plays;
    std::vector<bool> isPlayed;
    std::vector<store::ListenerId> heardBy;
    auto read = listens.each(store::Heed::Listens, options.isEverybody ? store::ListenerId() : who->first, [&](const store::ListenRow &row) {
        const auto song = static_cast<std::size_t>(row.heard.value());
        if (row.at.count() <= 0 || row.at.count() > UINT32_MAX || song > UINT32_MAX) return;
        if (song >= isPlayed.size()) isPlayed.resize(std::max(song + 1, 2 * isPlayed.size()));
        isPlayed[song] = true;
        plays.push_back({.at = static_cast<std::uint32_t>(row.at.count()), .song = static_cast<std::uint32_t>(song)});
        if (heardBy.empty() || heardBy.back() != row.listener) heardBy.push_back(row.listener);
    });
    if (!read) return fail(std::move(read).error());
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    AllNames names;
    std::vector<std::uint32_t> places(isPlayed.size(), kNowhere);
    if (auto named = readNames(listens, isPlayed, options.isMissingOnly, places, names); !named) return fail(std::move(named).error());
    for (listens::Play &play : plays) play.song = places[play.song];
    std::erase_if(plays, [](const listens::Play &play) { return play.song == kNowhere; });
    if (heardBy.size() > 1) std::ranges::sort(plays);

    listens::StatisticsOptions asked{.period = static_cast<listens::Period>(period - kPeriods.begin()), .top = options.top, .ahead = aheadOfUtc};
    if (options.from) asked.from = beginOf(*options.from);
    if (options.to) asked.to = beginOf(std::chrono::sys_days(*options.to) + std::chrono::days(1));
    const listens::Statistics found = listens::statisticsOf(plays, names.songs, asked);

    History result{.plays = found.plays, .tracks = found.tracks, .albums = found.albums, .artists = found.artists, .discovered = found.discovered, .listeners = heardBy.size()};
    for (const listens::PeriodPlays &each : found.periods) result.periods.push_back({.begin = each.begin, .plays = each.plays, .tracks = each.tracks, .discovered = each.discovered});
    result.topTracks = told(found.topTracks, names.tracks);
    result.topAlbums = told(found.topAlbums, names.albums);
    result.topArtists = told(found.topArtists, names.artists);
    result.longest = {.begin = found.longest.begin, .days = found.longest.days};
    result.last = {.begin = found.last.begin, .days = found.last.days};
    for (const listens::Spike &spike : std::span(found.spikes).first(std::min(found.spikes.size(), kSpikesTold))) {
        const auto &[artist, title] = names.tracks.shown(spike.track);
        result.spikes.push_back({.artist = artist, .title = title, .at = UnixTime{spike.at}, .plays = spike.plays});
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
