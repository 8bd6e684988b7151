#include "taraf/store/listens.h"

#include "connection.h"
#include "taraf/base/fingerprint.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

namespace taraf::store {
namespace {

constexpr std::array<std::string_view, 6> kMatchedBy{"none", "choice", "file", "id", "names", "fuzzy"};

std::string text(MatchedBy by) { return std::string(kMatchedBy[static_cast<std::size_t>(by)]); }

MatchedBy matchedByOf(std::string_view text)
{
    const auto found = std::ranges::find(kMatchedBy, text);
    return found == kMatchedBy.end() ? MatchedBy::None : static_cast<MatchedBy>(found - kMatchedBy.begin());
}

/// Columns: id, match_key, artist, title, album, recording_id, release_id, artist_id, duration_ms, recording, matched_by, fingerprint.
void fill(HeardSong &song, const Bound &row)
{
    song.id = row.id<HeardId>(0);
    song.matchKey = row.integer(1);
    song.artist = row.view(2);
    song.title = row.view(3);
    song.album = row.view(4);
    song.recordingId = row.view(5);
    song.releaseId = row.view(6);
    song.artistId = row.view(7);
    song.duration = Milliseconds{row.integer(8)};
    song.recording = row.id<RecordingId>(9);
    song.matchedBy = matchedByOf(row.view(10));
    song.fingerprint = row.integer(11);
}

/// So many rows, as query/add_listens.sql has them, are one statement: half the time of one each.
constexpr std::size_t kTogether = 32;

void bind(Bound &statement, int at, const ListenRow &row)
{
    statement.id(at + 1, row.listener).integer(at + 2, row.at.count()).id(at + 3, row.heard).id(at + 4, row.source).integer(at + 5, row.played.count());
}

/// One listener's. Those that were not there.
std::uint64_t insertOf(Library::Impl &library, Heed which, std::span<const ListenRow> rows)
{
    const ListenerId listener = rows.front().listener;
    std::uint64_t added = 0;
    if (which == Heed::Listens && rows.size() >= kTogether) {
        Bound together = library.use(Query::AddListens);
        for (; rows.size() >= kTogether; rows = rows.subspan(kTogether)) {
            together.again();
            for (std::size_t i = 0; i < kTogether; ++i) bind(together, static_cast<int>(5 * i), rows[i]);
            added += static_cast<std::uint64_t>(together.run());
        }
    }
    Bound single = library.use(which == Heed::Listens ? Query::AddListen : Query::AddSkip);
    for (const ListenRow &row : rows) {
        bind(single.again(), 0, row);
        added += static_cast<std::uint64_t>(single.run());
    }
    if (added > 0 && which == Heed::Listens) library.use(Query::ChangeListener).id(1, listener).run();
    return added;
}

/// Those that were not there.
std::uint64_t insert(Library::Impl &library, Heed which, std::span<const ListenRow> rows)
{
    std::uint64_t added = 0;
    while (!rows.empty()) {
        const auto end = std::ranges::find_if(rows, [&](const ListenRow &row) { return row.listener != rows.front().listener; });
        const auto count = static_cast<std::size_t>(end - rows.begin());
        added += insertOf(library, which, rows.first(count));
        rows = rows.subspan(count);
    }
    return added;
}

} // namespace

HeardSong songOf(const Track &track)
{
    const Tags &tags = track.tags;
    return {.id = {}, .artist = displayText(track.artist()), .title = displayText(track.titleOrName()), .album = displayText(tags.album), .recordingId = tags.musicBrainz.recording,
            .releaseId = tags.musicBrainz.release, .artistId = tags.musicBrainz.artists.empty() ? std::string() : tags.musicBrainz.artists.front(), .duration = track.stream.duration, .matchKey = 0,
            .recording = track.recording, .matchedBy = MatchedBy::File};
}

std::int64_t Listens::fingerprint(std::string_view artist, std::string_view title, std::string_view album, std::string_view recordingId) noexcept
{
    return taraf::fingerprint({artist, title, album, recordingId});
}

Result<ListenerId> Listens::listener(std::string_view name)
{
    if (name.empty()) return kSelf;
    return m_impl->write([&]() -> Result<ListenerId> {
        const std::string called(name);
        return m_impl->use(Query::SaveListener).text(1, called).returnedId<ListenerId>();
    });
}

Result<std::vector<Listener>> Listens::listeners()
{
    return m_impl->read([&]() -> Result<std::vector<Listener>> {
        std::vector<Listener> all;
        Bound row = m_impl->use(Query::ListListeners);
        while (row.step()) all.push_back({.id = row.id<ListenerId>(0), .name = row.text(1), .changes = row.integer(2)});
        return all;
    });
}

Result<SourceId> Listens::source(std::string_view name)
{
    return m_impl->write([&]() -> Result<SourceId> {
        const std::string called(name);
        return m_impl->use(Query::SaveSource).text(1, called).returnedId<SourceId>();
    });
}

Result<std::vector<std::pair<SourceId, std::string>>> Listens::sources()
{
    return m_impl->read([&]() -> Result<std::vector<std::pair<SourceId, std::string>>> {
        std::vector<std::pair<SourceId, std::string>> all;
        Bound row = m_impl->use(Query::ListSources);
        while (row.step()) all.emplace_back(row.id<SourceId>(0), row.text(1));
        return all;
    });
}

Result<> Listens::eachFingerprint(const std::function<void(std::int64_t, HeardId)> &take)
{
    return m_impl->read([&]() -> Result<> {
        Bound row = m_impl->use(Query::ListFingerprints);
        while (row.step()) take(row.integer(0), row.id<HeardId>(1));
        return {};
    });
}

Result<HeardId> Listens::addSong(const HeardSong &song)
{
    return m_impl->write([&]() -> Result<HeardId> {
        const std::int64_t known = fingerprint(song.artist, song.title, song.album, song.recordingId);
        // RETURNING would make a table of its own each time, which takes longer than the rest.
        const int added = m_impl->use(Query::AddHeard).integer(1, known).integer(2, song.matchKey).text(3, song.artist).text(4, song.title).text(5, song.album).text(6, song.recordingId)
            .text(7, song.releaseId).text(8, song.artistId).integer(9, song.duration.count()).run();
        return added > 0 ? HeardId(m_impl->lastId()) : m_impl->use(Query::FindHeard).integer(1, known).returnedId<HeardId>();
    });
}

Result<> Listens::eachSong(const std::function<void(const HeardSong &)> &take)
{
    return m_impl->read([&]() -> Result<> {
        Bound row = m_impl->use(Query::ListHeardSongs);
        HeardSong song;
        while (row.step()) {
            fill(song, row);
            take(song);
        }
        return {};
    });
}

Result<> Listens::eachSong(std::span<const HeardId> songs, const std::function<void(const HeardSong &)> &take)
{
    return m_impl->readTogether([&]() -> Result<> {
        HeardSong song;
        for (const HeardId id : songs) {
            Bound row = m_impl->use(Query::FindHeardSong);
            if (!row.id(1, id).step()) continue;
            fill(song, row);
            take(song);
        }
        return {};
    });
}

Result<std::vector<std::pair<HeardId, std::uint64_t>>> Listens::ownSongs()
{
    return m_impl->read([&]() -> Result<std::vector<std::pair<HeardId, std::uint64_t>>> {
        std::vector<std::pair<HeardId, std::uint64_t>> all;
        Bound row = m_impl->use(Query::ListOwnSongs);
        while (row.step()) all.emplace_back(row.id<HeardId>(0), static_cast<std::uint64_t>(row.integer(1)));
        return all;
    });
}

Result<bool> Listens::hasSongs()
{
    return m_impl->read([&]() -> Result<bool> { return m_impl->use(Query::FindAnySong).number() > 0; });
}

Result<> Listens::match(HeardId song, RecordingId recording, MatchedBy by)
{
    return m_impl->write([&]() -> Result<> {
        const std::string how = text(by);
        if (m_impl->use(Query::MatchHeard).id(1, song).id(2, recording).text(3, how).run() == 0) return fail(ErrorCode::NotFound, "there is no such song");
        return {};
    });
}

Result<> Listens::trustIds() { return m_impl->trustIds(); }

Result<std::uint64_t> Listens::add(Heed which, std::span<const ListenRow> rows)
{
    return m_impl->write([&]() -> Result<std::uint64_t> { return insert(*m_impl, which, rows); });
}

Result<bool> Listens::record(const ListenRow &row, Heed which, std::chrono::seconds same)
{
    return m_impl->write([&]() -> Result<bool> {
        const auto near = [&](Query query) -> std::optional<std::int64_t> {
            Bound found = m_impl->use(query);
            const bool isThere = found.id(1, row.listener).id(2, row.heard).integer(3, (row.at - same).count()).integer(4, (row.at + same).count()).integer(5, row.at.count()).step();
            return isThere ? std::optional(found.integer(0)) : std::nullopt;
        };
        const auto prolong = [&](Query query, std::int64_t at) { m_impl->use(query).id(1, row.listener).integer(2, at).id(3, row.heard).integer(4, row.played.count()).run(); };
        if (const auto listen = near(Query::FindNearListen)) {
            prolong(Query::ProlongListen, *listen);
            return false;
        }
        const auto skip = near(Query::FindNearSkip);
        if (skip && which == Heed::Skips) {
            prolong(Query::ProlongSkip, *skip);
            return false;
        }
        if (skip) m_impl->use(Query::RemoveSkip).id(1, row.listener).integer(2, *skip).id(3, row.heard).run();
        insert(*m_impl, which, {&row, 1});
        return !skip;
    });
}

Result<> Listens::each(Heed which, ListenerId listener, const std::function<void(const ListenRow &)> &take)
{
    return m_impl->read([&]() -> Result<> {
        const bool isListens = which == Heed::Listens;
        Bound row = m_impl->use(listener.isValid() ? (isListens ? Query::ListListens : Query::ListSkips) : isListens ? Query::ListAllListens : Query::ListAllSkips);
        if (listener.isValid()) row.id(1, listener);
        while (row.step()) {
            take({.listener = row.id<ListenerId>(0), .at = UnixTime{row.integer(1)}, .heard = row.id<HeardId>(2), .source = row.id<SourceId>(3), .played = Milliseconds{row.integer(4)}});
        }
        return {};
    });
}

Result<std::uint64_t> Listens::count(Heed which)
{
    return m_impl->read([&]() -> Result<std::uint64_t> {
        return static_cast<std::uint64_t>(m_impl->use(which == Heed::Listens ? Query::CountListens : Query::CountSkips).number());
    });
}

Result<> Listens::eachOwnPlay(const std::function<void(RecordingId, UnixTime)> &take)
{
    return m_impl->readTogether([&]() -> Result<> {
        // Found in memory: to join them takes longer than to read both.
        std::unordered_map<std::int64_t, RecordingId> recordings;
        Bound song = m_impl->use(Query::ListMatched);
        while (song.step()) recordings.emplace(song.integer(0), song.id<RecordingId>(1));
        Bound row = m_impl->use(Query::ListOwnPlays);
        std::int64_t last = 0;
        RecordingId recording;
        while (row.step()) {
            if (const std::int64_t heard = row.integer(0); heard != last) {
                const auto found = recordings.find(heard);
                recording = found == recordings.end() ? RecordingId() : found->second;
                last = heard;
            }
            if (recording.isValid()) take(recording, UnixTime{row.integer(1)});
        }
        return {};
    });
}

Result<std::vector<OwnCount>> Listens::ownCounts()
{
    return m_impl->read([&]() -> Result<std::vector<OwnCount>> {
        std::vector<OwnCount> all;
        Bound row = m_impl->use(Query::ListOwnCounts);
        while (row.step()) all.push_back({.recording = row.id<RecordingId>(0), .plays = static_cast<std::uint64_t>(row.integer(1)), .lastPlayed = UnixTime{row.integer(2)}});
        return all;
    });
}

Result<> Listens::eachArrival(const std::function<void(RecordingId, UnixTime)> &take)
{
    return m_impl->read([&]() -> Result<> {
        Bound row = m_impl->use(Query::ListArrivals);
        while (row.step()) take(row.id<RecordingId>(0), UnixTime{row.integer(1)});
        return {};
    });
}

Result<std::uint64_t> Listens::addCounts(std::span<const CountRow> rows)
{
    return m_impl->write([&]() -> Result<std::uint64_t> {
        std::uint64_t changed = 0;
        for (const CountRow &row : rows) {
            changed += static_cast<std::uint64_t>(m_impl->use(Query::SavePlayCount).id(1, row.listener).id(2, row.heard).id(3, row.source).integer(4, row.plays).integer(5, row.skips)
                .integer(6, row.lastPlayed.count()).run());
        }
        return changed;
    });
}

Result<bool> Listens::addOpinion(ListenerId listener, OpinionOf of, HeardId about, const Opinion &opinion, UnixTime at)
{
    return m_impl->write([&]() -> Result<bool> {
        const std::string kind(name(of)), feeling(name(opinion.feeling));
        return m_impl->use(Query::SaveNamedOpinion).id(1, listener).text(2, kind).id(3, about).integer(4, opinion.rating).text(5, feeling).integer(6, at.count()).run() > 0;
    });
}

Result<> Listens::passOnOpinions()
{
    return m_impl->write([&]() -> Result<> {
        // It follows from what is shared already.
        m_impl->use(Query::SetTaking).integer(1, 1).run();
        m_impl->use(Query::PassOpinions).run();
        m_impl->use(Query::SetTaking).integer(1, 0).run();
        return {};
    });
}

} // namespace taraf::store
