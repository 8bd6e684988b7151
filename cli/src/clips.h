/// @file Parts of tracks as people write them. Errors: InvalidArgument, with an example.
#pragma once

#include "taraf/base/audio.h"
#include "taraf/base/error.h"
#include "taraf/base/vectors.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::cli {

/// What can be listened to (room probe). A shorter part says nothing, a longer one takes its time.
inline constexpr Seconds kShortestPart{3}, kLongestPart{600};
inline constexpr std::size_t kMostClips = 6, kMostClipFiles = 3;

/// "90", "90.5", "1:30", "1:02:03.5": from the track's start, [0, 1e6].
[[nodiscard]] Result<Seconds> momentOf(std::string_view text);

/// "30-40", "1:30-1:45.5".
[[nodiscard]] Result<Span> spanOf(std::string_view text);

/// Whether a part is of a length that can be listened to.
[[nodiscard]] Result<> checkLength(const Span &part);

/// A part of a track that is one of several things a question asks with.
struct Clip {
    std::string path;
    Span span;
    std::optional<Focus> focus; ///< none: the question's
};

/// FILE, START-END and FOCUS, again and again; an empty FOCUS is none. At most kMostClips, of kMostClipFiles.
[[nodiscard]] Result<std::vector<Clip>> clipsOf(std::span<const std::string> words);

} // namespace taraf::cli
