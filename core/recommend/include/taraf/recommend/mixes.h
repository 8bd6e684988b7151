/// @file Mixes: what somebody's listens and loves say should be played now. Each kind's choice is a pure function of a history; what they are called and what
/// can be set of each: mix_parameters.h.
#pragma once

#include "taraf/base/ids.h"
#include "taraf/recommend/density.h"
#include "taraf/recommend/rules.h"
#include "taraf/recommend/song.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace taraf::recommend {

/// Seconds since the epoch, as plays come in millions.
using Instant = std::uint32_t;
inline constexpr Instant kDaySeconds = 86'400;

/// A recording and when somebody played it.
struct Played {
    RecordingId recording;
    std::span<const Instant> at;  ///< ascending; the memory is the caller's
    std::uint64_t counted = 0;    ///< plays of which a player knows the number alone
    Instant lastCounted = 0;      ///< the last of those; 0 unknown

    /// Counts of players stand beside the listens: they are mostly the same plays.
    [[nodiscard]] std::uint64_t plays() const noexcept { return std::max<std::uint64_t>(at.size(), counted); }
    [[nodiscard]] Instant last() const noexcept { return std::max(at.empty() ? 0 : at.back(), lastCounted); }
};

/// Said, not heard.
struct Loved {
    RecordingId recording;
    Instant at = 0;
};

struct History {
    std::vector<Played> played;  ///< each recording once, by id; nothing after `now`
    std::vector<Loved> loved;    ///< each recording once
    Instant now = 0;
    std::function<int(Instant at)> ahead{}; ///< seconds that local time is ahead of UTC then; UTC where it is not set
};

/// Plays in [from, to).
[[nodiscard]] std::uint64_t playsBetween(const Played &played, Instant from, Instant to) noexcept;

/// Σ e^(−days/10) over the plays, after the moomoo project (dbt, recency score): one a moment ago counts 1, a week ago 0.5, a month ago 0.05.
[[nodiscard]] double recency(std::span<const Instant> at, Instant now) noexcept;

/// Π (1 − min(e^(−days/10), e^(−1/10))) · ln(plays + 1) over the plays, after the moomoo project (revisit score): high for what was played often, and not lately.
[[nodiscard]] double revisitScore(std::span<const Instant> at, Instant now) noexcept;

// ---------------------------------------------------------------- loved

struct SpikeParameters {
    int further = 5;   ///< plays after the first
    int hours = 24;    ///< within these
};

struct PlaySpike {
    Instant at = 0;          ///< its first play
    std::uint64_t plays = 0; ///< the first one and those within the hours after it
};

/// Plays over and over: one with so many further plays within the hours. Of two that begin within so many hours of each other the greater stays, of equals the earlier;
/// so a song has a spike for each time it took somebody. Oldest first.
/// Source: the moomoo project's track_play_spikes, as it was meant: there the hours of the day were compared, and a track had one spike ever.
[[nodiscard]] std::vector<PlaySpike> playSpikes(std::span<const Instant> at, const SpikeParameters &parameters = {});

struct LovedTrack {
    RecordingId recording;
    Instant at = 0;          ///< the later of the word and the last spike
    std::uint64_t plays = 0; ///< of that spike; 0: it was said
};

/// What was said to be loved and what was played over and over, the newest first; equals by id.
[[nodiscard]] std::vector<LovedTrack> lovedTracks(const History &history, const SpikeParameters &parameters = {});

// ---------------------------------------------------------------- to hear again

struct RankedTrack {
    RecordingId recording;
    double score = 0;
    std::uint64_t plays = 0; ///< those that count
    Instant last = 0;        ///< of all
};

struct RevisitTracksParameters {
    int recentDays = 90, recentMost = 2; ///< so many plays at most in the last days
    int quietDays = 14;                  ///< none in these
    int earlierDays = 150, earlierLeast = 2; ///< so many between these and the recent ones
    double score = 1.05;                 ///< revisitScore() is greater
};

/// Most missed first; `plays` are the earlier ones.
[[nodiscard]] std::vector<RankedTrack> revisitTracks(const History &history, const RevisitTracksParameters &parameters = {});

struct ForgottenParameters {
    int plays = 10;  ///< at least, ever; what is loved needs one
    int days = 365;  ///< since the last
};

/// Favourites that were not heard for long. Score: plays.
[[nodiscard]] std::vector<RankedTrack> forgottenTracks(const History &history, const ForgottenParameters &parameters = {});

/// An album or an artist by what was played of it.
struct PlayedGroup {
    std::int64_t id = 0;             ///< of the caller's
    std::vector<std::size_t> played; ///< places in History::played
};

struct RankedGroup {
    std::size_t group = 0;   ///< place among the groups
    double score = 0;
    std::uint64_t plays = 0; ///< those that count
    Instant last = 0;
};

struct RevisitAlbumsParameters {
    int tracksLeast = 4, tracksMost = 20; ///< so many of it were ever played
    int recentDays = 30, recentMost = 4;
    int quietDays = 90, earlierDays = 150; ///< between these
    int earlierLeast = 5;                 ///< so many plays,
    double earlierATrack = 1.5;           ///< and so many for each track that was played
    double score = 1.05;                  ///< revisitScore() of all its plays is greater
    int count = 15;                       ///< drawn from those, with weights e^score
};

/// Drawn albums, most missed first. Source: the moomoo project's revisit releases, as they were meant: there the weights were e^(greatest − score), which favoured the least missed.
[[nodiscard]] std::vector<RankedGroup> revisitAlbums(std::span<const PlayedGroup> albums, const History &history, std::uint64_t seed, const RevisitAlbumsParameters &parameters = {});

// ---------------------------------------------------------------- artists

struct TopArtistsParameters {
    int days = 0;      ///< the last ones; 0: ever
    int plays = 0;     ///< at least, in these; 0: 15 in up to 30 days, 20 in up to 60, 25 in up to 90, else 50
    int count = 15;    ///< drawn from those
};

/// The plays that an artist needs.
[[nodiscard]] int leastPlays(const TopArtistsParameters &parameters) noexcept;

/// Drawn artists, the most played first. Names that stand for nobody (isNobody()) are no artists: they must not be among the groups, for which ofSomebody() is there.
/// Source: the moomoo project's top artists.
[[nodiscard]] std::vector<RankedGroup> topArtists(std::span<const PlayedGroup> artists, const History &history, std::uint64_t seed, const TopArtistsParameters &parameters = {});

/// The artist that a song is counted for: the first name; empty where that stands for nobody. In the moomoo project this test was `!= any`, which everything passes.
[[nodiscard]] std::string ofSomebody(const Song &song);

struct SmartMixParameters {
    int plays = 3;         ///< tracks played so often, or loved, are clustered
    int tracks = 51;       ///< at least; else there is nothing to tell
    int most = 2000;       ///< of more, so many are drawn
    int size = 3;          ///< of a cluster, tracks at least
    bool isLeaf = true;    ///< ClusterSelection::Leaf, else ExcessOfMass
    int artistsLeast = 3, artistsMost = 8; ///< in a cluster
    int count = 15;        ///< the tightest
};

/// Tracks of several artists that lie together.
struct Cluster {
    std::vector<std::size_t> songs;   ///< places, the most played first
    std::vector<std::string> artists; ///< ofSomebody(), the most played first
    double spread = 0;                ///< mean distance of its pairs
};

/// Clusters of what is played by the distance 1 − cosine, the tightest first. `plays`: one a song. The songs are at most SmartMixParameters::most.
/// Source: the moomoo project's smart mixes (HDBSCAN, leaves), without its correction by other people's listens, which the collection does not have.
[[nodiscard]] std::vector<Cluster> smartClusters(std::span<const Song> songs, std::span<const std::uint64_t> plays, const PartWeights &weights, const SmartMixParameters &parameters = {});

// ---------------------------------------------------------------- times

struct OnThisDayParameters {
    int around = 3; ///< days before and after it count, too
};

/// What was played about this day of former years, by local time; what was played most first. 29 February is 1 March in other years.
[[nodiscard]] std::vector<RankedTrack> onThisDay(const History &history, const OnThisDayParameters &parameters = {});

struct ThisHourParameters {
    int around = 1; ///< hours before and after this one count, too
    int plays = 3;  ///< at least, in these hours
};

/// What is played at this time of day more than other things are: ln(1 + n) · share / usual share, with n plays in these hours and the share an m-estimate,
/// (n + m · usual) / (plays + m), m = 10. Source: B. Cestnik, "Estimating Probabilities: A Crucial Task in Machine Learning", ECAI 1990. `plays`: n.
[[nodiscard]] std::vector<RankedTrack> forThisHour(const History &history, const ThisHourParameters &parameters = {});

/// When a recording came into the collection.
struct Came {
    RecordingId recording;
    Instant at = 0;
};

struct NewParameters {
    int days = 30;  ///< it came in these
    int plays = 1;  ///< at most so many since
};

/// What came lately and is hardly heard, the newest first, equals as they are given. What came within a day of the very first is no news: that was the first scan.
[[nodiscard]] std::vector<RankedTrack> newTracks(std::span<const Came> came, const History &history, const NewParameters &parameters = {});

// ---------------------------------------------------------------- favourites

struct FavouritesParameters {
    int count = 50; ///< drawn
};

/// Drawn from all that was loved or played, with weights ln(2 + plays) · (1 + recency), twice that for what is loved: what somebody likes, of which other mixes start. `score`: the weight.
[[nodiscard]] std::vector<RankedTrack> favourites(const History &history, std::uint64_t seed, const FavouritesParameters &parameters = {});

// ---------------------------------------------------------------- what is listed

/// Of songs in the order of their rank, those that the rules admit: durations, genres, what is unwanted, caps (not for names that stand for nobody), one version of a song, no
/// near-duplicates. Places, at most `count`; 0: any number. Threads of all: any.
[[nodiscard]] std::vector<std::size_t> admitted(std::span<const Song> ranked, std::size_t count, const Rules &rules, const Calibration &calibration);

/// The same places so that each song is followed by the nearest of those that are left, one by another artist where there is one. The first stays; songs without a vector
/// come last, as they are. What the moomoo project left to do: it shuffled.
[[nodiscard]] std::vector<std::size_t> inFlow(std::span<const Song> songs, std::vector<std::size_t> places, const PartWeights &weights);

} // namespace taraf::recommend
