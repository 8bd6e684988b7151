/// @file Listening to files that a question is asked with.
#pragma once

#include "taraf/base/audio.h"
#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/tags.h"

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::work {

/// What is to be heard: a file, or a part of it.
struct Passage {
    std::string path;         ///< absolute, bytes
    std::optional<Span> span; ///< [3 s, 600 s] within the file; to infinity: to its end, or as far as kAnalysisSpan reaches
};

/// What a passage sounds like, and what its file says of itself.
struct HeardPassage {
    std::vector<float> vector; ///< kVectorSize floats, by the map that the index was made with
    Tags tags;
    StreamInfo stream;         ///< of the whole file
};

/// In order; one that fails does not harm the others.
/// Errors: NotFound (nothing has been listened to yet), Busy, Cancelled. Of a passage: NotFound (no such file), InvalidArgument (a span that can't be),
/// TooShort (it reaches past the file's end; the message says how long the file is), those of the probe and the analysis.
[[nodiscard]] TARAF_EXPORT Result<std::vector<Result<HeardPassage>>> listen(const Home &home, std::span<const Passage> passages, const std::stop_token &stop);

} // namespace taraf::work
