/// @file The parts of `taraf library`.
#pragma once

#include "context.h"

namespace taraf::cli {

void addReview(CLI::App &library, Action &chosen);
void addBackup(CLI::App &library, Action &chosen);
void addRestore(CLI::App &library, Action &chosen);

} // namespace taraf::cli
