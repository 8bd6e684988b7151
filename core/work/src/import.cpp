#include "taraf/work/import.h"

#include "gathering.h"
#include "given_ids.h"
#include "kept_tags.h"
#include "match.h"
#include "play_columns.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"
#include "taraf/listens/read.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <optional>
#include <thread>

namespace taraf::work {
namespace {

/// MiB. The songs of a million listens are 110.
constexpr int kPagesInMemory = 256;
/// After an import of so many everybody's statistics would take seconds the first time.
constexpr std::uint64_t kManyPlays = 1'000'000;
constexpr std::string_view kTagsFormat = "tags";
constexpr std::size_t kMissingTold = 100;

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
    Keeping(store::Library &library, GivenIds &ids, bool isDry, ImportResult &result) : m_library(library), m_listens(library), m_ids(ids), m_isDry(isDry), m_result(result) {}

    /// Another file: its users are numbered anew.
    void beginFile() { m_ids.forgetUsers(); }

    Result<> keep(const Batch &batch)
    {
        if (batch.size() == 0 && batch.songs.empty()) return {};
        // A dry run is one transaction to its end, which undoes it.
        if (!m_transaction) {
            auto transaction = store::Transaction::begin(m_library, batch.said.empty() && batch.playlists.empty() ? store::Durability::Usual : store::Durability::UserFact);
            if (!transaction) return fail(std::move(transaction).error());
            m_transaction.emplace(std::move(*transaction));
            const auto isOthers = m_ids.confirm();
            if (!isOthers) return fail(isOthers.error());
            if (*isOthers) m_names = {};
        }
        if (auto set = m_ids.setSource(batch.source); !set) return set;
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
            if (auto added = m_ids.addUser(name); !added) return added;
        }
        return {};
    }

    Result<> keepSongs(const Batch &batch)
    {
        for (const store::HeardSong &song : batch.songs) {
            if (auto added = m_ids.addSong(song); !added) return added;
        }
        m_result.songs += batch.songs.size();
        for (const auto &[song, path] : batch.files) {
            const auto track = m_library.trackByPath(path);
            if (!track) return fail(track.error());
            if (!*track) continue;
            if (auto matched = m_listens.match(m_ids.song(song), (*track)->recording, store::MatchedBy::File); !matched) return matched;
        }
        return {};
    }

    Result<> keepRows(const Batch &batch)
    {
        std::vector<store::ListenRow> listens, skips;
        listens.reserve(batch.rows.size());
        for (const Row &row : batch.rows) {
            (row.isSkip ? skips : listens).push_back({.listener = m_ids.user(row.user), .at = UnixTime{row.at}, .heard = m_ids.song(row.song), .source = m_ids.source(), .played = Milliseconds{row.playedMs}});
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
            rows.push_back({.listener = m_ids.user(count.user), .heard = m_ids.song(count.song), .source = m_ids.source(), .plays = count.plays, .skips = count.skips, .lastPlayed = UnixTime{count.lastPlayed}});
        }
        const auto changed = m_listens.addCounts(rows);
        if (!changed) return fail(changed.error());
        m_result.counts += *changed;
        return {};
    }

    Result<> keepOpinions(const Batch &batch)
    {
        for (const Said &said : batch.said) {
            const auto isNew = m_listens.addOpinion(m_ids.user(said.user), said.of, m_ids.song(said.song), said.opinion, UnixTime{said.at});
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
        const std::string origin = m_ids.sourceName() + ": " + name;
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
    GivenIds &m_ids;
    CollectionNames m_names;
    bool m_isDry;
    ImportResult &m_result;
};

/// Reads in a thread of its own, and writes.
Result<> takeIn(const Home &home, const ImportOptions &options, const std::optional<listens::Format> &format, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note,
                ImportResult &result)
{
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    if (auto roomy = library->keepInMemory(kPagesInMemory); !roomy) return roomy;
    if (auto trusting = listens.trustIds(); !trusting) return trusting;

    HeardSongs songs;
    const auto version = library->dataVersion();
    if (!version) return fail(version.error());
    auto known = songs.load(listens);
    if (!known) return fail(std::move(known).error());
    GivenIds ids(*library, *version, std::move(*known));
    Keeping keeping(*library, ids, options.isDry, result);
    const bool isFromTags = options.format == kTagsFormat;
    const std::vector<std::string> sources = isFromTags ? std::vector<std::string>{std::string(kTagsFormat)} : options.files;
    for (const std::string &file : sources) {
        Channel<Batch> channel(1, 1);
        std::stop_source ends;
        const std::stop_callback passes(stop, [&] { ends.request_stop(); });
        Result<listens::Read> read;
        Gathering gathering(songs, channel, result, displayText(file));
        gathering.m_known = ids.songs();
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
            if (!kept) return kept;
        }
        if (!read) return fail(std::move(read).error());
        result.leftOut += read->leftOut;
        for (const std::string &each : read->notes) note(each);
    }
    std::ranges::stable_sort(result.rejected, std::ranges::greater{}, &RejectedRows::count);
    return {};
}

/// What follows from it.
Result<> settle(const Home &home, const std::stop_token &stop, const ProgressSink &progress, ImportResult &result)
{
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    const auto matched = matchListens(*library, stop);
    if (!matched) return fail(matched.error());
    result.inCollection = matched->inCollection;
    if (result.imported < kManyPlays) return {};
    // What is kept for statistics is a convenience: whoever asks for them would be told what is wrong.
    store::Listens listens(*library);
    (void)readKeptPlays(home, listens, stop, progress);
    return {};
}

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

    ImportResult result;
    if (auto taken = takeIn(home, options, format, stop, progress, note, result); !taken) return fail(std::move(taken).error());
    if (!options.isDry) {
        if (auto settled = settle(home, stop, progress, result); !settled) return fail(std::move(settled).error());
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
