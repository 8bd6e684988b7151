/// @file The option --focus, the same wherever it is offered.
#pragma once

#include "taraf/base/vectors.h"

#include <CLI/CLI.hpp>

namespace taraf::cli {

inline constexpr std::array kFoci{Focus::Overall, Focus::Genre, Focus::Mood, Focus::Instrumentation};

inline auto focusNames()
{
    std::map<std::string, Focus> names;
    for (const Focus focus : kFoci) names.emplace(name(focus), focus);
    return CLI::CheckedTransformer(names, CLI::ignore_case).description("");
}

inline CLI::Option *addFocus(CLI::App &command, Focus &focus)
{
    return command.add_option("--focus", focus, "What should be alike: overall, genre, mood or instrumentation (overall)")->transform(focusNames())->type_name("FOCUS");
}

} // namespace taraf::cli
