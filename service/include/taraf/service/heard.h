/// @file How long a track has been heard, and what that says.
#pragma once

#include <chrono>

namespace taraf::service {

enum class Verdict { Nothing, Played, Skipped };

/// Players don't signal their position, so wall time is added up while they play. Nothing of it depends on a clock: `now` is any steady time.
/// Threads: one at a time.
class Heard
{
public:
    using Time = std::chrono::steady_clock::time_point;
    using Length = std::chrono::milliseconds;

    /// A track plays. `length` 0: unknown. `before`: of it was heard until now.
    void begin(Length length, Time now, Length before = Length(0));
    /// Where it was not known at the beginning.
    void setLength(Length length);
    void pause(Time now);
    void resume(Time now);

    [[nodiscard]] Length heard(Time now) const;

    /// What it says that the track is left now: Played from half of it or four minutes on, Skipped before, Nothing of what is shorter than 30 s.
    /// Source: Last.fm, Scrobbling documentation, "When is a scrobble a scrobble?", 2010.
    [[nodiscard]] Verdict left(Time now) const;

private:
    Length m_length{0}, m_before{0}; ///< heard before m_since
    Time m_since{};
    bool m_plays = false;
};

} // namespace taraf::service
