/// @file What a file says about itself. All text is valid UTF-8 without NUL, at most 4 KiB a value.
#pragma once

#include "taraf/base/audio.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace taraf {

/// MusicBrainz ids as written in the tags: lower-case UUIDs, empty where absent or malformed.
/// Source: MusicBrainz Picard documentation, "Tags & Variables". TRACKID there is our `recording`.
struct MusicBrainzIds {
    std::string recording;
    std::string releaseTrack;
    std::string release;
    std::string releaseGroup;
    std::vector<std::string> artists;
    std::vector<std::string> albumArtists;
    std::string work;

    friend bool operator==(const MusicBrainzIds &, const MusicBrainzIds &) = default;
};

/// ReplayGain 2.0: gains in dB [-51, 51], peaks as a fraction of full scale [0, 100].
struct ReplayGain {
    std::optional<float> trackGain, trackPeak, albumGain, albumPeak;

    friend bool operator==(const ReplayGain &, const ReplayGain &) = default;
};

/// Embedded cover art is not kept, only recognised. The first picture, the front cover where one is marked so.
struct EmbeddedArt {
    AudioHash hash{};        ///< 128 bits of the picture's SHA-256
    std::uint64_t bytes = 0; ///< its size

    friend bool operator==(const EmbeddedArt &, const EmbeddedArt &) = default;
};

struct Tags {
    std::string title;
    std::vector<std::string> artists;      ///< as tagged; several values are several artists
    std::vector<std::string> albumArtists;
    std::string album;
    int track = 0, tracks = 0;             ///< [1, 99999]; 0 unknown
    int disc = 0, discs = 0;               ///< [1, 9999]; 0 unknown
    int year = 0, originalYear = 0;        ///< [1, 9999]; 0 unknown
    std::vector<std::string> genres;
    std::vector<std::string> composers;
    std::string comment;
    bool compilation = false;
    MusicBrainzIds musicBrainz;
    ReplayGain replayGain;
    std::optional<float> rating;           ///< [0, 1]; from FMPS_Rating, else POPM
    int plays = 0;                         ///< [0, 10^9]; from FMPS_Playcount, else POPM's counter; 0 unknown
    std::vector<std::string> moods;
    float bpm = 0;                         ///< (0, 1000]; 0 unknown
    std::string initialKey;                ///< as tagged ("Am", "8A")
    std::string copyright, license;
    std::optional<EmbeddedArt> art;

    friend bool operator==(const Tags &, const Tags &) = default;
};

} // namespace taraf
