/// @file What people think: ratings, love and hate, "not this".
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/opinion.h"
#include "taraf/base/units.h"

#include <optional>
#include <string>
#include <vector>

namespace taraf::answer {

/// What is to be said; what is left open stays as it is.
struct OpinionChange {
    std::optional<int> rating;      ///< [0, kHighestRating]; 0 takes it back
    std::optional<Feeling> feeling;
};

/// Something that was judged.
struct Judged {
    OpinionOf of = OpinionOf::Track;
    std::string name; ///< for people: "Artist – Title"
    std::string path; ///< of the track, or of the album's folder; empty for an artist, and where there is no file any more
    Opinion former;
    Opinion opinion;
    UnixTime changedAt{0};
};

/// "artist:Nina Simone" is an artist, of the collection or not. Anything else is found as Answers::find() does: a track, an album's folder (the
/// album as a whole), a playlist (each of its tracks). All are judged or none, and it is on the disk when this returns. Without a change it tells what was said.
/// Errors: those of find() and of writing; InvalidArgument (a rating out of range, a folder of several albums, a file outside the collection).
/// Threads: any; it blocks.
[[nodiscard]] TARAF_EXPORT Result<std::vector<Judged>> judge(const Answers &answers, const std::vector<std::string> &subjects, const OpinionChange &change);

/// All that was said, the newest first. Errors: those of reading.
[[nodiscard]] TARAF_EXPORT Result<std::vector<Judged>> opinions(const Answers &answers);

} // namespace taraf::answer
