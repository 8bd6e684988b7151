#include "account.h"
#include "match.h"

#include "taraf/base/path.h"
#include "taraf/listens/names.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <limits>
#include <set>

namespace taraf::work {
namespace {

constexpr UnixTime kFirst{1'033'430'400}; ///< ListenBrainz takes nothing from before: 2002-10-01
constexpr UnixTime kNoEnd{std::numeric_limits<std::int64_t>::max()};
/// Two who watch one player may differ by so much about when a song began.
constexpr std::chrono::seconds kSame{20};

struct Row {
    store::HeardSong song;
    UnixTime at{0};
    Milliseconds played{0};
    std::string msid;
};

class Fetching
{
public:
    Fetching(store::Library &library, listens::Service &service, store::AccountId account, store::ListenerId listener, FetchResult &result, const ProgressSink &progress, const NoteSink &note)
        : m_library(library), m_listens(library), m_accounts(library), m_service(service), m_account(account), m_listener(listener), m_result(result), m_progress(progress), m_note(note)
    {
    }

    Result<> run(std::optional<UnixTime> since)
    {
        auto source = m_listens.source(name(listens::Format::ListenBrainz));
        if (!source) return fail(std::move(source).error());
        m_source = *source;
        auto kinds = sourceKinds(m_listens);
        if (!kinds) return fail(std::move(kinds).error());
        m_kinds = std::move(*kinds);
        if (auto begun = begin(since); !begun) return begun;
        while (!m_gaps.empty()) {
            if (auto done = page(); !done) return done;
        }
        return {};
    }

private:
    /// What has still to come: what an earlier fetch left out, and what is newer than all that it saw.
    Result<> begin(std::optional<UnixTime> since)
    {
        const auto newest = m_accounts.newest(m_account);
        if (!newest) return fail(newest.error());
        auto gaps = m_accounts.gaps(m_account);
        if (!gaps) return fail(std::move(gaps).error());
        // From the newest second on, which may have had more.
        store::Gap top{.floor = since.value_or(newest->count() > 0 ? *newest : kFirst), .ceiling = kNoEnd};
        for (const store::Gap &gap : *gaps) {
            if (gap.ceiling > top.floor) top.floor = std::min(top.floor, gap.floor);
            else m_gaps.push_back(gap);
        }
        m_gaps.insert(m_gaps.begin(), top);
        return m_accounts.setGaps(m_account, m_gaps);
    }

    Result<> page()
    {
        const UnixTime ceiling = m_gaps.front().ceiling;
        std::vector<Row> rows;
        listens::Sink sink;
        sink.listen = [&](const Listen &listen) {
            rows.push_back({.song = {.id = {}, .artist = std::string(listen.artist), .title = std::string(listen.title), .album = std::string(listen.album), .recordingId = std::string(listen.recordingId),
                                     .releaseId = std::string(listen.releaseId), .artistId = std::string(listen.artistId), .duration = listen.duration,
                                     .matchKey = listens::matchKey(listen.artist, listen.title), .recording = {}},
                            .at = listen.at, .played = listen.played, .msid = std::string(listen.sourceId)});
        };
        sink.rejection = [&](const listens::Rejection &rejection) {
            auto found = std::ranges::find(m_result.rejected, rejection.reason, &std::pair<std::string, std::uint64_t>::first);
            if (found == m_result.rejected.end()) found = m_result.rejected.emplace(found, std::string(rejection.reason), 0);
            ++found->second;
        };
        const auto got = m_service.listens(m_result.user, ceiling == kNoEnd ? std::nullopt : std::optional(ceiling), sink);
        if (!got) return fail(got.error());
        if (got->rows > 0 && got->newest >= ceiling) return fail(ErrorCode::Corrupt, m_result.server + " gives listens that are later than what was asked for; nothing of that answer was taken");

        auto transaction = store::Transaction::begin(m_library);
        if (!transaction) return fail(std::move(transaction).error());
        std::set<store::HeardId> last; // of the oldest second, which the next page begins with
        for (const Row &row : rows) {
            const auto kept = keep(row);
            if (!kept) return fail(kept.error());
            if (row.at == got->oldest) last.insert(*kept);
        }
        m_seen = std::move(last);
        m_seenAt = got->oldest;
        narrow(*got);
        if (auto kept = m_accounts.setGaps(m_account, m_gaps); !kept) return kept;
        if (auto kept = transaction->commit(); !kept) return kept;
        ++m_result.pages;
        if (m_progress) m_progress({"fetching listens", m_result.imported + m_result.duplicates, 0, m_result.user});
        return {};
    }

    /// The span that is still to come, after this page of it. The server gives what is before a second, so the second of the last row is asked for again: it may have more.
    void narrow(const listens::ListensPage &got)
    {
        store::Gap &gap = m_gaps.front();
        const bool isOneSecond = got.oldest + std::chrono::seconds(1) == gap.ceiling;
        if (got.rows > 0 && isOneSecond && got.rows >= std::max<std::size_t>(m_longestPage, 2)) {
            m_note(std::format("{} has {} listens or more at one second ({}), and gives no more than these of them", m_result.server, got.rows, got.oldest.count()));
        }
        m_longestPage = std::max(m_longestPage, got.rows);
        gap.ceiling = isOneSecond ? got.oldest : got.oldest + std::chrono::seconds(1);
        if (got.rows == 0 || got.oldest < gap.floor || gap.ceiling <= gap.floor) m_gaps.erase(m_gaps.begin());
    }

    void count(const Row &row, store::HeardId heard, bool isNew)
    {
        if (isNew) ++m_result.imported;
        else if (row.at != m_seenAt || !m_seen.contains(heard)) ++m_result.duplicates;
    }

    /// The song that it is a listen of.
    Result<store::HeardId> keep(const Row &row)
    {
        if (auto kept = m_accounts.setNewest(m_account, row.at); !kept) return fail(std::move(kept).error());
        const auto near = m_accounts.near(m_listener, row.at, row.song.matchKey, kSame);
        if (!near) return fail(near.error());
        for (const store::NearListen &other : *near) {
            if (!isSame(row, other)) continue;
            count(row, other.heard, false);
            if (auto named = call(row, other.heard); !named) return fail(std::move(named).error());
            if (m_listener == store::kSelf && m_kinds[other.source] != SourceKind::ListenBrainz) {
                if (auto marked = m_accounts.mark(m_account, other.at, other.heard); !marked) return fail(std::move(marked).error());
            }
            return other.heard;
        }
        const auto song = m_listens.addSong(row.song);
        if (!song) return fail(song.error());
        if (auto named = call(row, *song); !named) return fail(std::move(named).error());
        const store::ListenRow listen{.listener = m_listener, .at = row.at, .heard = *song, .source = m_source, .played = row.played};
        const auto added = m_listens.add(store::Heed::Listens, {&listen, 1});
        if (!added) return fail(added.error());
        count(row, *song, *added > 0);
        return *song;
    }

    Result<> call(const Row &row, store::HeardId heard) { return row.msid.empty() ? Result<>() : m_accounts.setMsid(heard, row.msid); }

    /// The server guesses a song's id and may guess another one later; so of one second the names decide. What a player played, somebody else may have told the server, a few
    /// seconds off.
    bool isSame(const Row &row, const store::NearListen &other)
    {
        const store::HeardSong &song = row.song;
        if (other.at == row.at && other.artist == song.artist && other.title == song.title && other.album == song.album) return true;
        return m_kinds[other.source] == SourceKind::Player && (other.matchKey != 0 ? other.matchKey : listens::matchKey(other.artist, other.title)) == song.matchKey;
    }

    store::Library &m_library;
    store::Listens m_listens;
    store::Accounts m_accounts;
    listens::Service &m_service;
    store::AccountId m_account;
    store::ListenerId m_listener;
    store::SourceId m_source;
    std::unordered_map<store::SourceId, SourceKind> m_kinds;
    std::vector<store::Gap> m_gaps;
    std::size_t m_longestPage = 0;
    std::set<store::HeardId> m_seen; ///< songs of the last page's oldest second
    UnixTime m_seenAt{0};
    FetchResult &m_result;
    const ProgressSink &m_progress;
    const NoteSink &m_note;
};

} // namespace

Result<FetchResult> fetchListens(const Home &home, const FetchOptions &options, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note)
{
    const auto begun = std::chrono::steady_clock::now();
    auto library = openLibrary(home);
    if (!library) return fail(std::move(library).error());
    const auto lock = exchangeLock(home);
    if (!lock) return fail(lock.error());
    const auto known = accountOf(*library);
    if (!known) return fail(known.error());

    FetchResult result;
    result.user = options.user.empty() ? known->user : options.user;
    if (result.user.empty()) return fail(ErrorCode::InvalidArgument, "whose listens? taraf listens fetch --listenbrainz USER");
    auto root = listens::normalRoot(!options.server.empty() ? std::string_view(options.server) : known->server.empty() ? listens::kListenBrainzRoot : std::string_view(known->server));
    if (!root) return fail(std::move(root).error());
    result.server = *root;
    if (!options.isOther && !known->user.empty() && known->server == result.server && known->user != result.user) {
        return fail(ErrorCode::InvalidArgument, "you are " + displayText(known->user) + " there; to bring in somebody else's listens, apart from yours, say --other");
    }
    listens::ServiceOptions service{.root = result.server, .token = {}, .note = note};
    if (known->server == result.server && !known->user.empty()) {
        // What anybody may read comes without a token, too.
        auto token = tokenOf(home, *known);
        if (token) service.token = *std::move(token);
        else note(token.error().message);
    }
    store::Accounts accounts(*library);
    const auto account = accounts.account(result.server, result.user);
    if (!account) return fail(account.error());
    const auto listener = options.isOther ? store::Listens(*library).listener(result.user) : Result<store::ListenerId>(store::kSelf);
    if (!listener) return fail(listener.error());

    listens::Service server(std::move(service), stop);
    if (auto done = Fetching(*library, server, *account, *listener, result, progress, note).run(options.since); !done) return fail(std::move(done).error());
    Feedback feedback;
    auto received = receiveFeedback(server, *library, *account, result.user, *listener, feedback);
    result.opinions = feedback.received;
    result.takenBack = feedback.takenBack;
    result.unnamed = feedback.unnamed;
    if (progress) progress({"looking for the songs in the collection", 0, 0, {}});
    const auto matched = matchListens(*library, stop);
    if (!matched) return fail(matched.error());
    if (*listener == store::kSelf) {
        if (auto agreed = agreeOnFeedback(*library, *account); !agreed) return fail(std::move(agreed).error());
    }
    // Not every server of this kind knows loves and hates; the listens are there.
    if (!received && received.error().code != ErrorCode::NotFound && received.error().code != ErrorCode::Unsupported) return fail(std::move(received).error());
    if (!received) note(received.error().message);
    result.inCollection = matched->inCollection;
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
