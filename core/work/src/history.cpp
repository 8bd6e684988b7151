#include "taraf/work/history.h"

#include "play_columns.h"

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

/// What songs are called, for the few that are shown.
class Shown
{
public:
    void want(std::span<const listens::Ranked> ranked, const NumberedNames &names)
    {
        for (const listens::Ranked &each : ranked) m_wanted.emplace_back(std::int64_t{names.shown[each.number]});
    }
    Result<> read(store::Listens &listens)
    {
        return listens.eachSong(m_wanted, [&](const store::HeardSong &song) { m_songs.emplace(song.id, song); });
    }
    [[nodiscard]] const store::HeardSong &of(const NumberedNames &names, std::uint32_t number) const { return m_songs.at(store::HeardId(std::int64_t{names.shown[number]})); }

private:
    std::vector<store::HeardId> m_wanted;
    std::unordered_map<store::HeardId, store::HeardSong> m_songs;
};

std::vector<RankedName> told(const std::vector<listens::Ranked> &ranked, const NumberedNames &names, const Shown &shown, std::string store::HeardSong::*name)
{
    std::vector<RankedName> all;
    for (const listens::Ranked &each : ranked) {
        const store::HeardSong &song = shown.of(names, each.number);
        all.push_back({.artist = song.artist, .name = name == nullptr ? std::string() : song.*name, .plays = each.plays, .last = UnixTime{each.last}});
    }
    return all;
}

} // namespace

Result<History> history(const Home &home, const HistoryOptions &options, const std::stop_token &stop, const ProgressSink &progress)
{
    const auto begun = std::chrono::steady_clock::now();
    const auto period = std::ranges::find(kPeriods, options.period);
    if (period == kPeriods.end()) return fail(ErrorCode::InvalidArgument, "a period is a day, a week, a month or a year, not '" + options.period + "'");
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    const auto listeners = listens.listeners();
    if (!listeners) return fail(listeners.error());
    const auto who = std::ranges::find(*listeners, options.user, &store::Listener::name);
    if (!options.isEverybody && who == listeners->end()) return fail(ErrorCode::NotFound, "there are no listens of '" + options.user + "'; a name is written as its source wrote it");

    // What the collection does not have changes with it, so it is not kept.
    const bool isKept = options.isEverybody && !options.isMissingOnly;
    const auto columns = isKept ? readKeptPlays(home, listens, stop, progress) : readPlays(listens, options.isEverybody ? store::ListenerId() : who->id, options.isMissingOnly, stop, progress);
    if (!columns) return fail(columns.error());

    listens::StatisticsOptions asked{.period = static_cast<listens::Period>(period - kPeriods.begin()), .top = options.top, .ahead = aheadOfUtc, .hasSpikes = columns->listeners.size() < 2};
    if (options.from) asked.from = beginOf(*options.from);
    if (options.to) asked.to = beginOf(std::chrono::sys_days(*options.to) + std::chrono::days(1));
    const listens::Statistics found = listens::statisticsOf(columns->plays, columns->songs, asked);

    History result{.plays = found.plays, .tracks = found.tracks, .albums = found.albums, .artists = found.artists, .discovered = found.discovered, .listeners = columns->listeners.size()};
    for (const listens::PeriodPlays &each : found.periods) result.periods.push_back({.begin = each.begin, .plays = each.plays, .tracks = each.tracks, .discovered = each.discovered});
    const std::span<const listens::Spike> spikes = std::span(found.spikes).first(std::min(found.spikes.size(), kSpikesTold));
    Shown shown;
    shown.want(found.topTracks, columns->tracks);
    shown.want(found.topAlbums, columns->albums);
    shown.want(found.topArtists, columns->artists);
    for (const listens::Spike &spike : spikes) shown.want(std::array{listens::Ranked{.number = spike.track}}, columns->tracks);
    if (auto read = shown.read(listens); !read) return fail(std::move(read).error());
    result.topTracks = told(found.topTracks, columns->tracks, shown, &store::HeardSong::title);
    result.topAlbums = told(found.topAlbums, columns->albums, shown, &store::HeardSong::album);
    result.topArtists = told(found.topArtists, columns->artists, shown, nullptr);
    result.longest = {.begin = found.longest.begin, .days = found.longest.days};
    result.last = {.begin = found.last.begin, .days = found.last.days};
    for (const listens::Spike &spike : spikes) {
        const store::HeardSong &song = shown.of(columns->tracks, spike.track);
        result.spikes.push_back({.artist = song.artist, .title = song.title, .at = UnixTime{spike.at}, .plays = spike.plays});
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
