/// @file Reading what other programs and services know of listens. Sources and traps of each format: the room's README.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/listen.h"
#include "taraf/base/opinion.h"
#include "taraf/base/progress.h"
#include "taraf/base/track.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::listens {

enum class Format : std::uint8_t {
    ListenBrainz,     ///< an export (ZIP), JSONL, a public dump (tar.zst)
    SpotifyExtended,  ///< Streaming_History_Audio_*.json, endsong_*.json, or the ZIP with them
    SpotifyAccount,   ///< StreamingHistory*.json, YourLibrary.json, Playlist*.json, or the ZIP
    LastFm1K,         ///< userid-timestamp-artid-artname-traid-traname.tsv, or lastfm-dataset-1K.tar.gz
    LastFm360K,       ///< usersha1-artmbid-artname-plays.tsv, or lastfm-dataset-360K.tar.gz
    LastFmCsv,        ///< CSV exports of Last.fm scrobbles
    Rockbox,          ///< .scrobbler.log
    Maloja,           ///< its JSON export
    Strawberry,       ///< strawberry.db
    Clementine,       ///< clementine.db
};

/// "listenbrainz", as on the command line.
[[nodiscard]] std::string_view name(Format format) noexcept;
[[nodiscard]] std::optional<Format> formatOf(std::string_view name) noexcept;
[[nodiscard]] const std::vector<Format> &formats();

/// A number of plays without their times.
struct PlayCount {
    std::string_view user{}, artist{}, title{}, album{}; ///< title and album may be empty: of an artist as a whole
    std::string_view artistId{};                 ///< of MusicBrainz
    std::string_view path{};                     ///< bytes; empty: no file is named
    std::int64_t plays = 0, skips = 0;           ///< one of them > 0
    UnixTime lastPlayed{0};                      ///< 0 unknown
};

/// What somebody thinks of something, by names; or by an id or a path alone.
struct NamedOpinion {
    OpinionOf of = OpinionOf::Track;
    std::string_view user{}, artist{}, title{}, album{};
    std::string_view recordingId{}, artistId{};  ///< of MusicBrainz
    std::string_view path{};                     ///< bytes; empty: no file is named
    std::string_view sourceId{};                 ///< the sourceId of listens to it
    Opinion opinion{};
    UnixTime at{0};                              ///< 0 unknown
};

struct NamedPlaylist {
    std::string_view name, description;
    std::vector<PlaylistEntry> entries; ///< artist, title and album; a path where there is one
};

/// A row that can't be used.
struct Rejection {
    std::string_view where;  ///< the file in the archive, or empty
    std::uint64_t line = 0;  ///< of it, from 1; of JSON the number of the element, from 1
    std::string_view reason; ///< one of a few sentences: "no artist", "the time is before 2002-10-01"
};

/// Where it all goes, in the order of the file. What is not set is left out. All views are valid during the call alone.
struct Sink {
    std::function<void(Format format)> recognised; ///< before anything else, once
    std::function<void(const Listen &)> listen;
    std::function<void(const PlayCount &)> playCount;
    std::function<void(const NamedOpinion &)> opinion;
    std::function<void(const NamedPlaylist &)> playlist;
    std::function<void(const Rejection &)> rejection;
    bool keepsNameless = false; ///< listens without artist or title are given as well, with empty texts, as the rows of a session
    ProgressSink progress; ///< bytes of the file on the disk
};

/// What was read.
struct Read {
    Format format = Format::ListenBrainz;
    std::uint64_t rows = 0;      ///< listens, skips, counts, opinions and playlists that were given
    std::uint64_t rejected = 0;
    std::uint64_t leftOut = 0;   ///< by the format's own rules, such as Spotify's private sessions and podcasts
    std::vector<std::string> notes; ///< for people: "the checksum is the published one"
};

/// Streams the file; nothing is unpacked to the disk, memory stays below 64 MiB whatever the file, beside what unpacking .xz and .zst takes (128 MiB at most). Plain, .gz, .bz2, .xz, .zst, .zip, and .tar in each of
/// them, known by their first bytes, not by their name; without a format it is told from the contents. Archives are bounded in entries, size, ratio and names.
/// Databases are opened read-only, while their player runs; that needs a QCoreApplication.
/// Errors: NotFound, Io, Unsupported (not recognised: the message lists what is), Corrupt (an archive that is damaged or beyond the bounds, after what came
/// before it was given), Cancelled. Threads: any; it blocks.
[[nodiscard]] Result<Read> read(const std::string &path, std::optional<Format> format, const Sink &sink, const std::stop_token &stop = {});

} // namespace taraf::listens
