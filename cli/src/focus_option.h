/// @file The option --focus, the same wherever it is offered.
#pragma once

#include "taraf/base/vectors.h"

#include <CLI/CLI.hpp>

namespace taraf::cli {

inline CLI::Option *addFocus(CLI::App &command, Focus &focus)
{
    static const std::map<std::string, Focus> names{{"overall", Focus::Overall}, {"genre", Focus::Genre}, {"mood", Focus::Mood}, {"instrumentation", Focus::Instrumentation}};
    return command.add_option("--focus", focus, "What should be alike: overall, genre, mood or instrumentation (overall)")
        ->transform(CLI::CheckedTransformer(names, CLI::ignore_case).description(""))
        ->type_name("FOCUS");
}

} // namespace taraf::cli
