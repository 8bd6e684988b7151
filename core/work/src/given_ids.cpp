#include "given_ids.h"

#include <algorithm>

namespace taraf::work {

Result<bool> GivenIds::confirm()
{
    const auto version = m_library.dataVersion();
    if (!version) return fail(version.error());
    if (*version == m_version) return false;
    // Most often somebody pressed play, and all is as it was; but a copy may have been restored.
    std::vector<std::pair<store::HeardId, std::int64_t>> there;
    there.reserve(m_songs.size());
    const auto read = m_listens.eachFingerprint([&](std::int64_t fingerprint, store::HeardId id) { there.emplace_back(id, fingerprint); });
    if (!read) return fail(read.error());
    std::ranges::sort(there);
    auto ours = m_songs;
    std::ranges::sort(ours);
    if (!std::ranges::includes(there, ours)) return fail(ErrorCode::Busy, "another program replaced the library meanwhile; what was imported until then went with it: import again");
    for (auto &[name, id] : m_users) {
        const auto now = m_listens.listener(name);
        if (!now) return fail(now.error());
        id = *now;
    }
    if (const std::string name = m_sourceName; !name.empty()) {
        m_sourceName.clear();
        if (auto set = setSource(name); !set) return fail(std::move(set).error());
    }
    m_version = *version;
    return true;
}

Result<> GivenIds::addSong(const store::HeardSong &song)
{
    const auto id = m_listens.addSong(song);
    if (!id) return fail(id.error());
    m_songs.emplace_back(*id, store::Listens::fingerprint(song.artist, song.title, song.album, song.recordingId));
    return {};
}

Result<> GivenIds::addUser(const std::string &name)
{
    const auto id = m_listens.listener(name);
    if (!id) return fail(id.error());
    m_users.emplace_back(name, *id);
    return {};
}

Result<> GivenIds::setSource(const std::string &name)
{
    if (name == m_sourceName) return {};
    const auto source = m_listens.source(name);
    if (!source) return fail(source.error());
    m_source = *source;
    m_sourceName = name;
    return {};
}

} // namespace taraf::work
