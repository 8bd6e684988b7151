/// @file A question about what is similar, made ready: what is sought, by whom, and among what spread.
#pragma once

#include "parts.h"

#include "taraf/recommend/query.h"
#include "taraf/recommend/similar.h"

#include <unordered_set>

namespace taraf::answer {

struct Asked {
    Voices voices;
    std::vector<recommend::Song> songs;  ///< what was asked with, each once: two parts of a track are one song
    std::unordered_set<RecordingId> own; ///< named in the question, so no answers
    bool isSet = true;                   ///< a set of tracks; false: a direction alone
    recommend::Query query;
    const neighbours::Index *index = nullptr;
    recommend::Calibration calibration;
    recommend::Rules rules;
};

/// Errors: those of Answers::similar().
[[nodiscard]] Result<Asked> ask(Answers::Parts &parts, const SimilarQuestion &question, recommend::Asking asking);

/// What is nearest to it by the corrected cosine, without its own.
[[nodiscard]] Result<std::vector<neighbours::Hit>> nearest(const Asked &asked, std::size_t count);

} // namespace taraf::answer
