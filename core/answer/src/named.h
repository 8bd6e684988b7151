/// @file Seeds that are named by what they have in common, not by where they lie.
#pragma once

#include "parts.h"

namespace taraf::answer {

/// "artist:Nina Simone", "genre:Jazz", "year:1990-1999" (or 1994, 1990s), "mood:calm" (one of base/traits.h, by sound), "mbid:" and an id of
/// MusicBrainz of any kind. Nothing: it is named otherwise. Errors: NotFound (there is none), InvalidArgument.
[[nodiscard]] Result<std::optional<Seed>> namedSeed(Answers::Parts &parts, const std::string &argument);

/// Years among the seeds limit the answer, as the rule does that is added to `rules`; beside others they say nothing else and go.
/// Errors: InvalidArgument (several of them).
[[nodiscard]] Result<> takeYears(std::vector<Seed> &seeds, RuleTexts &rules);

} // namespace taraf::answer
