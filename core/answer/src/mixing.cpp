#include "mixing.h"

#include "taraf/recommend/draw.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <format>
#include <unordered_map>

namespace taraf::answer {
namespace {

using recommend::Instant;
using recommend::MixKind;
using recommend::RankedTrack;

/// What songs are ranked among: more than any list needs under its caps.
constexpr std::size_t kRanked = 1000;

} // namespace

std::string dateOf(Instant at)
{
    constexpr std::array<const char *, 12> months{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    const auto time = static_cast<std::time_t>(at);
    std::tm local{};
    ::localtime_r(&time, &local);
    return std::format("{} {} {}", local.tm_mday, months[static_cast<std::size_t>(local.tm_mon)], local.tm_year + 1900);
}

std::string counted(std::uint64_t count, const char *one, const char *many) { return std::format("{} {}", count, count == 1 ? one : many); }

TrackAnswer trackOf(RecordingId recording, std::string why)
{
    TrackAnswer answer{.track = {}, .score = 0, .match = 0, .why = std::move(why)};
    answer.track.recording = recording;
    return answer;
}

Result<Mixed> Mixing::make()
{
    const auto past = m_past.history();
    if (!past) return fail(past.error());
    const recommend::History &history = **past;
    const recommend::MixParameters &p = m_settings.parameters;
    const auto lastPlayed = [](const RankedTrack &track) { return "last played on " + dateOf(track.last); };
    switch (m_settings.kind) {
    case MixKind::Loved: return loved();
    case MixKind::RevisitTracks: {
        const auto tracks = recommend::revisitTracks(history, p.revisitTracks);
        return ranked(tracks, [&](std::size_t i) { return lastPlayed(tracks[i]); },
                      std::format("needs tracks that you played {} times or more between {} and {} days ago, and hardly since", p.revisitTracks.earlierLeast, p.revisitTracks.recentDays, p.revisitTracks.earlierDays));
    }
    case MixKind::RevisitAlbums: return revisitAlbums();
    case MixKind::TopArtists: return topArtists();
    case MixKind::Smart: return smart();
    case MixKind::Unheard: return unheard();
    case MixKind::New: return fresh();
    case MixKind::OnThisDay: {
        const auto tracks = recommend::onThisDay(history, p.onThisDay);
        return ranked(tracks, [&](std::size_t i) { return counted(tracks[i].plays, "play", "plays") + " about this day, on " + dateOf(tracks[i].last) + (tracks[i].plays > 1 ? " the last" : ""); },
                      "nothing was played about this day in a former year");
    }
    case MixKind::Forgotten: {
        const auto tracks = recommend::forgottenTracks(history, p.forgotten);
        return ranked(tracks, [&](std::size_t i) { return counted(tracks[i].plays, "play", "plays") + ", the last on " + dateOf(tracks[i].last); },
                      std::format("needs tracks that you played {} times or more, or love, and not in the last {} days", p.forgotten.plays, p.forgotten.days));
    }
    case MixKind::ThisHour: {
        const auto tracks = recommend::forThisHour(history, p.thisHour);
        return ranked(tracks, [&](std::size_t i) { return counted(tracks[i].plays, "play", "plays") + " at this time of day"; },
                      std::format("needs tracks that you played {} times or more at this time of day", p.thisHour.plays));
    }
    case MixKind::Fingerprint:
    case MixKind::Albums: return radio();
    }
    return fail(ErrorCode::Internal, "a mix that nobody makes");
}

Result<std::string> Mixing::lacking(std::string otherwise)
{
    const auto history = m_past.history();
    if (!history) return fail(history.error());
    return (*history)->played.empty() ? "no listens are known; bring some in with taraf listens import FILE, or play something while tarafd runs" : std::move(otherwise);
}

std::vector<RecordingId> Mixing::drawn(std::span<const RecordingId> recordings, std::size_t count) const
{
    std::vector<recommend::Lot> lots;
    for (const RecordingId recording : recordings) lots.push_back({.id = recording.value()});
    std::vector<RecordingId> out;
    for (const std::size_t place : recommend::draw(lots, count, m_settings.seed)) out.push_back(recordings[place]);
    return out;
}

Result<recommend::Calibration> Mixing::calibration()
{
    const auto index = m_parts.vectors();
    if (!index && index.error().code == ErrorCode::NotFound) return recommend::Calibration();
    if (!index) return fail(index.error());
    return calibrationOf(**index, weights(Focus::Overall));
}

Result<MixList> Mixing::list(std::span<const RecordingId> recordings, const Why &why, Order order)
{
    const auto songs = songsOf(m_parts, recordings);
    if (!songs) return fail(songs.error());
    const auto calibration = this->calibration();
    if (!calibration) return fail(calibration.error());
    auto places = recommend::admitted(songs->songs, static_cast<std::size_t>(m_settings.parameters.tracks), m_settings.rules, *calibration);
    if (order == Order::InFlow) places = recommend::inFlow(songs->songs, std::move(places), weights(Focus::Overall));
    std::unordered_map<RecordingId, std::size_t> rank; // those without a file are not among the songs
    for (std::size_t i = 0; i < recordings.size(); ++i) rank.try_emplace(recordings[i], i);
    MixList list{.title = std::string(recommend::title(m_settings.kind)), .description = std::string(recommend::about(m_settings.kind)), .tracks = {}, .covers = {}};
    for (const std::size_t place : places) list.tracks.push_back(trackOf(songs->songs[place].recording, why(rank.at(songs->songs[place].recording))));
    return list;
}

Result<Mixed> Mixing::ranked(const std::vector<RankedTrack> &tracks, const Why &why, std::string nothing)
{
    std::vector<RecordingId> recordings;
    for (const RankedTrack &track : std::span(tracks).first(std::min(tracks.size(), kRanked))) recordings.push_back(track.recording);
    auto list = this->list(recordings, why, Order::InFlow);
    if (!list) return fail(std::move(list).error());
    if (!list->tracks.empty()) return Mixed{.lists = {std::move(*list)}, .nothing = {}};
    auto lacking = this->lacking(std::move(nothing));
    return lacking ? Result<Mixed>(Mixed{.lists = {}, .nothing = std::move(*lacking)}) : fail(lacking.error());
}

Result<Mixed> Mixing::loved()
{
    const auto history = m_past.history();
    if (!history) return fail(history.error());
    const auto loved = recommend::lovedTracks(**history, m_settings.parameters.spikes);
    std::vector<RecordingId> recordings;
    for (const recommend::LovedTrack &track : loved) recordings.push_back(track.recording);
    auto list = this->list(recordings, [&](std::size_t i) {
        return loved[i].plays == 0 ? "loved since " + dateOf(loved[i].at) : counted(loved[i].plays, "play", "plays") + " within a day, on " + dateOf(loved[i].at);
    }, Order::AsRanked);
    if (!list) return fail(std::move(list).error());
    if (list->tracks.empty()) return Mixed{.lists = {}, .nothing = "nothing is loved yet; say so with taraf rate FILE --love, or by playing a track over and over"};
    return Mixed{.lists = {std::move(*list)}, .nothing = {}};
}

Result<Mixed> Mixing::fresh()
{
    const auto history = m_past.history();
    if (!history) return fail(history.error());
    auto came = m_past.arrivals();
    if (!came) return fail(std::move(came).error());
    const auto tracks = recommend::newTracks(*came, **history, m_settings.parameters.fresh);
    std::vector<RecordingId> recordings;
    for (const RankedTrack &track : std::span(tracks).first(std::min(tracks.size(), kRanked))) recordings.push_back(track.recording);
    auto list = this->list(recordings, [&](std::size_t i) { return "came on " + dateOf(tracks[i].last); }, Order::AsRanked);
    if (!list) return fail(std::move(list).error());
    if (!list->tracks.empty()) return Mixed{.lists = {std::move(*list)}, .nothing = {}};
    return Mixed{.lists = {}, .nothing = std::format("since the first scan nothing came in the last {} days that you have not played", m_settings.parameters.fresh.days)};
}

Result<Mixed> Mixing::revisitAlbums()
{
    const auto history = m_past.history();
    if (!history) return fail(history.error());
    const auto albums = m_past.playedBy([](const Owned &each) { return each.album.value(); });
    if (!albums) return fail(albums.error());
    Mixed mixed;
    for (const recommend::RankedGroup &each : recommend::revisitAlbums(*albums, **history, m_settings.seed, m_settings.parameters.revisitAlbums)) {
        const auto album = m_parts.library.album(AlbumId((*albums)[each.group].id));
        if (!album) return fail(album.error());
        MixList list{.title = album->artist + " – " + album->title, .description = std::format("{} some months ago, the last on {}", counted(each.plays, "play", "plays"), dateOf(each.last)), .tracks = {}, .covers = {}};
        for (std::size_t i = 0; i < album->tracks.size(); ++i) list.tracks.push_back(trackOf(album->tracks[i], std::format("track {} of {}", i + 1, album->tracks.size())));
        mixed.lists.push_back(std::move(list));
    }
    if (!mixed.lists.empty()) return mixed;
    const recommend::RevisitAlbumsParameters &p = m_settings.parameters.revisitAlbums;
    auto lacking = this->lacking(std::format("needs an album of which you played {} tracks or more, often between {} and {} days ago and hardly since", p.tracksLeast, p.quietDays, p.earlierDays));
    if (!lacking) return fail(std::move(lacking).error());
    mixed.nothing = std::move(*lacking);
    return mixed;
}

} // namespace taraf::answer
