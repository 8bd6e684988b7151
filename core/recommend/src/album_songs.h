/// @file Albums that are made of the same songs. Private to the room.
#pragma once

#include "taraf/recommend/albums.h"
#include "taraf/recommend/versions.h"

namespace taraf::recommend {

/// An album's songs as others' versions are looked for among them.
[[nodiscard]] MetSongs metSongs(std::span<const Song> songs, const Calibration &calibration);

/// Those that are no versions of the songs met; the same recording is one whatever the rules say.
[[nodiscard]] std::vector<Song> withoutVersions(std::span<const Song> songs, const MetSongs &met, const Rules &rules);

[[nodiscard]] constexpr bool areMost(std::size_t some, std::size_t of) noexcept { return 2 * some > of; }

} // namespace taraf::recommend
