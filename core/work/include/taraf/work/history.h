/// @file What the listens say: sessions, and statistics.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/progress.h"
#include "taraf/base/units.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::work {

struct SessionsOptions {
    std::string file;   ///< absolute: straight from there, whatever read() of the room listens knows; empty: the library
    std::string format; ///< of the file; empty: told from its contents
    std::chrono::seconds gap{20 * 60};
    bool isInclusive = false; ///< a play exactly so long after the one before is of the same session
    std::size_t longest = 50, top = 10;
    bool isExplained = false; ///< also what each step read and kept, and what the columns hold
};

/// A step on the way from rows to an answer.
struct Step {
    std::string name;                                          ///< "read", "name", "session", "keep", "count", "rank"
    std::uint64_t in = 0, out = 0;
    std::string inUnit, outUnit;                               ///< "row", "play", "session", "song"
    std::vector<std::pair<std::string, std::uint64_t>> dropped; ///< why, and how many
};

struct HistoryColumn {
    std::string name;
    std::uint64_t nulls = 0, distinct = 0;
    std::string most; ///< the most frequent value
    std::uint64_t mostRows = 0;
};

struct SessionSong {
    std::string artist, title;
    std::uint64_t plays = 0;
};

struct FoundSession {
    std::string user;
    UnixTime begin{0}, end{0}; ///< of its first and its last play
    std::uint64_t plays = 0;
};

struct SessionsResult {
    std::vector<FoundSession> sessions; ///< the longest; of equal ones by user, then the earlier
    std::vector<SessionSong> songs;     ///< those played most in them; of equal ones by artist, then title. Plays without a name count for a session, not here
    std::uint64_t plays = 0, users = 0, found = 0, rejected = 0;
    std::vector<Step> steps{};            ///< where it was asked to explain
    std::vector<HistoryColumn> columns{}; ///< likewise
    UnixTime first{0}, last{0};           ///< likewise, of the plays
    double seconds = 0;
};

/// Errors: those of listens::read(); of the library NotFound; Cancelled. Threads: any; it blocks.
[[nodiscard]] TARAF_EXPORT Result<SessionsResult> sessions(const Home &home, const SessionsOptions &options, const std::stop_token &stop, const ProgressSink &progress);

struct HistoryOptions {
    std::string user;     ///< empty: whose library this is
    bool isEverybody = false;
    bool isMissingOnly = false; ///< only what the collection does not have
    std::optional<std::chrono::year_month_day> from, to; ///< local days, both included
    std::string period = "month"; ///< day, week, month, year
    std::size_t top = 10;
};

struct RankedName {
    std::string artist, name; ///< of an artist `name` is empty
    std::uint64_t plays = 0;
    UnixTime last{0};
};

struct HistoryPeriod {
    std::chrono::year_month_day begin;
    std::uint64_t plays = 0, tracks = 0, discovered = 0;
};

struct DayRow {
    std::chrono::year_month_day begin;
    int days = 0;
};

struct HistorySpike {
    std::string artist, title;
    UnixTime at{0};
    std::uint64_t plays = 0;
};

struct History {
    std::uint64_t plays = 0, tracks = 0, albums = 0, artists = 0, discovered = 0, listeners = 0;
    std::vector<HistoryPeriod> periods{};
    std::vector<RankedName> topTracks{}, topAlbums{}, topArtists{};
    DayRow longest{}, last{};
    std::vector<HistorySpike> spikes{}; ///< the latest first, at most 50
    double seconds = 0;
};

/// Days are those of this machine's time zone. Spellings that differ in case, marks and punctuation count as one, and so do a track's issues ("2011 Remaster").
/// Everybody's plays are kept in the cache in the form in which they are counted; of several listeners there are no spikes.
/// Errors: NotFound (no library, no such user), InvalidArgument (period), Cancelled. Threads: any; it blocks.
[[nodiscard]] TARAF_EXPORT Result<History> history(const Home &home, const HistoryOptions &options, const std::stop_token &stop, const ProgressSink &progress = {});

} // namespace taraf::work
