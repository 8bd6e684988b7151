/// @file The parts of "taraf listens" that stand in files of their own.
#pragma once

#include "context.h"

#include <CLI/CLI.hpp>

namespace taraf::cli {

void addListensReview(CLI::App &listens, Action &chosen);

} // namespace taraf::cli
