#include "taraf/work/import.h"

#include "channel.h"
#include "heard_songs.h"
#include "kept_tags.h"
#include "match.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"
#include "taraf/listens/names.h"
#include "taraf/listens/read.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <map>
#include <optional>
#include <thread>

namespace taraf::work {
namespace {

/// So many rows go to the library at once: the index of songs is written anew with each of these, nearly all of it.
constexpr std::size_t kBatch = 2'000'000;
/// MiB. The songs of a million listens are 110, and each listen looks its song up.
constexpr int kPagesInMemory = 256;
constexpr std::string_view kTagsFormat = "tags";
constexpr std::size_t kLinesTold = 20, kMissingTold = 100;

struct Row {
    std::uint32_t user = 0, song = 0;
    std::int64_t at = 0;
    std::uint32_t playedMs = 0;
    bool isSkip = false;
};

struct Count {
    std::uint32_t user = 0, song = 0;
    std::int64_t plays = 0, skips = 0, lastPlayed = 0;
};

struct Said {
    std::uint32_t user = 0, song = 0;
    OpinionOf of = OpinionOf::Track;
    Opinion opinion;
    std::int64_t at = 0;
};

struct Batch {
    std::string source;                    ///< the format's name
    std::vector<std::string> users;        ///< new ones, in the order of their numbers
    std::vector<store::HeardSong> songs;   ///< likewise
    std::vector<std::pair<std::uint32_t, std::string>> files; ///< songs of which a source names the file
    std::vector<Row> rows;
    std::vector<Count> counts;
    std::vector<Said> said;
    std::vector<std::pair<listens::NamedPlaylist, std::pair<std::string, std::string>>> playlists; ///< with the memory of their texts

    [[nodiscard]] std::size_t size() const { return rows.size() + counts.size() + said.size() + playlists.size(); }
};

/// What comes in, made small enough to be handed on. In the reader's thread.
class Gathering
{
public:
    Gathering(HeardSongs &songs, Channel<Batch> &channel, ImportResult &result, std::string file) : m_songs(songs), m_channel(channel), m_result(result), m_file(std::move(file)) {}

    [[nodiscard]] listens::Sink sink(const ProgressSink &progress)
    {
        return {.recognised = [this](listens::Format format) { name(listens::name(format)); },
                .listen = [this](const Listen &listen) { take(listen); },
                .playCount = [this](const listens::PlayCount &count) { take(count); },
                .opinion = [this](const listens::NamedOpinion &opinion) { take(opinion); },
                .playlist = [this](const listens::NamedPlaylist &playlist) { take(playlist); },
                .rejection = [this](const listens::Rejection &rejection) { take(rejection); },
                .progress = progress};
    }
    /// Where it comes from.
    void name(std::string_view source) { m_batch.source = m_source = source; }
    void flush()
    {
        if (m_batch.size() == 0 && m_batch.songs.empty() && m_batch.users.empty()) return;
        m_channel.push(std::exchange(m_batch, {}));
        m_batch.source = m_source;
    }

private:
    std::uint32_t user(std::string_view name)
    {
        if (name == m_lastUser && !m_users.empty()) return m_lastNumber;
        const auto [at, isNew] = m_users.try_emplace(std::string(name), static_cast<std::uint32_t>(m_users.size()));
        if (isNew) m_batch.users.emplace_back(name);
        m_lastUser = name;
        return m_lastNumber = at->second;
    }
    std::uint32_t song(std::string_view artist, std::string_view title, std::string_view album, std::string_view recordingId, std::string_view releaseId, std::string_view artistId, Milliseconds duration,
                       std::string_view path)
    {
        return m_songs.number(artist, title, album, recordingId, m_batch.songs, [&] {
            if (!path.empty()) m_batch.files.emplace_back(static_cast<std::uint32_t>(m_known + m_new), std::string(path));
            ++m_new;
            return store::HeardSong{.id = {}, .artist = std::string(artist), .title = std::string(title), .album = std::string(album), .recordingId = std::string(recordingId),
                                    .releaseId = std::string(releaseId), .artistId = std::string(artistId), .duration = duration, .matchKey = listens::matchKey(artist, title), .recording = {}};
        });
    }

    void take(const Listen &listen)
    {
        const std::uint32_t who = user(listen.user);
        const std::uint32_t what = song(listen.artist, listen.title, listen.album, listen.recordingId, listen.releaseId, listen.artistId, listen.duration, listen.path);
        m_batch.rows.push_back({.user = who, .song = what, .at = listen.at.count(), .playedMs = static_cast<std::uint32_t>(std::clamp<std::int64_t>(listen.played.count(), 0, UINT32_MAX)),
                                .isSkip = listen.isSkip});
        handOver();
    }
    void take(const listens::PlayCount &count)
    {
        const std::uint32_t who = user(count.user);
        m_batch.counts.push_back({.user = who, .song = song(count.artist, count.title, count.album, {}, {}, count.artistId, {}, count.path), .plays = count.plays, .skips = count.skips,
                                  .lastPlayed = count.lastPlayed.count()});
        handOver();
    }
    void take(const listens::NamedOpinion &opinion)
    {
        if (opinion.artist.empty() && opinion.title.empty() && opinion.recordingId.empty() && opinion.path.empty()) {
            take(listens::Rejection{.where = {}, .line = 0, .reason = "a rating of something without a name: its service knows it by a number of its own"});
            return;
        }
        const std::uint32_t who = user(opinion.user);
        m_batch.said.push_back({.user = who, .song = song(opinion.artist, opinion.title, opinion.album, opinion.recordingId, {}, opinion.artistId, {}, opinion.path), .of = opinion.of,
                                .opinion = opinion.opinion, .at = opinion.at.count()});
        handOver();
    }
    void take(const listens::NamedPlaylist &playlist)
    {
        m_batch.playlists.push_back({{.name = {}, .description = {}, .entries = playlist.entries}, {std::string(playlist.name), std::string(playlist.description)}});
        handOver();
    }
    void take(const listens::Rejection &rejection)
    {
        auto &reasons = m_result.rejected;
        auto found = std::ranges::find(reasons, rejection.reason, &RejectedRows::reason);
        if (found == reasons.end()) found = reasons.insert(reasons.end(), {.reason = std::string(rejection.reason), .count = 0, .lines = {}});
        if (++found->count > kLinesTold) return;
        found->lines.emplace_back(m_file + (rejection.where.empty() ? "" : ": " + std::string(rejection.where)), rejection.line);
    }
    void handOver()
    {
        if (m_batch.size() >= kBatch) flush();
    }

public:
    std::size_t m_known = 0; ///< songs that were numbered before

private:
    HeardSongs &m_songs;
    Channel<Batch> &m_channel;
    ImportResult &m_result;
    std::string m_file, m_source;
    Batch m_batch;
    std::map<std::string, std::uint32_t, std::less<>> m_users;
    std::string m_lastUser;
    std::uint32_t m_lastNumber = 0;
    std::size_t m_new = 0;
};

/// As sorting does it; most files have one listener after the other, each with the newest first, which is turned around in a tenth of the time.
void putInOrder(std::vector<store::ListenRow> &rows)
{
    for (auto from = rows.begin(); from != rows.end();) {
        const auto to = std::find_if(from, rows.end(), [&](const store::ListenRow &row) { return row.listener != from->listener; });
        if (!std::is_sorted(from, to)) {
            std::reverse(from, to);
            if (!std::is_sorted(from, to)) std::sort(from, to);
        }
        from = to;
    }
    if (!std::ranges::is_sorted(rows)) std::ranges::sort(rows);
}

/// Writes batches down, in the thread that waits for them.
class Keeping
{
public:
    Keeping(store::Library &library, std::vector<store::HeardId> songs, bool isDry, ImportResult &result)
        : m_library(library), m_listens(library), m_songs(std::move(songs)), m_isDry(isDry), m_result(result)
    {
    }

    /// Another file: its users are numbered anew.
    void beginFile() { m_users.clear(); }
    [[nodiscard]] std::size_t songs() const { return m_songs.size(); }

    Result<> keep(const Batch &batch)
    {
        if (batch.size() == 0 && batch.songs.empty()) return {};
        // A dry run is one transaction to its end, which undoes it.
        if (!m_transaction) {
            auto transaction = store::Transaction::begin(m_library, batch.said.empty() && batch.playlists.empty() ? store::Durability::Usual : store::Durability::UserFact);
            if (!transaction) return fail(std::move(transaction).error());
            m_transaction.emplace(std::move(*transaction));
        }
        if (batch.source != m_sourceName) {
            const auto source = m_listens.source(batch.source);
            if (!source) return fail(source.error());
            m_source = *source;
            m_sourceName = batch.source;
        }
        for (const auto step : {&Keeping::keepUsers, &Keeping::keepSongs, &Keeping::keepRows, &Keeping::keepCounts, &Keeping::keepOpinions}) {
            if (auto kept = (this->*step)(batch); !kept) return kept;
        }
        for (const auto &[playlist, texts] : batch.playlists) {
            if (auto kept = keepPlaylist(playlist.entries, texts.first); !kept) return kept;
        }
        if (m_isDry) return {};
        auto committed = m_transaction->commit();
        m_transaction.reset();
        return committed;
    }

private:
    Result<> keepUsers(const Batch &batch)
    {
        for (const std::string &name : batch.users) {
            const auto id = m_listens.listener(name);
            if (!id) return fail(id.error());
            m_users.push_back(*id);
        }
        return {};
    }

    Result<> keepSongs(const Batch &batch)
    {
        for (const store::HeardSong &song : batch.songs) {
            const auto id = m_listens.addSong(song);
            if (!id) return fail(id.error());
            m_songs.push_back(*id);
        }
        m_result.songs += batch.songs.size();
        for (const auto &[song, path] : batch.files) {
            const auto track = m_library.trackByPath(path);
            if (!track) return fail(track.error());
            if (!*track) continue;
            if (auto matched = m_listens.match(m_songs[song], (*track)->recording, store::MatchedBy::File); !matched) return matched;
        }
        return {};
    }

    Result<> keepRows(const Batch &batch)
    {
        std::vector<store::ListenRow> listens, skips;
        listens.reserve(batch.rows.size());
        for (const Row &row : batch.rows) {
            (row.isSkip ? skips : listens).push_back({.listener = m_users[row.user], .at = UnixTime{row.at}, .heard = m_songs[row.song], .source = m_source, .played = Milliseconds{row.playedMs}});
        }
        for (auto *rows : {&listens, &skips}) putInOrder(*rows);
        const auto added = m_listens.add(store::Heed::Listens, listens);
        if (!added) return fail(added.error());
        const auto skipped = m_listens.add(store::Heed::Skips, skips);
        if (!skipped) return fail(skipped.error());
        m_result.imported += *added;
        m_result.duplicates += listens.size() - *added;
        m_result.skips += *skipped;
        return {};
    }

    Result<> keepCounts(const Batch &batch)
    {
        std::vector<store::CountRow> rows;
        for (const Count &count : batch.counts) {
            rows.push_back({.listener = m_users[count.user], .heard = m_songs[count.song], .source = m_source, .plays = count.plays, .skips = count.skips, .lastPlayed = UnixTime{count.lastPlayed}});
        }
        const auto changed = m_listens.addCounts(rows);
        if (!changed) return fail(changed.error());
        m_result.counts += *changed;
        return {};
    }

    Result<> keepOpinions(const Batch &batch)
    {
        for (const Said &said : batch.said) {
            const auto isNew = m_listens.addOpinion(m_users[said.user], said.of, m_songs[said.song], said.opinion, UnixTime{said.at});
            if (!isNew) return fail(isNew.error());
            if (*isNew) ++m_result.opinions;
        }
        return {};
    }

    Result<> keepPlaylist(const std::vector<PlaylistEntry> &entries, const std::string &name)
    {
        if (m_names.empty()) {
            if (auto read = m_names.read(m_library); !read) return read;
        }
        ImportedPlaylist told{.name = name, .entries = entries.size(), .found = 0, .missing = {}};
        std::vector<store::KeptEntry> kept;
        for (const PlaylistEntry &entry : entries) {
            store::KeptEntry &each = kept.emplace_back(store::KeptEntry{.recording = m_names.find(entry.artist, entry.title, entry.album), .entry = entry});
            if (each.recording.isValid()) ++told.found;
            else if (told.missing.size() < kMissingTold) told.missing.push_back(displayText(entry.artist + " – " + entry.title));
        }
        const auto lists = m_library.playlists();
        if (!lists) return fail(lists.error());
        const auto isTaken = [&](const std::string &called) { return std::ranges::any_of(*lists, [&](const store::PlaylistHead &head) { return !head.isRemoved && head.name == called; }); };
        // The same list again is the same list; another of its name is told apart.
        const std::string origin = m_sourceName + ": " + name;
        for (const store::PlaylistHead &head : *lists) {
            if (head.origin != origin || head.isRemoved) continue;
            told.name = head.name;
            m_result.playlists.push_back(std::move(told));
            return {};
        }
        for (int i = 2; isTaken(told.name); ++i) told.name = std::format("{} ({})", name, i);
        const auto now = std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch());
        if (const auto added = m_library.addPlaylist(told.name.empty() ? "Untitled" : told.name, origin, kept, now); !added) return fail(added.error());
        m_result.playlists.push_back(std::move(told));
        return {};
    }

    store::Library &m_library;
    store::Listens m_listens;
    std::optional<store::Transaction> m_transaction;
    std::vector<store::ListenerId> m_users;
    std::vector<store::HeardId> m_songs;
    std::string m_sourceName;
    store::SourceId m_source;
    CollectionNames m_names;
    bool m_isDry;
    ImportResult &m_result;
};

} // namespace

Result<ImportResult> importListens(const Home &home, const ImportOptions &options, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note)
{
    const auto begun = std::chrono::steady_clock::now();
    const bool isFromTags = options.format == kTagsFormat;
    if (isFromTags && !options.files.empty()) return fail(ErrorCode::InvalidArgument, "the tags of the whole collection are read; name no file with --from tags");
    if (!isFromTags && options.files.empty()) return fail(ErrorCode::InvalidArgument, "which file? taraf listens import FILE");
    const auto format = listens::formatOf(options.format);
    if (!isFromTags && !options.format.empty() && !format) return fail(ErrorCode::InvalidArgument, "there is no format '" + options.format + "'");
    if (auto made = makeFolder(home.data); !made) return fail(std::move(made).error());
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());

    if (auto roomy = library->keepInMemory(kPagesInMemory); !roomy) return fail(std::move(roomy).error());

    ImportResult result;
    store::Listens listens(*library);
    HeardSongs songs;
    auto known = songs.load(listens);
    if (!known) return fail(std::move(known).error());
    Keeping keeping(*library, std::move(*known), options.isDry, result);
    const std::vector<std::string> sources = isFromTags ? std::vector<std::string>{std::string(kTagsFormat)} : options.files;
    for (const std::string &file : sources) {
        Channel<Batch> channel(1, 1);
        std::stop_source ends;
        const std::stop_callback passes(stop, [&] { ends.request_stop(); });
        Result<listens::Read> read;
        Gathering gathering(songs, channel, result, displayText(file));
        gathering.m_known = keeping.songs();
        {
            std::jthread reader([&] {
                const listens::Sink sink = gathering.sink(progress);
                if (isFromTags) gathering.name(kTagsFormat);
                read = isFromTags ? readKeptTags(home, sink, ends.get_token()) : listens::read(file, format, sink, ends.get_token());
                gathering.flush();
                channel.sent();
            });
            Result<> kept;
            keeping.beginFile();
            while (auto batch = channel.pop([] {})) {
                if (!kept) continue; // what is under way is let go
                kept = keeping.keep(*batch);
                if (!kept) ends.request_stop();
            }
            if (!kept) return fail(std::move(kept).error());
        }
        if (!read) return fail(std::move(read).error());
        result.leftOut += read->leftOut;
        for (const std::string &each : read->notes) note(each);
    }
    std::ranges::stable_sort(result.rejected, std::ranges::greater{}, &RejectedRows::count);
    if (!options.isDry) {
        const auto matched = matchListens(*library, stop);
        if (!matched) return fail(matched.error());
        result.inCollection = matched->inCollection;
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
