/// @file A listen: somebody heard something, at some time.
#pragma once

#include "taraf/base/units.h"

#include <string_view>

namespace taraf {

/// As a source tells it. All text is valid UTF-8 without NUL and without white space at its ends, at most 4 KiB a field; ids of MusicBrainz are lower-case UUIDs, empty
/// where absent or malformed. The memory is the giver's, for as long as it says.
struct Listen {
    UnixTime at{0};             ///< when it began, > 0
    std::string_view user{};    ///< whose; empty: the one whose library this is
    std::string_view artist{};  ///< as credited; not empty
    std::string_view title{};   ///< not empty
    std::string_view album{};   ///< empty: unknown
    std::string_view recordingId{}, releaseId{}, artistId{}; ///< of MusicBrainz
    Milliseconds duration{0};   ///< of the track; 0 unknown
    Milliseconds played{0};     ///< how much of it was heard; 0 unknown
    bool isSkip = false;        ///< begun, and left before it counts as heard (half of it, or four minutes)
    std::string_view path{};    ///< bytes, of the file that was heard, where a player says so
    std::string_view sourceId{};///< what its source calls it (a ListenBrainz msid, a Spotify URI); empty: nothing
};

} // namespace taraf
