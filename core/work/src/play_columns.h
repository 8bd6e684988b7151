/// @file Plays in columns: what statistics count.
#pragma once

#include "taraf/base/home.h"
#include "taraf/base/progress.h"
#include "taraf/listens/statistics.h"
#include "taraf/store/listens.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace taraf::work {

/// Names of one kind, numbered from 0 in the order in which they are asked for.
struct NumberedNames {
    std::vector<std::int64_t> keys;   ///< how a name is compared, as a number
    std::vector<std::uint32_t> shown; ///< the song of the library that spells it for people

    /// `key` 0: SongNames::kNobody.
    std::uint32_t number(std::int64_t key, std::uint32_t song);

private:
    std::unordered_map<std::int64_t, std::uint32_t> m_numbers; ///< made when it is first asked
};

/// Plays of one listener or of several. Numbers go by how often a song was played, so that what is counted most lies close together.
struct PlayColumns {
    std::vector<listens::Play> plays;       ///< in the order of time; the song is a place in `songs`
    std::vector<std::uint16_t> by;          ///< of each play a place in `listeners`; where they are not kept, empty
    std::vector<listens::SongNames> songs;
    std::vector<std::uint32_t> ids;         ///< the songs' numbers in the library
    NumberedNames tracks, albums, artists;
    std::vector<store::Listener> listeners; ///< those with plays, without their names
};

/// From the library; `listener` not valid: everybody's. `isMissingOnly`: only what the collection does not have.
/// Spellings that differ in case, marks and punctuation are one name; a track's issues are one track (listens/names.h).
/// Errors: the library's, Cancelled.
[[nodiscard]] Result<PlayColumns> readPlays(store::Listens &listens, store::ListenerId listener, bool isMissingOnly, const std::stop_token &stop, const ProgressSink &progress = {});

/// Everybody's, as they are kept in Home::cache with what has changed since then; where there is nothing of use, made there, which takes about a second for each million.
/// `by` is empty or not. Errors: the library's, Cancelled; a cache that can't be written is none.
[[nodiscard]] Result<PlayColumns> readKeptPlays(const Home &home, store::Listens &listens, const std::stop_token &stop, const ProgressSink &progress);

/// For those that are added to what there is: the song's names, numbered.
class SongNumbers
{
public:
    struct Keys {
        std::int64_t track = 0, album = 0, artist = 0;
    };
    [[nodiscard]] Keys keys(const store::HeardSong &song);
    static void add(PlayColumns &to, std::uint32_t id, const Keys &keys);

private:
    std::unordered_map<std::string, std::string> m_plain; ///< artists: they are far fewer than songs
};

} // namespace taraf::work
