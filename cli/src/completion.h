/// @file What may stand next on a command line.
#pragma once

#include "context.h"

#include <string>
#include <vector>

namespace taraf::cli {

struct Candidate {
    std::string text;
    std::string about; ///< a few words; may be empty
};

struct Completion {
    enum class Files { None, Any, Folders }; ///< what the shell may add by itself
    Files files = Files::None;
    std::vector<Candidate> candidates;
    std::string music; ///< not empty: names of tracks and albums fit too, and these are the words to look for
};

/// `words`: what was typed after "taraf", the last one not finished and maybe empty. Looks nothing up.
[[nodiscard]] Completion completionOf(CLI::App &app, const std::vector<std::string> &words);

} // namespace taraf::cli
