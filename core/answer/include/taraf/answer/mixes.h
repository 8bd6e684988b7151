/// @file Mixes: playlists from what the owner of the library played and loves, made once a day and kept until then. What each kind is: room recommend, mixes.h.
#pragma once

#include "taraf/answer/answers.h"

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::answer {

struct MixQuestion {
    std::string kind;                     ///< "revisit-tracks": one of describeMixes()
    std::optional<std::size_t> count{};   ///< [1, 10000] lists, of a kind that has one list, tracks
    RuleTexts settings{};                 ///< of the kind, as describeMixes() names them, and rules; they win over those that are kept
    std::optional<std::uint64_t> seed{};  ///< the same one on the same library at the same time makes the same mix; none: another one each time it is made
    bool force = false;                   ///< made anew, whatever is kept
    std::optional<UnixTime> now{};        ///< none: the machine's
};

struct MixList {
    std::string title, description;
    std::vector<TrackAnswer> tracks;      ///< without score
    std::vector<Track> covers;            ///< of up to four of its albums one track each, in order: whose pictures stand for it
};

/// The lists, or why there are none.
struct MixAnswer {
    std::string_view kind, title, about;
    UnixTime madeAt{0};
    std::vector<MixList> lists;
    std::string nothing;                  ///< why there is nothing, and what helps; empty where there are lists
};

struct MixDescription {
    struct Setting {
        std::string_view name;
        std::string range;
        std::string_view unit, sentence;
        std::string fallback;             ///< what it is where nobody says otherwise
    };
    std::string_view kind, title, about;
    bool hasLists = false;                ///< several, else one
    std::vector<Setting> settings;
};

/// All kinds, in the order they are shown. Threads: any.
[[nodiscard]] TARAF_EXPORT const std::vector<MixDescription> &describeMixes();

/// What is kept and still of today: one made since the last 7 o'clock, local time. What was loved, is to be heard again, was played on this day or is for this hour is made anew each
/// time, and so is what a question makes of other settings, with a seed or count; this is not kept. Otherwise made and kept below Home::cache; where that can't be written, it is made each time.
/// Errors: InvalidArgument (no such kind, which lists them; a setting), those of reading. Where something is lacking that is no error: MixAnswer::nothing says what. Threads: as Answers.
[[nodiscard]] TARAF_EXPORT Result<MixAnswer> mix(const Answers &answers, const MixQuestion &question);

/// Each kind as mix() gives it, the tracks too.
[[nodiscard]] TARAF_EXPORT Result<std::vector<MixAnswer>> mixes(const Answers &answers, const std::stop_token &stop = {}, std::optional<UnixTime> now = std::nullopt);

/// Makes those that are kept and no longer of today; whether there was one. For the background. Errors also: Cancelled.
[[nodiscard]] TARAF_EXPORT Result<bool> refreshMixes(const Answers &answers, const std::stop_token &stop = {}, std::optional<UnixTime> now = std::nullopt);

} // namespace taraf::answer
