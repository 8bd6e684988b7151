#include "taraf/work/history.h"

#include "taraf/listens/columns.h"
#include "taraf/listens/read.h"
#include "taraf/listens/sessions.h"
#include "taraf/store/listens.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

namespace taraf::work {
namespace {

/// Plays by listener, and what the songs are called. A song is its artist and title, to the letter.
class Plays
{
public:
    void add(std::string_view user, UnixTime at, std::uint32_t song)
    {
        if (at.count() <= 0 || at.count() > UINT32_MAX) return;
        if (m_last == nullptr || user != m_lastUser) {
            m_last = &m_byUser[std::string(user)];
            m_lastUser = user;
        }
        m_last->push_back({.at = static_cast<std::uint32_t>(at.count()), .song = song});
        ++m_count;
    }

    std::uint32_t song(std::string_view artist, std::string_view title)
    {
        const auto [at, isNew] = m_songs.try_emplace(store::Listens::fingerprint(artist, title, {}, {}), static_cast<std::uint32_t>(m_names.size()));
        if (isNew) {
            m_names.push_back({.begin = m_texts.size(), .artist = static_cast<std::uint32_t>(artist.size()), .title = static_cast<std::uint32_t>(title.size())});
            m_texts.append(artist).append(title);
        }
        return at->second;
    }

    [[nodiscard]] std::string_view artist(std::uint32_t song) const { return std::string_view(m_texts).substr(m_names[song].begin, m_names[song].artist); }
    [[nodiscard]] std::string_view title(std::uint32_t song) const { return std::string_view(m_texts).substr(m_names[song].begin + m_names[song].artist, m_names[song].title); }
    [[nodiscard]] std::uint64_t count() const noexcept { return m_count; }
    [[nodiscard]] std::map<std::string, std::vector<listens::Play>> &byUser() noexcept { return m_byUser; }

private:
    struct Name {
        std::uint64_t begin = 0;
        std::uint32_t artist = 0, title = 0;
    };
    std::map<std::string, std::vector<listens::Play>> m_byUser;
    std::vector<listens::Play> *m_last = nullptr;
    std::string m_lastUser;
    std::unordered_map<std::int64_t, std::uint32_t> m_songs;
    std::vector<Name> m_names;
    std::string m_texts;
    std::uint64_t m_count = 0;
};

/// What is told of the rows where it was asked to explain.
struct Explained {
    listens::Columns columns;
    std::uint64_t leftOut = 0, skips = 0;
    std::vector<std::pair<std::string, std::uint64_t>> rejected;

    void take(const Listen &listen)
    {
        columns.take(listen);
        if (listen.isSkip) ++skips;
    }
    void reject(std::string_view reason)
    {
        const auto known = std::ranges::find(rejected, reason, &std::pair<std::string, std::uint64_t>::first);
        if (known == rejected.end()) rejected.emplace_back(reason, 1);
        else ++known->second;
    }
};

Result<std::uint64_t> readFile(Plays &plays, const SessionsOptions &options, Explained *explained, const std::stop_token &stop, const ProgressSink &progress)
{
    const auto format = listens::formatOf(options.format);
    if (!options.format.empty() && !format) return fail(ErrorCode::InvalidArgument, "there is no format '" + options.format + "'");
    listens::Sink sink;
    if (explained != nullptr) sink.rejection = [&](const listens::Rejection &rejection) { explained->reject(rejection.reason); };
    sink.listen = [&](const Listen &listen) {
        if (explained != nullptr) explained->take(listen);
        if (!listen.isSkip) plays.add(listen.user, listen.at, plays.song(listen.artist, listen.title));
    };
    sink.keepsNameless = true;
    sink.progress = progress;
    const auto read = listens::read(options.file, format, sink, stop);
    if (!read) return fail(read.error());
    if (explained != nullptr) explained->leftOut = read->leftOut;
    return read->rejected;
}

Result<> readLibrary(Plays &plays, Explained *explained, const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    std::unordered_map<store::HeardId, std::uint32_t> songs;
    std::unordered_map<store::HeardId, store::HeardSong> whole; // only for who wants to see the columns
    auto read = listens.eachSong([&](const store::HeardSong &song) {
        songs.emplace(song.id, plays.song(song.artist, song.title));
        if (explained != nullptr) whole.emplace(song.id, song);
    });
    if (!read) return read;
    const auto listeners = listens.listeners();
    if (!listeners) return fail(listeners.error());
    std::map<store::ListenerId, std::string> names;
    for (const store::Listener &each : *listeners) names.emplace(each.id, each.name);
    return listens.each(store::Heed::Listens, {}, [&](const store::ListenRow &row) {
        const std::string &user = names.at(row.listener);
        plays.add(user, row.at, songs.at(row.heard));
        if (explained == nullptr) return;
        const store::HeardSong &song = whole.at(row.heard);
        explained->take({.at = row.at, .user = user, .artist = song.artist, .title = song.title, .album = song.album, .recordingId = song.recordingId, .releaseId = song.releaseId, .artistId = song.artistId});
    });
}

/// The way from the rows to the answer, step by step.
void explain(SessionsResult &result, const Explained &explained, const SessionsOptions &options, std::span<const listens::SongPlays> songs)
{
    std::uint64_t rejected = 0, kept = 0;
    for (const auto &[reason, count] : explained.rejected) rejected += count;
    const std::uint64_t rows = explained.columns.rows();
    Step read{.name = "read", .in = rows + rejected + explained.leftOut, .out = rows, .inUnit = "row", .outUnit = "row", .dropped = explained.rejected};
    if (explained.leftOut > 0) read.dropped.emplace_back("left out by the format's own rules", explained.leftOut);
    Step plays{.name = "plays", .in = rows, .out = result.plays, .inUnit = "row", .outUnit = "play", .dropped = {}};
    if (explained.skips > 0) plays.dropped.emplace_back("skipped", explained.skips);
    if (const std::uint64_t other = rows - explained.skips - result.plays; other > 0) plays.dropped.emplace_back("without a time", other);
    for (const FoundSession &session : result.sessions) kept += session.plays;
    Step sessions{.name = "sessions", .in = result.plays, .out = result.found, .inUnit = "play", .outUnit = "session", .dropped = {}};
    Step longest{.name = "longest", .in = result.found, .out = result.sessions.size(), .inUnit = "session", .outUnit = "session", .dropped = {}};
    if (result.found > result.sessions.size()) longest.dropped.emplace_back("shorter than the " + std::to_string(options.longest) + " longest", result.found - result.sessions.size());
    std::uint64_t named = 0;
    for (const listens::SongPlays &song : songs) named += song.plays;
    Step count{.name = "songs", .in = kept, .out = songs.size(), .inUnit = "play", .outUnit = "song", .dropped = {}};
    if (kept > named) count.dropped.emplace_back("without an artist or a title", kept - named);
    Step rank{.name = "top", .in = songs.size(), .out = std::min(songs.size(), options.top), .inUnit = "song", .outUnit = "song", .dropped = {}};
    if (rank.out < rank.in) rank.dropped.emplace_back("played less than the first " + std::to_string(options.top), rank.in - rank.out);
    result.steps = {read, plays, sessions, longest, count, rank};
    for (const listens::ColumnFacts &each : explained.columns.facts()) {
        result.columns.push_back({.name = each.name, .nulls = each.nulls, .distinct = each.distinct, .most = each.most, .mostRows = each.mostRows});
    }
    result.first = explained.columns.first();
    result.last = explained.columns.last();
}

} // namespace

Result<SessionsResult> sessions(const Home &home, const SessionsOptions &options, const std::stop_token &stop, const ProgressSink &progress)
{
    const auto begun = std::chrono::steady_clock::now();
    SessionsResult result;
    Plays plays;
    std::optional<Explained> explained;
    if (options.isExplained) explained.emplace();
    Explained *const noted = explained ? &*explained : nullptr;
    if (options.file.empty()) {
        if (auto read = readLibrary(plays, noted, home); !read) return fail(std::move(read).error());
    } else {
        const auto rejected = readFile(plays, options, noted, stop, progress);
        if (!rejected) return fail(rejected.error());
        result.rejected = *rejected;
    }
    listens::LongestSessions longest({.gap = options.gap, .isInclusive = options.isInclusive, .longest = options.longest});
    for (auto &[user, theirs] : plays.byUser()) longest.take(user, theirs);
    result.plays = plays.count();
    result.users = plays.byUser().size();
    result.found = longest.found();
    const std::vector<listens::Session> found = std::move(longest).result();
    for (const listens::Session &each : found) {
        result.sessions.push_back({.user = each.user, .begin = UnixTime{each.plays.front().at}, .end = UnixTime{each.plays.back().at}, .plays = each.plays.size()});
    }
    std::vector<listens::SongPlays> songs = listens::songsOf(found);
    std::erase_if(songs, [&](const listens::SongPlays &song) { return plays.artist(song.song).empty() || plays.title(song.song).empty(); });
    std::ranges::sort(songs, [&](const listens::SongPlays &a, const listens::SongPlays &b) {
        return std::tuple(b.plays, plays.artist(a.song), plays.title(a.song)) < std::tuple(a.plays, plays.artist(b.song), plays.title(b.song));
    });
    if (explained) explain(result, *explained, options, songs);
    songs.resize(std::min(songs.size(), options.top));
    for (const listens::SongPlays &song : songs) result.songs.push_back({.artist = std::string(plays.artist(song.song)), .title = std::string(plays.title(song.song)), .plays = song.plays});
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
