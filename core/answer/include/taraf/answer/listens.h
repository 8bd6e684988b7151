/// @file Listens as they happen.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/units.h"

#include <string>

namespace taraf::answer {

/// What a player played. Names are as the player tells them; of a file of the collection the library knows better.
struct HeardTrack {
    std::string path;          ///< absolute, bytes; empty: it is no file
    std::string artist, title, album;
    UnixTime at{0};            ///< when it began, > 0
    Milliseconds played{0};    ///< so far
    Milliseconds duration{0};  ///< 0 unknown
    bool isSkip = false;       ///< left before it counts as heard
    std::string source;        ///< the player
};

enum class Recorded {
    New,
    Known,   ///< this play was told before, by the same player or by another that watches it; the longer one counts
    Nameless ///< nothing says what it was
};

/// Writes it down for the one whose library this is; on the disk when it returns. The same song that began within 20 s of a play that is known is that play: told twice it is
/// one. A play that was first thought to be a skip becomes a play. Errors: NotFound (no library yet), InvalidArgument (no time), those of writing. Threads: any; it blocks.
[[nodiscard]] TARAF_EXPORT Result<Recorded> recordHeard(const Home &home, const HeardTrack &heard);

/// Whether what is heard is sent to ListenBrainz as it happens: somebody switched that on. No library: no. Errors: those of reading. Threads: any.
[[nodiscard]] TARAF_EXPORT Result<bool> submitsLive(const Home &home);

} // namespace taraf::answer
