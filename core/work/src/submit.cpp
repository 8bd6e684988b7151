#include "account.h"
#include "match.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace taraf::work {
namespace {

/// So many listens that are refused, and none that is taken: it is not the listens.
constexpr std::size_t kMostRefused = 20;
constexpr std::size_t kRefusedTold = 1000;

/// A listen on its way.
struct Letter {
    store::ListenRow row;
    std::string text;
};

class Submitting
{
public:
    Submitting(store::Library &library, listens::Service *service, store::AccountId account, const SubmitOptions &options, UnixTime from, SubmitResult &result, const ProgressSink &progress)
        : m_library(library), m_listens(library), m_accounts(library), m_service(service), m_account(account), m_options(options), m_from(from), m_result(result), m_progress(progress)
    {
    }

    /// How many have to be sent.
    Result<std::uint64_t> waiting()
    {
        auto sources = m_listens.sources();
        if (!sources) return fail(std::move(sources).error());
        auto kinds = sourceKinds(m_listens);
        if (!kinds) return fail(std::move(kinds).error());
        m_kinds = std::move(*kinds);
        for (auto &[id, name] : *sources) m_names.emplace(id, std::move(name));
        std::uint64_t number = 0;
        auto counted = m_accounts.eachUnmarked(m_account, m_from, [&](const store::ListenRow &row) {
            number += isMeant(row) ? 1 : 0;
            return true;
        });
        if (!counted) return fail(std::move(counted).error());
        return number;
    }

    Result<> run(std::uint64_t total)
    {
        m_total = total;
        std::optional<store::ListenRow> last;
        while (true) {
            std::vector<store::ListenRow> rows;
            auto found = m_accounts.eachUnmarked(m_account, last ? last->at : m_from, [&](const store::ListenRow &row) {
                if (isMeant(row) && (!last || row > *last)) rows.push_back(row);
                return rows.size() < listens::kMostPerPage;
            });
            if (!found) return found;
            if (rows.empty()) break;
            last = rows.back();
            auto letters = written(rows);
            if (!letters) return fail(std::move(letters).error());
            if (auto sent = send(*letters); !sent) return sent;
        }
        return keepRefused();
    }

private:
    bool isMeant(const store::ListenRow &row) const
    {
        const auto kind = m_kinds.find(row.source);
        return kind != m_kinds.end() && (kind->second == SourceKind::Player || (m_options.isAll && kind->second == SourceKind::Import));
    }

    /// As the server takes them. What it never will is marked so; what is in the future waits.
    Result<std::vector<Letter>> written(const std::vector<store::ListenRow> &rows)
    {
        std::vector<store::HeardId> ids;
        for (const store::ListenRow &row : rows) ids.push_back(row.heard);
        std::map<store::HeardId, store::HeardSong> songs;
        auto read = m_listens.eachSong(ids, [&](const store::HeardSong &song) { songs.emplace(song.id, song); });
        if (!read) return fail(std::move(read).error());
        auto transaction = store::Transaction::begin(m_library);
        if (!transaction) return fail(std::move(transaction).error());
        std::vector<Letter> letters;
        for (const store::ListenRow &row : rows) {
            const store::HeardSong &song = songs[row.heard];
            const std::string &source = m_names.at(row.source);
            const bool isPlayer = m_kinds.at(row.source) == SourceKind::Player;
            auto text = listens::written({.at = row.at, .artist = song.artist, .title = song.title, .album = song.album, .recordingId = song.recordingId, .releaseId = song.releaseId,
                                          .artistId = song.artistId, .duration = song.duration, .played = row.played, .player = isPlayer ? std::string_view(source) : std::string_view(),
                                          .from = isPlayer ? std::string_view() : std::string_view(source)});
            if (text) letters.push_back({row, *std::move(text)});
            else if (row.at < std::chrono::system_clock::now().time_since_epoch()) {
                if (auto marked = m_accounts.mark(m_account, row.at, row.heard, text.error().message); !marked) return fail(std::move(marked).error());
            }
        }
        if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
        return letters;
    }

    /// One that is refused costs its whole batch; so halves are tried until it is alone.
    Result<> send(std::span<const Letter> letters)
    {
        if (letters.empty()) return {};
        std::vector<std::string> texts;
        for (const Letter &letter : letters) texts.push_back(letter.text);
        auto refused = m_service->submit(texts);
        if (!refused) return fail(std::move(refused).error());
        if (!*refused) return taken(letters);
        if (letters.size() > 1) {
            const std::size_t half = letters.size() / 2;
            if (auto sent = send(letters.first(half)); !sent) return sent;
            return send(letters.subspan(half));
        }
        m_refused.emplace_back(letters.front().row, **refused);
        if (m_result.submitted == 0 && m_refused.size() >= kMostRefused) {
            return fail(ErrorCode::Unsupported, m_result.account.server + " refuses all that it is sent (" + **refused + "); nothing more was sent");
        }
        return {};
    }

    Result<> taken(std::span<const Letter> letters)
    {
        auto transaction = store::Transaction::begin(m_library);
        if (!transaction) return fail(std::move(transaction).error());
        for (const Letter &letter : letters) {
            if (auto marked = m_accounts.mark(m_account, letter.row.at, letter.row.heard); !marked) return marked;
        }
        if (auto done = transaction->commit(); !done) return done;
        m_result.submitted += letters.size();
        if (m_progress) m_progress({"sending listens", m_result.submitted, std::max(m_total, m_result.submitted), m_result.account.user});
        return keepRefused();
    }

    /// Once something else was taken, or nothing is left to be sent: until then it may be the server.
    Result<> keepRefused()
    {
        auto transaction = store::Transaction::begin(m_library);
        if (!transaction) return fail(std::move(transaction).error());
        for (const auto &[row, reason] : std::exchange(m_refused, {})) {
            if (auto marked = m_accounts.mark(m_account, row.at, row.heard, reason); !marked) return marked;
        }
        return transaction->commit();
    }

    store::Library &m_library;
    store::Listens m_listens;
    store::Accounts m_accounts;
    listens::Service *m_service;
    store::AccountId m_account;
    const SubmitOptions &m_options;
    UnixTime m_from;
    SubmitResult &m_result;
    const ProgressSink &m_progress;
    std::unordered_map<store::SourceId, SourceKind> m_kinds;
    std::unordered_map<store::SourceId, std::string> m_names;
    std::vector<std::pair<store::ListenRow, std::string>> m_refused;
    std::uint64_t m_total = 0;
};

/// What has to be told in the end.
Result<> sumUp(store::Library &library, store::AccountId account, std::uint64_t waiting, SubmitResult &result)
{
    store::Accounts accounts(library);
    store::Listens listens(library);
    result.waiting = waiting;
    const auto there = accounts.marked(account);
    if (!there) return fail(there.error());
    result.there = *there;
    auto refusals = accounts.refusals(account);
    if (!refusals) return fail(refusals.error());
    if (refusals->size() > kRefusedTold) refusals->erase(refusals->begin(), refusals->end() - kRefusedTold);
    for (const store::Refusal &each : *refusals) {
        const store::HeardId id = each.heard;
        auto read = listens.eachSong({&id, 1}, [&](const store::HeardSong &song) { result.refused.push_back({.at = each.at, .artist = song.artist, .title = song.title, .reason = each.reason}); });
        if (!read) return read;
    }
    return {};
}

Result<SubmitResult> submit(const Home &home, const SubmitOptions &options, bool isStatus, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note)
{
    const auto begun = std::chrono::steady_clock::now();
    auto library = openLibrary(home);
    if (!library) return fail(std::move(library).error());
    const auto lock = isStatus ? Result<std::optional<FileLock>>(std::nullopt) : exchangeLock(home).transform([](FileLock &&taken) { return std::optional<FileLock>(std::move(taken)); });
    if (!lock) return fail(lock.error());
    auto known = accountOf(*library);
    if (!known) return fail(std::move(known).error());
    SubmitResult result;
    result.account = *std::move(known);
    if (options.isLive && !result.account.submitsSince) return result;
    if (result.account.user.empty()) {
        if (isStatus) return result;
        return fail(ErrorCode::InvalidArgument, "log in first: taraf listens login --listenbrainz");
    }
    store::Accounts accounts(*library);
    const auto account = accounts.account(result.account.server, result.account.user);
    if (!account) return fail(account.error());
    if (options.triesRefused && !options.isDry && !isStatus) {
        if (auto forgotten = accounts.forgetRefusals(*account); !forgotten) return fail(std::move(forgotten).error());
    }

    const UnixTime from = options.isLive ? *result.account.submitsSince : options.from.value_or(UnixTime{0});
    std::optional<listens::Service> service;
    const auto needed = [&]() -> Result<listens::Service *> {
        if (service) return &*service;
        auto token = tokenOf(home, result.account);
        if (!token) return fail(std::move(token).error());
        service.emplace(listens::ServiceOptions{.root = result.account.server, .token = *std::move(token), .note = note}, stop);
        return &*service;
    };
    Submitting submitting(*library, nullptr, *account, options, from, result, progress);
    auto waiting = submitting.waiting();
    if (!waiting) return fail(std::move(waiting).error());
    Feedback feedback;
    if (auto looked = sendFeedback(nullptr, *library, *account, feedback, note); !looked) return fail(std::move(looked).error());
    if (!options.isDry && !isStatus) {
        if (*waiting > 0) {
            auto server = needed();
            if (!server) return fail(std::move(server).error());
            Submitting sending(*library, *server, *account, options, from, result, progress);
            if (auto counted = sending.waiting(); !counted) return fail(std::move(counted).error());
            if (auto sent = sending.run(*waiting); !sent) return fail(std::move(sent).error());
            waiting = sending.waiting();
            if (!waiting) return fail(std::move(waiting).error());
        }
        if (feedback.sent > 0) {
            auto server = needed();
            if (!server) return fail(std::move(server).error());
            // What was said there meanwhile may be newer, or the same.
            if (auto received = receiveFeedback(**server, *library, *account, result.account.user, store::kSelf, feedback); !received) return fail(std::move(received).error());
            if (const auto matched = matchListens(*library, stop); !matched) return fail(matched.error());
            if (auto agreed = agreeOnFeedback(*library, *account); !agreed) return fail(std::move(agreed).error());
            feedback = {};
            if (auto sent = sendFeedback(*server, *library, *account, feedback, note); !sent) return fail(std::move(sent).error());
        }
    }
    result.opinions = feedback.sent;
    result.unknown = feedback.unknown;
    if (auto told = sumUp(*library, *account, *waiting, result); !told) return fail(std::move(told).error());
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace

Result<SubmitResult> submitListens(const Home &home, const SubmitOptions &options, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note)
{
    return submit(home, options, false, stop, progress, note);
}

Result<SubmitResult> submitStatus(const Home &home, const SubmitOptions &options) { return submit(home, options, true, {}, {}, [](const std::string &) {}); }

} // namespace taraf::work
