#include "account.h"

#include "taraf/base/file.h"
#include "taraf/listens/token.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace taraf::work {
namespace {

constexpr std::string_view kServer = "listenbrainz.server", kUser = "listenbrainz.user", kToken = "listenbrainz.token", kSubmit = "listenbrainz.submit";
constexpr std::string_view kKeyring = "keyring", kFile = "file";

std::string tokenFile(const Home &home) { return home.data + "/listenbrainz.token"; }
std::string nameOf(const ListenBrainzAccount &account) { return account.user + " at " + account.server; }
listens::Keeper keeperOf(const ListenBrainzAccount &account) { return account.isInKeyring ? listens::Keeper::Keyring : listens::Keeper::File; }

} // namespace

Result<ListenBrainzAccount> accountOf(store::Library &library)
{
    ListenBrainzAccount account;
    std::string token, submit;
    for (const auto &[key, into] : {std::pair(kServer, &account.server), {kUser, &account.user}, {kToken, &token}, {kSubmit, &submit}}) {
        auto value = library.setting(key);
        if (!value) return fail(std::move(value).error());
        *into = std::move(*value).value_or(std::string());
    }
    account.isInKeyring = token == kKeyring;
    if (std::int64_t since = 0; std::from_chars(submit.data(), submit.data() + submit.size(), since).ec == std::errc()) account.submitsSince = UnixTime{since};
    return account;
}

Result<std::string> tokenOf(const Home &home, const ListenBrainzAccount &account) { return listens::findToken(keeperOf(account), nameOf(account), tokenFile(home)); }

Result<FileLock> exchangeLock(const Home &home)
{
    auto lock = FileLock::tryTake(home.data + "/listenbrainz.lock");
    if (!lock) return fail(std::move(lock).error());
    if (!*lock) return fail(ErrorCode::Busy, "another exchange with ListenBrainz is under way; wait for it to end");
    return std::move(**lock);
}

Result<store::Library> openLibrary(const Home &home)
{
    if (auto made = makeFolder(home.data); !made) return fail(std::move(made).error());
    return store::Library::open(home.library(), store::Access::ReadWrite);
}

Result<std::unordered_map<store::SourceId, SourceKind>> sourceKinds(store::Listens &listens)
{
    const auto sources = listens.sources();
    if (!sources) return fail(sources.error());
    std::unordered_map<store::SourceId, SourceKind> kinds;
    for (const auto &[id, name] : *sources) {
        using listens::Format;
        const auto format = listens::formatOf(name);
        // The databases of these two players hold counts, no listens: what bears their names was heard while they played.
        const bool isPlayer = !format || *format == Format::Strawberry || *format == Format::Clementine;
        kinds.emplace(id, isPlayer ? SourceKind::Player : *format == Format::ListenBrainz ? SourceKind::ListenBrainz : SourceKind::Import);
    }
    return kinds;
}

Result<ListenBrainzAccount> logIn(const Home &home, const std::string &server, const std::string &token, const std::stop_token &stop, const NoteSink &note)
{
    const bool isWord = !token.empty() && std::ranges::all_of(token, [](char c) { return c > ' ' && c < 0x7F; });
    if (!isWord) return fail(ErrorCode::InvalidArgument, "that is no token; it is shown at https://listenbrainz.org/settings/ once you are logged in there");
    auto root = listens::normalRoot(server.empty() ? listens::kListenBrainzRoot : std::string_view(server));
    if (!root) return fail(std::move(root).error());
    if (root->starts_with("http:")) note(*root + " is not encrypted: whoever sees what goes by sees the token");
    auto user = listens::Service({.root = *root, .token = token, .note = note}, stop).validate();
    if (!user) return fail(std::move(user).error());

    auto library = openLibrary(home);
    if (!library) return fail(std::move(library).error());
    const auto former = accountOf(*library);
    if (!former) return fail(former.error());
    ListenBrainzAccount account{.server = *root, .user = *std::move(user), .isInKeyring = false, .submitsSince = {}};
    if (former->user == account.user && former->server == account.server) account.submitsSince = former->submitsSince;
    const auto keeper = listens::keepToken(nameOf(account), token, tokenFile(home));
    if (!keeper) return fail(keeper.error());
    account.isInKeyring = *keeper == listens::Keeper::Keyring;
    auto transaction = store::Transaction::begin(*library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    for (const auto &[key, value] : {std::pair(kServer, std::string_view(account.server)), {kUser, account.user}, {kToken, account.isInKeyring ? kKeyring : kFile}}) {
        if (auto set = library->setSetting(key, value); !set) return fail(std::move(set).error());
    }
    if (!account.submitsSince) {
        if (auto removed = library->removeSetting(kSubmit); !removed) return fail(std::move(removed).error());
    }
    if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
    return account;
}

Result<ListenBrainzAccount> logOut(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    const auto account = accountOf(*library);
    if (!account) return fail(account.error());
    if (account->user.empty()) return fail(ErrorCode::NotFound, "nobody has logged in at ListenBrainz");
    const auto forgotten = listens::forgetToken(keeperOf(*account), nameOf(*account), tokenFile(home));
    auto transaction = store::Transaction::begin(*library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    for (const std::string_view key : {kServer, kUser, kToken, kSubmit}) {
        if (auto removed = library->removeSetting(key); !removed) return fail(std::move(removed).error());
    }
    if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
    if (!forgotten) return fail(forgotten.error());
    return *account;
}

Result<ListenBrainzAccount> submitLive(const Home &home, bool isOn)
{
    auto library = openLibrary(home);
    if (!library) return fail(std::move(library).error());
    auto account = accountOf(*library);
    if (!account) return fail(std::move(account).error());
    if (account->user.empty() && isOn) return fail(ErrorCode::InvalidArgument, "log in first: taraf listens login --listenbrainz");
    if (isOn && !account->submitsSince) {
        account->submitsSince = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch());
        if (auto set = library->setSetting(kSubmit, std::to_string(account->submitsSince->count())); !set) return fail(std::move(set).error());
    } else if (!isOn) {
        account->submitsSince.reset();
        if (auto removed = library->removeSetting(kSubmit); !removed) return fail(std::move(removed).error());
    }
    return account;
}

} // namespace taraf::work
