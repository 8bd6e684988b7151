/// @file What a file's tags say, key by key, before anyone asks what it means.
#pragma once

#include "demuxer.h"
#include "window.h"

#include "taraf/base/tags.h"

#include <taglib/tbytevector.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::probe {

/// Upper-case keys as TagLib names them ("ALBUMARTIST"); values are clean text, never empty.
using KeyValues = std::map<std::string, std::vector<std::string>, std::less<>>;

struct RawTags {
    /// One for each tag the file has, the richest first, ID3v1 (which cuts at 30 letters) last.
    std::vector<KeyValues> sources;
    std::optional<float> popularity; ///< [0, 1]: the stars a player left outside the text keys (POPM and the like)
    int plays = 0;                   ///< as a player counts them in POPM; 0 unknown
    TagLib::ByteVector picture;      ///< the front cover, else the first; encoded, empty where there is none
};

/// All tags of a file whose format is known by its content.
[[nodiscard]] RawTags readTags(const FileView &file, const std::string &name, const Demuxer &demuxer);

/// All tags of a file that is known to be an MPEG audio stream.
[[nodiscard]] RawTags readMpegTags(const FileView &file, const std::string &name);

/// The tags of a file that no demuxer opens, by its name and content; none where there is nothing in them.
[[nodiscard]] std::optional<RawTags> readTagsByName(const FileView &file, const std::string &name);

/// Valid UTF-8 without NUL and outer blanks, at most kTextLimit bytes, cut between characters.
[[nodiscard]] std::string cleanText(std::string_view bytes);

} // namespace taraf::probe
