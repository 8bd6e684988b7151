#include "taraf/work/sync.h"

#include "match.h"
#include "naming.h"
#include "taking.h"

#include "taraf/base/file.h"
#include "taraf/base/file_lock.h"
#include "taraf/listens/server.h"
#include "taraf/store/sharing.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <random>
#include <unordered_map>
#include <unordered_set>

namespace taraf::work {
namespace {

constexpr const char *kAddress = "sync.postgres";

std::int64_t newDevice()
{
    std::random_device dice;
    return static_cast<std::int64_t>((static_cast<std::uint64_t>(dice()) << 31U | dice()) >> 1U) + 1;
}

Result<std::string> addressOf(store::Library &library, const std::string &given)
{
    if (!given.empty()) return given;
    auto known = library.setting(kAddress);
    if (!known) return fail(std::move(known).error());
    if (!*known) return fail(ErrorCode::InvalidArgument, "with which server? taraf sync --postgres postgresql://NAME@HOST/DATABASE");
    return **std::move(known);
}

/// One sync, exchange by exchange.
class Syncing
{
public:
    Syncing(store::Library &library, listens::Server &server, SyncResult &result, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note)
        : m_library(library), m_listens(library), m_sharing(library), m_taking(library), m_server(server), m_result(result), m_stop(stop), m_progress(progress), m_note(note)
    {
    }

    Result<> run()
    {
        const auto waits = m_sharing.waits();
        if (!waits) return fail(waits.error());
        m_total = waits->listens + waits->opinions;
        for (bool hasMore = true; hasMore;) {
            if (m_stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
            auto next = exchange();
            if (!next) return fail(std::move(next).error());
            hasMore = *next;
        }
        return {};
    }

private:
    /// True: there is more to tell or to take.
    Result<bool> exchange()
    {
        // On the disk before it is sent: a number that was used is never used again, unless this library is put back.
        store::Shared state;
        {
            auto transaction = store::Transaction::begin(m_library, store::Durability::UserFact);
            if (!transaction) return fail(std::move(transaction).error());
            if (auto counted = m_sharing.count(); !counted) return fail(std::move(counted).error());
            const auto known = m_sharing.state();
            if (!known) return fail(known.error());
            if (!*known) return fail(ErrorCode::Cancelled, "sharing was switched off meanwhile");
            state = **known;
            if (!m_isNamed) {
                if (auto named = nameOpinions(m_library, state.device); !named) return fail(std::move(named).error());
            }
            if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
            m_isNamed = true;
        }
        auto waiting = m_sharing.waiting(m_told, listens::ToServer::kMost);
        if (!waiting) return fail(std::move(waiting).error());
        auto news = newsOf(*waiting, state);
        if (!news) return fail(std::move(news).error());
        ++m_result.exchanges;
        const auto answer = m_server.exchange(*news);
        if (!answer) return fail(answer.error());
        if (answer->mustStartOver) return startOver();
        if (auto written = write(*waiting, *answer, state.number); !written) return fail(std::move(written).error());
        for (const listens::SharedSong &song : news->songs) m_toldSongs.insert(song.fingerprint);
        const bool isAll = waiting->size() < listens::ToServer::kMost;
        m_done += waiting->size();
        if (m_progress && (!isAll || answer->hasMore)) {
            m_progress(isAll ? Progress{.phase = "taking", .done = m_result.taken.listens, .total = 0, .item = {}} : Progress{.phase = "sending", .done = std::min(m_done, m_total), .total = m_total, .item = {}});
        }
        return !isAll || answer->hasMore;
    }

    Result<bool> startOver()
    {
        if (m_result.startedOver) return fail(ErrorCode::Database, "the server does not know this device again, twice in a row; run the same command again");
        m_note("this library or the server was put back from a backup, or copied: everything is compared anew");
        auto transaction = store::Transaction::begin(m_library, store::Durability::UserFact);
        if (!transaction) return fail(std::move(transaction).error());
        if (auto begun = m_sharing.begin(newDevice()); !begun) return fail(std::move(begun).error());
        if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
        m_result.startedOver = true;
        m_isNamed = false;
        m_told = 0;
        m_done = 0;
        m_toldSongs.clear();
        const auto waits = m_sharing.waits();
        if (!waits) return fail(waits.error());
        m_total = waits->listens + waits->opinions;
        return true;
    }

    Result<listens::ToServer> newsOf(const std::vector<store::Waiting> &waiting, const store::Shared &state)
    {
        listens::ToServer news{.device = state.device, .number = state.number, .answered = state.answered, .members = {}, .songs = {}, .plays = {}, .opinions = {}};
        const auto cursors = m_sharing.members();
        if (!cursors) return fail(cursors.error());
        for (const store::MemberCursor &each : *cursors) news.members.push_back({.member = each.member, .heard = each.heard, .said = each.said});

        std::vector<store::HeardId> ids;
        for (const store::Waiting &each : waiting) ids.push_back(each.about);
        std::ranges::sort(ids);
        ids.erase(std::ranges::unique(ids).begin(), ids.end());
        std::unordered_map<store::HeardId, listens::SharedSong> songs;
        auto read = m_listens.eachSong(ids, [&](const store::HeardSong &song) {
            songs.emplace(song.id, listens::SharedSong{.fingerprint = song.fingerprint, .artist = song.artist, .title = song.title, .album = song.album, .recordingId = song.recordingId,
                                                       .releaseId = song.releaseId, .artistId = song.artistId, .duration = song.duration});
        });
        if (!read) return fail(std::move(read).error());
        std::unordered_set<store::HeardId> added;
        for (const store::Waiting &each : waiting) {
            const auto song = songs.find(each.about);
            if (song == songs.end()) continue;
            if (!each.play) {
                news.opinions.push_back({.of = each.of, .about = song->second, .opinion = each.opinion, .changedAt = each.at, .device = each.device});
                continue;
            }
            if (!m_toldSongs.contains(song->second.fingerprint) && added.insert(each.about).second) news.songs.push_back(song->second);
            news.plays.push_back({.isSkip = *each.play == store::Heed::Skips, .isGone = each.isGone, .at = each.at, .song = song->second.fingerprint, .played = each.played, .source = each.source});
        }
        return news;
    }

    /// What was told and what is taken, in one transaction: however it ends, both go as far as each other.
    Result<> write(const std::vector<store::Waiting> &told, const listens::FromServer &answer, std::int64_t number)
    {
        auto transaction = store::Transaction::begin(m_library, store::Durability::UserFact);
        if (!transaction) return fail(std::move(transaction).error());
        const auto state = m_sharing.state();
        if (!state) return fail(state.error());
        if (!*state || (*state)->number != number) return fail(ErrorCode::Cancelled, "sharing was switched off, or the library put back, meanwhile");
        if (auto begun = m_sharing.beginTaking(); !begun) return begun;

        std::vector<std::int64_t> late;
        std::size_t play = 0, opinion = 0;
        SyncCounts sent;
        for (const store::Waiting &each : told) {
            const std::size_t place = each.play ? play++ : opinion++;
            if (std::ranges::binary_search(each.play ? answer.latePlays : answer.lateOpinions, place)) {
                late.push_back(each.seq);
                continue;
            }
            ++(each.play ? sent.listens : sent.opinions);
            if (!each.isGone || !each.play) continue;
            // An import may have brought it back.
            const store::ListenRow row{.listener = store::kSelf, .at = each.at, .heard = each.about, .source = {}, .played = {}};
            if (const auto removed = m_sharing.takePlay(*each.play, row, true); !removed) return fail(removed.error());
        }
        if (!told.empty()) {
            if (auto cleared = m_sharing.told(m_told, told.back().seq, late); !cleared) return cleared;
        }
        for (const listens::MemberNews &member : answer.members) {
            if (auto taken = m_taking.take(member); !taken) return taken;
        }
        if (auto answered = m_sharing.answer(number); !answered) return answered;
        if (auto ended = m_sharing.endTaking(); !ended) return ended;
        if (auto done = transaction->commit(); !done) return done;
        if (!told.empty()) m_told = told.back().seq;
        m_result.sent.listens += sent.listens;
        m_result.sent.opinions += sent.opinions;
        m_result.late += late.size();
        m_taking.tell(m_result);
        return {};
    }

    store::Library &m_library;
    store::Listens m_listens;
    store::Sharing m_sharing;
    Taking m_taking;
    listens::Server &m_server;
    SyncResult &m_result;
    const std::stop_token &m_stop;
    const ProgressSink &m_progress;
    const NoteSink &m_note;
    std::unordered_set<std::int64_t> m_toldSongs; ///< in this run
    std::int64_t m_told = 0;                      ///< what waits was told up to this, but for what was late
    std::uint64_t m_done = 0, m_total = 0;
    bool m_isNamed = false;
};

/// What would be sent; undone again.
Result<> count(store::Library &library, SyncResult &result)
{
    store::Sharing sharing(library);
    auto transaction = store::Transaction::begin(library);
    if (!transaction) return fail(std::move(transaction).error());
    const auto state = sharing.state();
    if (!state) return fail(state.error());
    const std::int64_t device = *state ? (*state)->device : newDevice();
    if (!*state) {
        if (auto begun = sharing.begin(device); !begun) return begun;
    }
    if (auto named = nameOpinions(library, device); !named) return named;
    const auto waits = sharing.waits();
    if (!waits) return fail(waits.error());
    result.sent = {.listens = waits->listens, .opinions = waits->opinions};
    return {};
}

/// Nothing: the server wants a password.
Result<std::optional<listens::Server>> connect(const std::string &uri, const NoteSink &note)
{
    const auto address = listens::serverAddress(uri);
    if (!address) return fail(address.error());
    if (!address->caveat.empty()) note(address->caveat);
    auto server = listens::Server::connect(*address);
    if (!server && server.error().code == ErrorCode::NotFound) return std::nullopt;
    if (!server) return fail(std::move(server).error());
    return std::optional(std::move(*server));
}

} // namespace

Result<SyncResult> sync(const Home &home, const SyncOptions &options, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note)
{
    const auto begun = std::chrono::steady_clock::now();
    if (auto made = makeFolder(home.data); !made) return fail(std::move(made).error());
    const auto alone = FileLock::tryTake(home.data + "/sync.lock");
    if (!alone) return fail(alone.error());
    if (!*alone) return fail(ErrorCode::Busy, "another taraf sync is under way");
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    const auto address = addressOf(*library, options.address);
    if (!address) return fail(address.error());

    SyncResult result;
    auto server = connect(*address, note);
    if (!server) return fail(std::move(server).error());
    if (!*server) {
        result.wantsPassword = true;
        return result;
    }
    if (options.isDry) {
        if (auto counted = count(*library, result); !counted) return fail(std::move(counted).error());
        return result;
    }
    store::Sharing sharing(*library);
    const auto state = sharing.state();
    if (!state) return fail(state.error());
    const bool isNew = !*state;
    if (isNew) {
        auto transaction = store::Transaction::begin(*library, store::Durability::UserFact);
        if (!transaction) return fail(std::move(transaction).error());
        if (auto shared = sharing.begin(newDevice()); !shared) return fail(std::move(shared).error());
        if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
    }
    if (options.share) {
        if (auto told = (*server)->share(options.share->listens, options.share->ratings); !told) return fail(std::move(told).error());
    }
    auto done = Syncing(*library, **server, result, stop, progress, note).run();
    if (!done && isNew && result.sent.listens + result.sent.opinions + result.taken.listens + result.taken.opinions == 0 && done.error().code != ErrorCode::Cancelled) {
        // It has never worked: nobody would ever take what waits.
        if (auto off = sharing.end(); !off) return fail(std::move(off).error());
    }
    if (!done) return fail(std::move(done).error());
    if (auto kept = library->setSetting(kAddress, *address); !kept) return fail(std::move(kept).error());
    if (result.taken.listens + result.taken.opinions > 0 || !result.others.empty()) {
        const auto matched = matchListens(*library, stop);
        if (!matched) return fail(matched.error());
        result.inCollection = matched->inCollection;
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

Result<bool> stopSyncing(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    auto transaction = store::Transaction::begin(*library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    store::Sharing sharing(*library);
    const auto state = sharing.state();
    if (!state) return fail(state.error());
    if (auto ended = sharing.end(); !ended) return fail(std::move(ended).error());
    if (auto forgotten = library->removeSetting(kAddress); !forgotten) return fail(std::move(forgotten).error());
    if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
    return state->has_value();
}

Result<ServerSetUp> setUpServer(const Home &home, const std::string &address, const std::vector<std::string> &members, bool onlyPlanned, const NoteSink &note)
{
    std::string uri = address;
    if (uri.empty()) {
        auto library = store::Library::open(home.library(), store::Access::ReadOnly);
        if (!library) return fail(ErrorCode::InvalidArgument, "which server? taraf sync --init --postgres postgresql://NAME@HOST/DATABASE");
        auto known = addressOf(*library, {});
        if (!known) return fail(std::move(known).error());
        uri = std::move(*known);
    }
    ServerSetUp result;
    auto server = connect(uri, note);
    if (!server) return fail(std::move(server).error());
    if (!*server) {
        result.wantsPassword = true;
        return result;
    }
    auto plan = onlyPlanned ? (*server)->plan(members) : (*server)->carryOut(members);
    if (!plan) return fail(std::move(plan).error());
    result.sql = std::move(plan->sql);
    result.newRoles = std::move(plan->newRoles);
    result.isDone = !onlyPlanned;
    return result;
}

} // namespace taraf::work
