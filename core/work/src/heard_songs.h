/// @file The songs that listens name, each once, while an import runs.
#pragma once

#include "taraf/store/listens.h"

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace taraf::work {

/// Numbers from 0, in the order in which songs turn up; those of the library first. Threads: one at a time.
class HeardSongs
{
public:
    /// What the library has, each with its fingerprint. Errors: those of the library.
    [[nodiscard]] Result<std::vector<std::pair<store::HeardId, std::int64_t>>> load(store::Listens &listens)
    {
        std::vector<std::pair<store::HeardId, std::int64_t>> ids;
        auto read = listens.eachFingerprint([&](std::int64_t fingerprint, store::HeardId id) {
            m_numbers.emplace(fingerprint, static_cast<std::uint32_t>(ids.size()));
            ids.emplace_back(id, fingerprint);
        });
        if (!read) return fail(std::move(read).error());
        return ids;
    }

    /// The song's number. `song` is called for one that is new, and gives it.
    template<class Song> std::uint32_t number(std::string_view artist, std::string_view title, std::string_view album, std::string_view recordingId, std::vector<store::HeardSong> &added, const Song &song)
    {
        const auto [at, isNew] = m_numbers.try_emplace(store::Listens::fingerprint(artist, title, album, recordingId), static_cast<std::uint32_t>(m_numbers.size()));
        if (isNew) added.push_back(song());
        return at->second;
    }

private:
    struct Same {
        std::size_t operator()(std::int64_t hash) const noexcept { return static_cast<std::size_t>(hash); } // it is one already
    };
    std::unordered_map<std::int64_t, std::uint32_t, Same> m_numbers;
};

} // namespace taraf::work
