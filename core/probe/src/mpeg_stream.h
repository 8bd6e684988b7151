/// @file The plainest MP3s, read without FFmpeg: most of a collection, at a tenth of the cost.
#pragma once

#include "audio_hash.h"
#include "window.h"

#include <optional>

namespace taraf::probe {

struct MpegStream {
    int sampleRate = 0;
    int channels = 0;
    Survey survey;
};

/// Exactly what Demuxer, survey() and complete() would find. Nothing where they are needed for it: the frames (Layer III, all
/// of one kind) don't follow one another from the start of the window to its end, a claim is absurd, or there is too little.
[[nodiscard]] std::optional<MpegStream> readMpegStream(const FileView &file, const Window &window);

} // namespace taraf::probe
