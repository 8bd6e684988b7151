/// @file The rules of what may be answered, in one place: their names, ranges, defaults, and how people write them.
#pragma once

#include "taraf/base/error.h"
#include "taraf/recommend/song.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace taraf::recommend {

/// What is asked for. A rule may have another default for each, and not every rule counts in each.
enum class Asking : std::uint8_t { Similar, Albums, Radio, Path };
inline constexpr std::array kAskings{Asking::Similar, Asking::Albums, Asking::Radio, Asking::Path};

[[nodiscard]] constexpr std::string_view name(Asking asking) noexcept
{
    constexpr std::array<std::string_view, kAskings.size()> names{"similar", "albums", "radio", "path"};
    return names[static_cast<std::size_t>(asking)];
}

enum class Versions : std::uint8_t {
    One, ///< of a song's versions one is chosen; the others are told beside it
    All,
};

/// What people hate or do not want, and what is by such artists or on such albums.
enum class Unwanted : std::uint8_t { Out, In };

/// How a radio's energy (base/traits.h) goes on.
enum class Energy : std::uint8_t {
    Any,
    Steady, ///< as what it started from
    Up,     ///< from calm to energetic over kEnergyCurve tracks, and stays there
    Down,
};

/// Both included; 0: any.
struct Years {
    int first = 0, last = 0;

    friend bool operator==(const Years &, const Years &) = default;
};

/// What happens when the rules leave nothing to play.
enum class WhenDry : std::uint8_t {
    Relax, ///< rules give way, in the order that radio.h and path.h tell
    End,   ///< the list ends there
};

/// The defaults here are a radio's; rulesFor() gives those of another question. What each means: describe().
/// Whatever they say, no recording comes twice in a list.
struct Rules {
    int perArtist = 2;
    int perAlbum = 0;
    int artistSpacing = 3;
    int albumSpacing = 4;
    Milliseconds minDuration{60'000};
    Milliseconds maxDuration{0};
    int repeatWindow = 0;                    ///< days
    Years years;
    std::vector<std::string> excludedGenres; ///< comparable(), sorted, each once
    Unwanted unwanted = Unwanted::Out;
    Versions versions = Versions::One;
    float nearDuplicate = 0.9995F;
    float nearDuplicateSameTitle = 0.999F;
    float anchor = 0.6F;
    float flow = 0.4F;
    float variety = 0.35F;
    float familiarity = 0;
    Energy energy = Energy::Any;
    WhenDry whenDry = WhenDry::Relax;

    friend bool operator==(const Rules &, const Rules &) = default;
};

[[nodiscard]] Rules rulesFor(Asking asking);

struct RuleDescription {
    std::string_view name;     ///< as on a command line: "per-artist"
    std::string range;         ///< of the texts it takes: "0 to 10000"
    std::string_view unit;     ///< "tracks", "seconds"; empty: none
    std::string_view sentence; ///< what it does
    std::vector<Asking> countsIn;
};

/// All rules, in the order they are shown.
[[nodiscard]] const std::vector<RuleDescription> &describe();

/// Sets a rule by name. Durations are seconds or 1:30; genres stand between commas. Errors: InvalidArgument (no such rule, which lists them; a
/// text out of its range, which names it); nothing is changed then.
[[nodiscard]] Result<> set(Rules &rules, std::string_view name, std::string_view text);

/// The value as set() takes it. Errors: InvalidArgument (no such rule).
[[nodiscard]] Result<std::string> text(const Rules &rules, std::string_view name);

/// What the rules say of a song by itself: durations, years, genres, and whether it is wanted. A genre that one of `asked` has is not excluded.
class Admission
{
public:
    Admission(const Rules &rules, std::span<const Song> asked);

    [[nodiscard]] bool admits(const Song &song) const { return isWanted(song) && hasDuration(song) && hasYear(song) && hasGenre(song); }
    [[nodiscard]] bool isWanted(const Song &song) const noexcept { return m_unwantedMayCome || !song.unwanted; }
    [[nodiscard]] bool hasDuration(const Song &song) const noexcept; ///< an unknown one is let through
    [[nodiscard]] bool hasYear(const Song &song) const noexcept; ///< an unknown one is not
    [[nodiscard]] bool hasGenre(const Song &song) const;

private:
    Milliseconds m_min, m_max;
    Years m_years;
    bool m_unwantedMayCome;
    std::unordered_set<std::string> m_excluded;
};

/// Two tracks taken for one by their sound: the overall cosine is above nearDuplicate, or with equal titles above nearDuplicateSameTitle.
[[nodiscard]] bool isNearDuplicate(const Song &a, const Song &b, float overallCosine, const Rules &rules) noexcept;
/// The same where the cosine is not known yet: most pairs are told apart by their first few numbers.
[[nodiscard]] bool isNearDuplicate(const Song &a, const Song &b, const Rules &rules) noexcept;

} // namespace taraf::recommend
