/// @file ListenBrainz, both ways: listens, loves and hates from there, and to there. Nothing of it is done unless somebody asks for it.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/progress.h"
#include "taraf/base/units.h"
#include "taraf/work/rescan.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace taraf::work {

/// Whose account it is. Empty texts: nobody has logged in.
struct ListenBrainzAccount {
    std::string server, user;
    bool isInKeyring = false; ///< the token; else it is in a file for the user's eyes only
    std::optional<UnixTime> submitsSince; ///< tarafd sends what is heard from then on; nothing: it does not
};

struct FetchOptions {
    std::string user;              ///< empty: who has logged in
    std::string server;            ///< empty: where somebody has logged in, else ListenBrainz
    std::optional<UnixTime> since; ///< from then on; nothing: from the newest that came from there
    bool isOther = false;          ///< somebody else's: kept under their name, apart from one's own
};

struct FetchResult {
    std::string server, user;
    std::uint64_t imported = 0, duplicates = 0, pages = 0;
    std::uint64_t opinions = 0;     ///< loves and hates that are new, or others than before
    std::uint64_t takenBack = 0;    ///< there, and so here
    std::uint64_t unnamed = 0;      ///< loves and hates of what the server does not name
    std::uint64_t inCollection = 0; ///< songs
    std::vector<std::pair<std::string, std::uint64_t>> rejected; ///< rows that can't be used: why, how many
    double seconds = 0;
};

struct SubmitOptions {
    std::optional<UnixTime> from; ///< only listens from then on
    bool isAll = false;           ///< what was imported, too; never what came from ListenBrainz
    bool isLive = false;          ///< tarafd asks: from when it was switched on, if it is
    bool triesRefused = false;    ///< again what was refused
    bool isDry = false;           ///< nothing is sent
};

struct RefusedListen {
    UnixTime at{0};
    std::string artist, title, reason;
};

struct SubmitResult {
    ListenBrainzAccount account;
    std::uint64_t submitted = 0; ///< listens, by this run
    std::uint64_t waiting = 0;   ///< that have to be sent still
    std::uint64_t there = 0;     ///< listens of ours that the server has, of this run and before
    std::vector<RefusedListen> refused; ///< of this run and before
    std::uint64_t opinions = 0;  ///< loves and hates that were sent
    std::uint64_t unknown = 0;   ///< that can't be, because nothing is known by which the server would know the song
    double seconds = 0;
};

/// Asks the server whose token it is, and keeps both. `server` empty: ListenBrainz. Errors: those of listens::Service; Io.
/// Needs, as all below, a QCoreApplication. Threads: any without an event loop; it blocks.
[[nodiscard]] TARAF_EXPORT Result<ListenBrainzAccount> logIn(const Home &home, const std::string &server, const std::string &token, const std::stop_token &stop, const NoteSink &note);
/// Forgets the token and sends nothing any more. What came from there stays. Errors: NotFound (nobody has logged in), Io.
[[nodiscard]] TARAF_EXPORT Result<ListenBrainzAccount> logOut(const Home &home);
/// Whether tarafd sends what is heard from now on. Errors: InvalidArgument (nobody has logged in), those of writing.
[[nodiscard]] TARAF_EXPORT Result<ListenBrainzAccount> submitLive(const Home &home, bool isOn);

/// Brings in what is new, and the loves and hates. Each page is written together with what is still to come: stopped or killed, the same again goes on from there, and
/// nothing comes twice. A play that is known already, from a player or another source, is that play. Errors: those of listens::Service; Busy (another one is under way);
/// InvalidArgument (no user).
[[nodiscard]] TARAF_EXPORT Result<FetchResult> fetchListens(const Home &home, const FetchOptions &options, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note);

/// Sends what the server has not got yet, with loves and hates that were said here. What is sent is marked as soon as the server has said that it has it; whoever is
/// killed in between sends it again, and the server knows it again. What the server refuses by itself is kept with its reason. Errors: likewise.
[[nodiscard]] TARAF_EXPORT Result<SubmitResult> submitListens(const Home &home, const SubmitOptions &options, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note);
/// How things stand, without the network.
[[nodiscard]] TARAF_EXPORT Result<SubmitResult> submitStatus(const Home &home, const SubmitOptions &options);

} // namespace taraf::work
