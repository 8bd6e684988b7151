/// @file The commands below `taraf listens` that speak with ListenBrainz.
#pragma once

#include "context.h"

namespace taraf::cli {

void addListenBrainz(CLI::App &listens, Action &chosen);

} // namespace taraf::cli
