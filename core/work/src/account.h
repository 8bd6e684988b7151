/// @file The account at ListenBrainz, as the library's settings keep it.
#pragma once

#include "taraf/base/file_lock.h"
#include "taraf/listens/service.h"
#include "taraf/store/accounts.h"
#include "taraf/work/listenbrainz.h"

#include <unordered_map>

namespace taraf::work {

/// As the library has it; empty where nobody has logged in. Errors: those of the library.
[[nodiscard]] Result<ListenBrainzAccount> accountOf(store::Library &library);
/// Its token. Errors: those of listens::findToken().
[[nodiscard]] Result<std::string> tokenOf(const Home &home, const ListenBrainzAccount &account);
/// One exchange at a time. Errors: Busy, Io.
[[nodiscard]] Result<FileLock> exchangeLock(const Home &home);
/// The library, made where there is none. Errors: those of Library::open().
[[nodiscard]] Result<store::Library> openLibrary(const Home &home);

/// What a listen's source is.
enum class SourceKind { Player, Import, ListenBrainz };
/// Errors: those of the library.
[[nodiscard]] Result<std::unordered_map<store::SourceId, SourceKind>> sourceKinds(store::Listens &listens);

/// What became of loves and hates.
struct Feedback {
    std::uint64_t received = 0, takenBack = 0, unnamed = 0, sent = 0, unknown = 0;
};
/// What the server says is loved and hated becomes what `listener` said; of kSelf also what is not said there any more. Errors: those of Service and of the library.
[[nodiscard]] Result<> receiveFeedback(listens::Service &service, store::Library &library, store::AccountId account, const std::string &user, store::ListenerId listener, Feedback &feedback);
/// To be called once songs are matched: what is said there, and of which nothing was ever said here, is said here; what is said in both places is remembered as such. Errors: those of the library.
[[nodiscard]] Result<> agreeOnFeedback(store::Library &library, store::AccountId account);
/// What is loved and hated here, and is not said there. With `isDry`, `sent` counts what would be. Errors: likewise.
[[nodiscard]] Result<> sendFeedback(listens::Service *service, store::Library &library, store::AccountId account, Feedback &feedback, const NoteSink &note);

} // namespace taraf::work
