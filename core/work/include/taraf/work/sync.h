/// @file Sharing listens, ratings, loves and rejects with one's other devices, and with other members of a household, through a PostgreSQL server.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/progress.h"
#include "taraf/work/rescan.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::work {

/// What the other members of the household may read.
struct ShareWith {
    bool listens = false, ratings = false;
};

struct SyncOptions {
    std::string address;            ///< "postgresql://USER@HOST/DATABASE"; empty: the one that is remembered
    std::optional<ShareWith> share; ///< a change of what others may read
    bool isDry = false;             ///< nothing is sent or taken
};

struct SyncCounts {
    std::uint64_t listens = 0, opinions = 0; ///< skips count as listens here
};

struct SyncedMember {
    std::string name;
    SyncCounts taken;
};

struct SyncResult {
    bool wantsPassword = false;      ///< nothing was done: there is none in PGPASSWORD, PGPASSFILE or ~/.pgpass
    SyncCounts sent, taken;          ///< of the owner's own; of a dry run what would be sent
    std::uint64_t late = 0;          ///< not taken by the server for now: dated more than an hour ahead of its clock
    std::vector<SyncedMember> others;///< of whom something was taken
    std::uint64_t inCollection = 0;  ///< songs, where something was taken
    unsigned exchanges = 0;          ///< round trips
    bool startedOver = false;        ///< one of the two sides had been put back from a backup: everything was compared
    double seconds = 0;
};

/// Tells the server what it does not know, and takes what this library does not. Stopped, killed or cut off, the same again goes on from there; nothing is lost or doubled.
/// The address is remembered once it has worked. Errors: Busy (another one runs), InvalidArgument (no address, or a wrong one), those of listens::Server and of the library; Cancelled.
/// Threads: blocks; it needs a QCoreApplication.
[[nodiscard]] TARAF_EXPORT Result<SyncResult> sync(const Home &home, const SyncOptions &options, const std::stop_token &stop, const ProgressSink &progress, const NoteSink &note);

/// From now on nothing is shared; what is here, and on the server, stays. False: nothing was shared.
[[nodiscard]] TARAF_EXPORT Result<bool> stopSyncing(const Home &home);

struct ServerSetUp {
    bool wantsPassword = false;
    std::string sql;                   ///< what is run, or was; empty: the server is up to date
    std::vector<std::string> newRoles; ///< members whom the server did not know as roles: they have no password yet
    bool isDone = false;
};

/// Makes a server ready for these members (none: for who asks), or brings it up to date: all or nothing. `onlyPlanned`: tells what it would run.
/// Errors: as listens::Server. Threads: as sync().
[[nodiscard]] TARAF_EXPORT Result<ServerSetUp> setUpServer(const Home &home, const std::string &address, const std::vector<std::string> &members, bool onlyPlanned, const NoteSink &note);

} // namespace taraf::work
