/// @file The option --index, the same wherever it is offered.
#pragma once

#include "taraf/answer/answers.h"

#include <CLI/CLI.hpp>

namespace taraf::cli {

inline CLI::Option *addIndex(CLI::App &command, answer::IndexChoice &index)
{
    static const std::map<std::string, answer::IndexChoice> kinds{
        {"auto", answer::IndexChoice::Auto}, {"exact", answer::IndexChoice::Exact}, {"hnsw", answer::IndexChoice::Hnsw}};
    return command.add_option("--index", index, "auto, exact or hnsw (auto: exact below 5,000 tracks)")
        ->transform(CLI::CheckedTransformer(kinds, CLI::ignore_case).description(""))->type_name("KIND");
}

} // namespace taraf::cli
