/// @file Songs whose names are nearly the same: misspelled, with words left out or in another order.
#pragma once

#include "taraf/base/units.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace taraf::listens {

/// How alike two titles are, [0, 1]: the greater of the normalised indel similarity of the texts and of their sorted words, 2·LCS / (|a| + |b|), over the plain forms (names.h).
/// 0 where a number tells them apart ("Part 1", "Part 2") or a word that says which version it is ("live", "remix").
/// Source: the library rapidfuzz (M. Bachmann), fuzz::ratio and fuzz::token_sort_ratio; LCS: H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004.
[[nodiscard]] double titlesAlike(std::string_view a, std::string_view b);

/// A collection's songs, to find the one that is meant. Threads: add() one at a time, then find() one at a time.
class AlikeSongs
{
public:
    struct Found {
        std::uint32_t number = 0;
        double score = 0; ///< [0, 1]: the artist's times the title's likeness; less where the durations are known and differ, more where they agree
    };

    AlikeSongs();
    ~AlikeSongs();

    /// `number` is the caller's. `duration` 0: unknown.
    void add(std::uint32_t number, std::string_view artist, std::string_view title, Milliseconds duration);

    /// The best ones from `least` on, the best first; of equal ones the one that was added first.
    [[nodiscard]] std::vector<Found> find(std::string_view artist, std::string_view title, Milliseconds duration, double least, std::size_t most);

    /// Whether the first is meant for sure: alike enough, and no other song is nearly as much. Issues of one song on several albums are no others.
    [[nodiscard]] bool isSure(const std::vector<Found> &found) const;

private:
    struct Songs;
    std::unique_ptr<Songs> m_songs;
};

} // namespace taraf::listens
