/// @file What somebody may like and has not heard: by what others with the same taste hear, and by sound.
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/opinion.h"

#include <cstddef>
#include <string>
#include <vector>

namespace taraf::answer {

/// Before the first recommendation so many listens, or ratings (a love or hate is one), are asked for.
inline constexpr std::uint64_t kListensAskedFor = 50, kRatingsAskedFor = 10;
/// With so few left or fewer that is told.
inline constexpr std::size_t kFewLeft = 3;

struct RecommendQuestion {
    enum class Shelf { OwnedFirst, Owned, Missing };
    OpinionOf of = OpinionOf::Artist;
    std::size_t count = 25;         ///< [1, 1000]
    std::string listener;           ///< for whom; empty: whose library this is
    Shelf shelf = Shelf::OwnedFirst; ///< of artists; albums and tracks are of the collection
};

struct Recommended {
    OpinionOf of = OpinionOf::Artist;
    std::string artist, title;      ///< the title of an album or a track
    float score = 0;                ///< comparable within an answer
    std::string why;                ///< "goes with Nina Simone and Ella Fitzgerald", "sounds like …"
    bool isOwned = false;
    std::vector<Track> tracks;      ///< of an artist up to five, those that everybody plays most first; an album's in order; the track
    std::string lastFm, musicBrainz; ///< addresses of the artist
};

struct RecommendAnswer {
    std::vector<Recommended> found; ///< best first, owned before missing; never what was given before
    std::size_t left = 0;           ///< more that could be given
    bool isBySound = false;         ///< nobody else's listens say anything
    std::vector<std::string> notes; ///< what is missing, and what helps; that few are left
};

/// What is heard, judged, unwanted or was recommended before is none of it. What is given is written down. A listen or a rating counts from the next question on, without another training.
/// Errors: NotFound (no library; no such listener; too few listens and ratings, with how many there are), InvalidArgument, those of reading and writing. Threads: any; it blocks.
[[nodiscard]] TARAF_EXPORT Result<RecommendAnswer> recommend(const Home &home, const RecommendQuestion &question);

struct PastRecommendation {
    OpinionOf of = OpinionOf::Artist;
    std::string name;
    UnixTime givenAt{0};
};
/// Newest first. Errors: NotFound (no library, no such listener), those of reading.
[[nodiscard]] TARAF_EXPORT Result<std::vector<PastRecommendation>> pastRecommendations(const Home &home, const std::string &listener);
/// From then on everything may be recommended again. Errors: likewise.
[[nodiscard]] TARAF_EXPORT Result<> forgetRecommendations(const Home &home, const std::string &listener);

} // namespace taraf::answer
