/// @file Playlists that are kept in the library. They hold recordings, so that they survive files that are moved, renamed or encoded anew.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/track.h"

#include <cstddef>
#include <string>
#include <vector>

namespace taraf::answer {

// All of these: Errors: NotFound (no library yet), Busy, Corrupt, Database, Io. Those that change something do all of it or nothing, and it is on
// the disk when they return. Threads: any; they block.

struct KeptPlaylist {
    std::string name;
    std::string origin;     ///< for people: what it was made from; may be empty
    UnixTime changedAt{0};
    std::size_t entries = 0;
};

struct KeptTrack {
    PlaylistEntry entry;    ///< where its best file lies now, by its present tags; as it was kept where it is gone, or not in the collection
    RecordingId recording;  ///< not valid: it is not in the collection
    bool isGone = false;    ///< there is no file of it now
};

/// By name.
[[nodiscard]] TARAF_EXPORT Result<std::vector<KeptPlaylist>> keptPlaylists(const Home &home);

/// What can be brought back, the one that was removed last first.
[[nodiscard]] TARAF_EXPORT Result<std::vector<KeptPlaylist>> removedPlaylists(const Home &home);

/// Errors also: InvalidArgument (none of that name).
[[nodiscard]] TARAF_EXPORT Result<std::vector<KeptTrack>> keptPlaylist(const Home &home, const std::string &name);

/// As a playlist to be written, without what is gone.
[[nodiscard]] TARAF_EXPORT Playlist playlistOf(const std::string &name, const std::vector<KeptTrack> &tracks);

enum class Namesake {
    Refused,  ///< InvalidArgument where one of that name is kept
    Replaced, ///< which can be brought back
};
struct Keeping {
    std::size_t entries = 0;
    std::size_t known = 0; ///< of them, in the collection
};
/// Keeps the playlist's entries under a name: valid UTF-8 of 1 to 200 bytes without control characters.
/// Errors also: InvalidArgument (another name; Namesake::Refused).
[[nodiscard]] TARAF_EXPORT Result<Keeping> keepPlaylist(const Home &home, const std::string &name, const std::string &origin, const Playlist &playlist,
                                                        Namesake namesake);

/// Errors also: InvalidArgument (none of that name; another one has the new name; a name that can't be).
[[nodiscard]] TARAF_EXPORT Result<> renamePlaylist(const Home &home, const std::string &name, const std::string &newName);

/// Puts it aside; the twenty that were removed last can be brought back. Errors also: InvalidArgument (none of that name).
[[nodiscard]] TARAF_EXPORT Result<> removePlaylist(const Home &home, const std::string &name);

/// Brings back what was removed or replaced last, or the last of that name, and tells its name. One that has the name now is removed in its
/// place. Errors also: InvalidArgument (nothing to bring back).
[[nodiscard]] TARAF_EXPORT Result<std::string> bringBackPlaylist(const Home &home, const std::string &name = {});

} // namespace taraf::answer
