/// @file Lists of names as one text, and the tags that no query asks for as one run of bytes.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/tags.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::store {

/// Values separated by U+001F; in a value, U+001E 'S' stands for U+001F, U+001E 'E' for U+001E, and U+001E 'N' alone for an empty value.
[[nodiscard]] std::string packNames(const std::vector<std::string> &names);
[[nodiscard]] std::vector<std::string> unpackNames(std::string_view packed);

/// What file_tags.content holds: a version byte (1), then in this order
///   sampleRate, channels, bitrate, bitDepth; tracks, discs, originalYear, compilation                   numbers
///   albumArtists, composers, moods                                                                      lists
///   comment, initialKey, copyright, license                                                            texts
///   MusicBrainz: recording, releaseTrack, release, releaseGroup, work                                   texts
///   MusicBrainz: artists, albumArtists                                                                  lists
///   trackGain, trackPeak, albumGain, albumPeak, rating                                                  optional floats
///   bpm                                                                                                 float
///   art: one byte 0 or 1; then 16 bytes of hash and the size                                            number
/// number: LEB128, at most 10 bytes. text: a number of bytes, then those. list: a number of texts, then those. float: 4 bytes, little-endian.
/// optional float: one byte 0 or 1, then the float. Later versions add at the end; what a reader does not know it leaves.
[[nodiscard]] std::string packTags(const Tags &tags, const StreamInfo &stream);
/// Fills in the fields above; leaves the others. Errors: Corrupt.
[[nodiscard]] Result<> unpackTags(std::string_view bytes, Tags &tags, StreamInfo &stream);

} // namespace taraf::store
