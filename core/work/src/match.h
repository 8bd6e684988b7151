/// @file Which songs that were heard are in the collection.
#pragma once

#include "taraf/listens/alike.h"
#include "taraf/store/listens.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace taraf::work {

/// What the collection's recordings are called, as names are compared.
class CollectionNames
{
public:
    /// Errors: those of the library.
    Result<> read(store::Library &library);
    [[nodiscard]] bool empty() const noexcept { return m_byKey.empty(); }

    /// By artist and title; of several recordings the one on an album of that name, else the one known for longest. Not valid: there is none.
    [[nodiscard]] RecordingId find(std::string_view artist, std::string_view title, std::string_view album) const;
    [[nodiscard]] RecordingId find(std::int64_t matchKey, std::string_view album) const;
    /// By the recording's MusicBrainz id. Not valid: there is none, or more than one.
    [[nodiscard]] RecordingId findId(const std::string &recordingId) const;

private:
    struct Called {
        RecordingId recording;
        std::string album; ///< plain
    };
    std::unordered_map<std::int64_t, std::vector<Called>> m_byKey;
    std::unordered_map<std::string, RecordingId> m_byId;
};

/// The collection's songs by their names, for what is spelled otherwise. Numbers are recordings'. Errors: those of the library.
[[nodiscard]] Result<> readAlikeSongs(store::Library &library, listens::AlikeSongs &songs);

struct Matched {
    std::uint64_t changed = 0;      ///< songs that are matched otherwise than before
    std::uint64_t inCollection = 0; ///< songs
};

/// Finds anew what no person has chosen: by MusicBrainz id, else by names, else, of what kSelf heard, by names that are nearly the same. What was said of a song, an album or an
/// artist by name is said of what the collection has of it from then on, where nothing was said of that later. Errors: those of the library; Cancelled.
[[nodiscard]] Result<Matched> matchListens(store::Library &library, const std::stop_token &stop);

} // namespace taraf::work
