/// @file Versions of one song by one artist: live, remastered, remixed, on another album. Told by title, duration and sound together.
#pragma once

#include "taraf/recommend/rules.h"
#include "taraf/recommend/song.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace taraf::recommend {

/// What a title says of its version; of several the last one here.
enum class VersionKind : std::uint8_t { Plain, Remaster, Mono, Edit, Instrumental, Acoustic, Demo, Remix, Live };

struct SongTitle {
    std::string core;                       ///< what two versions share; never empty where the title is not
    VersionKind kind = VersionKind::Plain;  ///< guests, "Bonus Track", "Deluxe Edition", "Explicit" and the like are Plain
    bool saysLittle = false;                ///< "Intro", "Track 3", "II. Allegro": many songs are called so

    friend bool operator==(const SongTitle &, const SongTitle &) = default;
};

/// Takes a title apart. Groups in round, square or curly brackets that don't stand at the start, ends after a dash between spaces, and guests ("feat. X")
/// are taken off where they say a version:
/// - words that end one, whatever stands before: version, mix, remix, edit, session, cover (but not "in the mix");
/// - words that begin one, whatever follows: remastered, feat., "live at|from|in", "recorded", "from the motion picture";
/// - words that are one alone or among their like: live, demo, mono, acoustic, instrumental, unplugged, bonus track, deluxe edition, take 2, years …
/// Common words of Spanish, Portuguese, Italian, French, German, Japanese and Russian besides. What is left is compared without case (ASCII),
/// punctuation and a "the" in front; "&" is "and", "pt." is "part". Other brackets and numbers stay: "Part 1" is not "Part 2". If nothing would be left, nothing is taken off.
/// `titleKey`: comparable(). Threads: any.
[[nodiscard]] SongTitle songTitle(std::string_view titleKey);

/// So far apart, two durations are near: the greater of 3 s and 3 % of the longer.
[[nodiscard]] bool isDurationNear(Milliseconds a, Milliseconds b) noexcept;

/// Two are versions of one song if they share an artist (without guests and a "the" in front; not Various Artists) and the core of the title, and
/// - their durations are near, or
/// - their overall cosine is kSoundNear deviations above a random pair's mean; where the titles say different kinds, kSoundNearSaid.
/// A title that says little takes both. Where neither duration nor sound is known of both, the title decides, unless it says little.
[[nodiscard]] bool areVersions(const Song &a, const SongTitle &titleA, const Song &b, const SongTitle &titleB, const Spread &overall);
inline constexpr float kSoundNear = 1.5F;
inline constexpr float kSoundNearSaid = 0.5F;

/// Versions of the same title whose durations are at most kSameRecording apart (or not both known): the same recording in another file.
[[nodiscard]] bool areSameRecording(const Song &a, const SongTitle &titleA, const Song &b, const SongTitle &titleB, const Spread &overall);
inline constexpr Milliseconds kSameRecording{2'000};

/// Why one is told beside another: "live version of the same song", "the same song on another album".
[[nodiscard]] std::string versionReason(const Song &shown, const SongTitle &shownTitle, const Song &other, const SongTitle &otherTitle);
inline constexpr std::string_view kSoundsTheSame = "sounds the same";

/// Songs that were met, which their versions find again. The songs are the caller's and must outlive it.
class MetSongs
{
public:
    explicit MetSongs(const Spread &overall) : m_overall(overall) {}

    /// The place, in the order of add(), of the first that this is a version of.
    [[nodiscard]] std::optional<std::size_t> versionOf(const Song &song, const SongTitle &title) const;
    /// The same for areSameRecording().
    [[nodiscard]] std::optional<std::size_t> sameRecording(const Song &song, const SongTitle &title) const;
    std::size_t add(const Song &song, SongTitle title);

    [[nodiscard]] std::size_t size() const noexcept { return m_songs.size(); }
    [[nodiscard]] const Song &song(std::size_t place) const { return *m_songs[place].first; }
    [[nodiscard]] const SongTitle &title(std::size_t place) const { return m_songs[place].second; }

private:
    using Test = bool (*)(const Song &, const SongTitle &, const Song &, const SongTitle &, const Spread &);
    [[nodiscard]] std::optional<std::size_t> first(const Song &song, const SongTitle &title, Test test) const;

    Spread m_overall;
    std::vector<std::pair<const Song *, SongTitle>> m_songs;
    std::unordered_map<std::string, std::vector<std::size_t>> m_byName; ///< artist and core
};

} // namespace taraf::recommend
