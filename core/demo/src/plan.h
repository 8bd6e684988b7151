/// @file What is on the shelf: artists, albums, titles, and what an album sounds like.
#pragma once

#include "music.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::demo {

enum class Style : std::uint8_t { Ambient, Strings, Electronic, Folk, Piano, Rock, Chiptune, Jazz, Percussion };

enum class Format : std::uint8_t { Flac, Vorbis };

[[nodiscard]] constexpr std::string_view extension(Format format) noexcept { return format == Format::Flac ? "flac" : "ogg"; }

/// An album's names and its settings, which its tracks share.
struct AlbumPlan {
    std::string_view artist;
    int year;
    std::string_view title;
    std::string_view genre;
    Style style;
    Format format;
    int rate;                 ///< Hz
    int channels;             ///< 1 or 2
    int depth;                ///< bits a sample is rounded to, [12, 16]; without effect on Vorbis
    Scale scale;              ///< the album's home key; tracks lie around it
    double slowest, fastest;  ///< beats a minute
    double brightness;        ///< [0, 1]: what each style makes of it
    std::vector<std::string_view> tracks;
};

/// The whole shelf, in the order of artist and year.
[[nodiscard]] const std::vector<AlbumPlan> &shelf();

/// One track to be made.
struct TrackPlan {
    const AlbumPlan *album;
    int number;           ///< from 1
    std::string title;
    double seconds;       ///< [62.5, 68.5]: radio leaves out what is under a minute, and the whole has to stay small
    std::uint64_t seed;   ///< all that is drawn by lot for this track
    std::string folder;   ///< "Artist/Year - Album"
    std::string file;     ///< "NN Title.flac", in it
};

/// Every track of the shelf, album by album, `perAlbum` (0: all) of each.
[[nodiscard]] std::vector<TrackPlan> planTracks(std::uint64_t seed, unsigned perAlbum);

} // namespace taraf::demo
