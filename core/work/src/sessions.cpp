#include "taraf/work/history.h"

#include "taraf/listens/read.h"
#include "taraf/listens/sessions.h"
#include "taraf/store/listens.h"

#include <algorithm>
#include <map>
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

Result<std::uint64_t> readFile(Plays &plays, const SessionsOptions &options, const std::stop_token &stop, const ProgressSink &progress)
{
    const auto format = listens::formatOf(options.format);
    if (!options.format.empty() && !format) return fail(ErrorCode::InvalidArgument, "there is no format '" + options.format + "'");
    listens::Sink sink;
    sink.listen = [&](const Listen &listen) {
        if (!listen.isSkip) plays.add(listen.user, listen.at, plays.song(listen.artist, listen.title));
    };
    sink.keepsNameless = true;
    sink.progress = progress;
    const auto read = listens::read(options.file, format, sink, stop);
    if (!read) return fail(read.error());
    return read->rejected;
}

Result<> readLibrary(Plays &plays, const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    std::unordered_map<store::HeardId, std::uint32_t> songs;
    if (auto read = listens.eachSong([&](const store::HeardSong &song) { songs.emplace(song.id, plays.song(song.artist, song.title)); }); !read) return read;
    const auto listeners = listens.listeners();
    if (!listeners) return fail(listeners.error());
    std::map<store::ListenerId, std::string> names;
    for (const store::Listener &each : *listeners) names.emplace(each.id, each.name);
    return listens.each(store::Heed::Listens, {}, [&](const store::ListenRow &row) { plays.add(names.at(row.listener), row.at, songs.at(row.heard)); });
}

} // namespace

Result<SessionsResult> sessions(const Home &home, const SessionsOptions &options, const std::stop_token &stop, const ProgressSink &progress)
{
    const auto begun = std::chrono::steady_clock::now();
    SessionsResult result;
    Plays plays;
    if (options.file.empty()) {
        if (auto read = readLibrary(plays, home); !read) return fail(std::move(read).error());
    } else {
        const auto rejected = readFile(plays, options, stop, progress);
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
    songs.resize(std::min(songs.size(), options.top));
    for (const listens::SongPlays &song : songs) result.songs.push_back({.artist = std::string(plays.artist(song.song)), .title = std::string(plays.title(song.song)), .plays = song.plays});
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
