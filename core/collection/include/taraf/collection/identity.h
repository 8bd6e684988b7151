/// @file Which recording a file holds, by evidence; and which album it belongs to.
#pragma once

#include "taraf/base/audio.h"
#include "taraf/base/error.h"
#include "taraf/base/ids.h"
#include "taraf/base/tags.h"
#include "taraf/base/units.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::collection {

/// What was read from a file.
struct Probed {
    std::string path; ///< absolute, bytes
    AudioHash audioHash{};
    Milliseconds duration{0};
    std::string releaseTrack; ///< MusicBrainz release-track id; empty: none
    std::string title;        ///< as tagged; empty: none
    std::string artist;       ///< the first; empty: none
};

enum class Presence : std::uint8_t { Here, Gone };

/// A recording that a piece of evidence points to, with one of its files.
struct Match {
    RecordingId recording;
    Milliseconds duration{0}; ///< that goes with the evidence
    FileId file;              ///< not valid: it has none left
    std::string path;         ///< absolute, bytes; empty without a file
    Presence presence = Presence::Gone; ///< Gone: flagged before, or found missing by this scan
    std::string title, artist;          ///< as the file was tagged; asked for of a match by path only
};

/// Where evidence is looked up. Each may fail; the failure is handed on.
struct Lookup {
    std::function<Result<std::vector<Match>>(const AudioHash &)> byHash;
    std::function<Result<std::optional<Match>>(std::string_view path)> byPath;
    std::function<Result<std::vector<Match>>(std::string_view releaseTrack)> byReleaseTrack;
    /// Whether the recording has a file that is there, beside the one at `path`.
    std::function<Result<bool>(RecordingId, std::string_view path)> isElsewhere;
};

/// In order of trust.
enum class Evidence : std::uint8_t {
    AudioHash,    ///< the same encoded audio, and its duration
    Path,         ///< the same path and duration, and no other title or artist: encoded anew in place
    ReleaseTrack, ///< the same MusicBrainz release track and duration, and only one recording has both
};

enum class Whereabouts : std::uint8_t {
    New,      ///< a recording nobody has heard of
    SamePath, ///< the file row of this path held this recording already
    Moved,    ///< `from` is gone: that row becomes this file
    Copied,   ///< the files it was known by are still there (or their rows are no more)
};

struct Identity {
    RecordingId recording;  ///< not valid: New
    Evidence evidence = Evidence::AudioHash; ///< only for a known one
    Whereabouts whereabouts = Whereabouts::New;
    FileId from;            ///< only for Moved
};

/// Durations closer than this are the same: encoders pad by a few thousand samples.
inline constexpr Milliseconds kSameDuration{250};

/// Which recording a file holds, by its audio alone; nothing where nobody has heard that audio. Two recordings are never made one: where
/// the hash points to several, the one whose row has this path wins, then one whose file is gone, then the oldest.
/// For a move, Lookup must know what this scan found missing, and of the moves made since. Errors: those of the lookups.
[[nodiscard]] Result<std::optional<Identity>> identifyByAudio(const Probed &probed, const Lookup &lookup);

/// The same for audio that nobody has heard, by weaker evidence; New where there is none. To be asked when all files of a scan whose audio is
/// known have been saved: a recording that has only moved away is then seen elsewhere, and what took its path is not mistaken for it.
/// Other audio under a known path is the same recording only if duration, title and artist say so and it has no other file;
/// release-track evidence decides only where it points to one. A duration of 0 is no evidence.
[[nodiscard]] Result<Identity> identifyOtherwise(const Probed &probed, const Lookup &lookup);

// ---------------------------------------------------------------- albums

/// The folder whose files are looked at together: the file's own, or the one above where that is a disc's ("CD1", "Disc 2", "disc-02 (live)").
[[nodiscard]] std::string albumFolder(std::string_view filePath);

struct AlbumName {
    std::string key;    ///< the same for every file of an album; empty: the file belongs to none
    std::string title;
    std::string artist; ///< "Various Artists" for a compilation without album artists

    friend bool operator==(const AlbumName &, const AlbumName &) = default;
};

/// A file of an album folder.
struct FolderFile {
    std::string path;
    const Tags *tags = nullptr; ///< not null
};

/// The albums of the files of one album folder (albumFolder() of all is the same), one name per file, in the same order.
/// MusicBrainz release id, if tagged; else album artist (or "Various Artists" with the compilation flag) and title; without either, files of the
/// folder with the same title belong together: one artist among them gives the album's artist, several make it a compilation.
/// A folder is part of the key where no album artist is tagged, so two "Greatest Hits" stay apart.
[[nodiscard]] std::vector<AlbumName> albumsOfFolder(std::span<const FolderFile> files);

/// albumsOfFolder() of one file alone.
[[nodiscard]] AlbumName albumOf(const Tags &tags, std::string_view filePath);

} // namespace taraf::collection
