/// @file The nouns people use: a track, an album, an entry of a playlist.
#pragma once

#include "taraf/base/audio.h"
#include "taraf/base/ids.h"
#include "taraf/base/opinion.h"
#include "taraf/base/tags.h"

#include <string>
#include <vector>

namespace taraf {

/// One file of the collection and the recording it holds.
struct Track {
    FileId file;
    RecordingId recording;
    AlbumId album;     ///< not valid: it belongs to none
    std::string path;  ///< absolute, bytes
    Tags tags;
    StreamInfo stream;
    Opinion opinion{}; ///< of the recording

    /// The artists as people write them: "A, B".
    [[nodiscard]] std::string artist() const;
    /// The title, or the file's name where it has none.
    [[nodiscard]] std::string titleOrName() const;
};

/// A release on the shelf: tracks that belong together whatever folder they lie in.
struct Album {
    AlbumId id;
    std::string title;
    std::string artist;             ///< the album artist, "Various Artists" for a compilation without one
    std::vector<RecordingId> tracks; ///< in the order of disc, track, path
    Opinion opinion{};               ///< of the album as a whole
};

/// One line of a playlist. Path or, for what is not a local file, URI; the rest may be empty.
struct PlaylistEntry {
    std::string path; ///< absolute, bytes; empty where the entry is no local file
    std::string uri;  ///< as read; empty: made from the path when written
    std::string artist, title, album;
    int track = 0;              ///< 0 unknown
    Milliseconds duration{0};   ///< 0 unknown

    friend bool operator==(const PlaylistEntry &, const PlaylistEntry &) = default;
};

struct Playlist {
    std::string title;
    std::vector<PlaylistEntry> entries;

    friend bool operator==(const Playlist &, const Playlist &) = default;
};

/// Lower-case ASCII and spaces squeezed, for comparing names; bytes above 127 are kept. "The  Beatles" -> "the beatles".
[[nodiscard]] std::string comparable(std::string_view name);

/// "", "various artists", "various", "va", "unknown", "unknown artist", "[unknown]" and the like: names that stand for nobody, to whom
/// no cap, no claim and no shelf applies. The key is comparable().
[[nodiscard]] bool isNobody(std::string_view artistKey) noexcept;

/// "A, B" of {"A", "B"}.
[[nodiscard]] std::string joined(const std::vector<std::string> &names);

} // namespace taraf
