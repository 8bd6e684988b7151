/// @file Manual pages, made of what --help is made of.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace taraf::cli {

struct ManualPage {
    std::string name; ///< "taraf-similar.1"
    std::string roff; ///< for man(1); macros of man(7)
};

/// One for the program and one for each command that --help shows, sub-commands of a command on its page.
[[nodiscard]] std::vector<ManualPage> manualOf(CLI::App &app);

} // namespace taraf::cli
