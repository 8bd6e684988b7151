/// @file Ctrl-C and SIGTERM as a stop token, for our programs' main().
#pragma once

#include <stop_token>

namespace taraf {

/// Takes SIGINT, SIGTERM and SIGHUP for the life of the program: the first asks for a clean stop, a second ends it at once.
/// SIGPIPE is ignored. To be called once, before any other thread is started.
[[nodiscard]] std::stop_token stopOnSignals();

} // namespace taraf
