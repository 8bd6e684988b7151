/// @file What an import's numbers stand for in the library: listeners, sources and songs.
#pragma once

#include "taraf/store/listens.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace taraf::work {

/// The ids that the library gave for names. Rows are written without looking these up each time, which takes four fifths of the time of an import; so
/// whoever writes them confirms at the start of each transaction that they still stand for the same. Threads: one at a time.
class GivenIds
{
public:
    /// `version`: the library's dataVersion() before `songs` were read, each with its fingerprint.
    GivenIds(store::Library &library, std::int64_t version, std::vector<std::pair<store::HeardId, std::int64_t>> songs)
        : m_library(library), m_listens(library), m_songs(std::move(songs)), m_version(version)
    {
    }

    /// In a transaction, before anything else. Did another program write, everything is looked at again. True: it did.
    /// Errors also: Busy (it is another library by now, whose songs are others).
    [[nodiscard]] Result<bool> confirm();

    [[nodiscard]] Result<> addSong(const store::HeardSong &song);
    [[nodiscard]] Result<> addUser(const std::string &name);
    [[nodiscard]] Result<> setSource(const std::string &name);
    void forgetUsers() { m_users.clear(); }

    [[nodiscard]] std::size_t songs() const noexcept { return m_songs.size(); }
    [[nodiscard]] store::HeardId song(std::uint32_t number) const { return m_songs[number].first; }
    [[nodiscard]] store::ListenerId user(std::uint32_t number) const { return m_users[number].second; }
    [[nodiscard]] store::SourceId source() const noexcept { return m_source; }
    [[nodiscard]] const std::string &sourceName() const noexcept { return m_sourceName; }

private:
    store::Library &m_library;
    store::Listens m_listens;
    std::vector<std::pair<std::string, store::ListenerId>> m_users;
    std::vector<std::pair<store::HeardId, std::int64_t>> m_songs;
    std::string m_sourceName;
    store::SourceId m_source;
    std::int64_t m_version;
};

} // namespace taraf::work
