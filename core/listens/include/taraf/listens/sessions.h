/// @file Sessions: plays of one listener that follow each other closely.
#pragma once

#include "taraf/base/units.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::listens {

struct SessionRules {
    std::chrono::seconds gap{20 * 60}; ///< a session goes on while the next play starts less than this after the one before
    bool isInclusive = false;          ///< or exactly so much after it
    std::size_t longest = 50;          ///< so many are kept, over all listeners
};

/// A play: when it began and what, by a number of the caller's.
struct Play {
    std::uint32_t at = 0; ///< seconds since the epoch, to the year 2106
    std::uint32_t song = 0;

    friend auto operator<=>(const Play &, const Play &) = default;
};

struct Session {
    std::string user;
    std::vector<Play> plays; ///< in the order of time; equal times by song
};

/// Finds the sessions with the most plays. Of equal ones the user's name decides, then the earlier start.
/// Threads: one at a time.
class LongestSessions
{
public:
    explicit LongestSessions(const SessionRules &rules) : m_rules(rules) {}

    /// All plays of one listener, each listener once; they are put in order.
    void take(std::string_view user, std::span<Play> plays);

    /// The longest first.
    [[nodiscard]] std::vector<Session> result() &&;
    [[nodiscard]] std::uint64_t found() const noexcept { return m_found; } ///< all there were

private:
    void keep(std::string_view user, std::span<const Play> plays);

    SessionRules m_rules;
    std::vector<Session> m_kept; ///< a heap, the first one to go at its front
    std::uint64_t m_found = 0;
};

/// A song of sessions and how often it was played in them.
struct SongPlays {
    std::uint32_t song = 0;
    std::uint64_t plays = 0;
};

/// Each song of the sessions once, in no order.
[[nodiscard]] std::vector<SongPlays> songsOf(std::span<const Session> sessions);

} // namespace taraf::listens
