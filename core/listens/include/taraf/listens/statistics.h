/// @file What somebody's listens say: how much, what most, in which rows of days, and what was new.
#pragma once

#include "taraf/listens/sessions.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace taraf::listens {

enum class Period : std::uint8_t { Day, Week, Month, Year };

/// What a song's plays count for. Numbers of the caller's, dense from 0; kNobody counts for nothing.
struct SongNames {
    static constexpr std::uint32_t kNobody = UINT32_MAX;
    std::uint32_t track = kNobody, album = kNobody, artist = kNobody;
};

struct StatisticsOptions {
    std::uint32_t from = 0, to = UINT32_MAX; ///< [from, to)
    Period period = Period::Day;
    std::size_t top = 10;
    /// Seconds that local time is ahead of UTC then; UTC where it is not set.
    std::function<int(std::uint32_t at)> ahead{};
    bool hasSpikes = true; ///< of the plays of several people they mean nothing
};

struct PeriodPlays {
    std::chrono::year_month_day begin; ///< of a week its Monday (ISO 8601)
    std::uint64_t plays = 0, tracks = 0;
    std::uint64_t discovered = 0;      ///< tracks that were played for the first time ever
};

struct Ranked {
    std::uint32_t number = 0;
    std::uint64_t plays = 0;
    std::uint32_t last = 0; ///< when it was played last; of equal plays the later one is first
};

struct Streak {
    std::chrono::year_month_day begin; ///< the first day
    int days = 0;                      ///< 0: there is none
};

/// A track that took somebody: at least kSpike further plays within a day of one, as the moomoo project defines a play spike.
struct Spike {
    std::uint32_t track = 0;
    std::uint32_t at = 0;    ///< the first of the plays, of its greatest spike
    std::uint64_t plays = 0; ///< within the day
};
inline constexpr std::uint64_t kSpike = 5;

struct Statistics {
    std::uint64_t plays = 0, tracks = 0, albums = 0, artists = 0;
    std::uint64_t discovered = 0;
    std::vector<PeriodPlays> periods; ///< those with plays, in order
    std::vector<Ranked> topTracks, topAlbums, topArtists;
    Streak longest, last;             ///< `last`: the row of days that holds the last play
    std::vector<Spike> spikes;        ///< one a track, the latest first
};

/// `plays` in the order of time, all of them: what lies before `from` decides what is new. A song's number is its place in `songs`.
[[nodiscard]] Statistics statisticsOf(std::span<const Play> plays, std::span<const SongNames> songs, const StatisticsOptions &options);

} // namespace taraf::listens
