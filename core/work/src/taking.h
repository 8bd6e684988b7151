/// @file Writing down what a server tells.
#pragma once

#include "taraf/listens/server.h"
#include "taraf/store/sharing.h"
#include "taraf/work/sync.h"

#include <map>
#include <string>
#include <unordered_map>

namespace taraf::work {

class Taking
{
public:
    explicit Taking(store::Library &library) : m_listens(library), m_sharing(library) {}

    /// In the caller's transaction. What names a song that nobody told is left out. Errors: those of the library.
    Result<> take(const listens::MemberNews &news);
    /// After the transaction: what has been taken since the last time.
    void tell(SyncResult &result);

private:
    Result<store::HeardId> song(const listens::SharedSong &song, bool own);
    Result<store::SourceId> source(const std::string &name);
    Result<> takePlays(const listens::MemberNews &news, store::ListenerId listener, SyncCounts &taken);

    store::Listens m_listens;
    store::Sharing m_sharing;
    std::unordered_map<std::int64_t, store::HeardId> m_songs; ///< by fingerprint, of what was told or looked for since tell()
    std::map<std::string, store::SourceId, std::less<>> m_sources;
    std::map<std::string, SyncCounts> m_taken; ///< by role; of the owner under ''
};

} // namespace taraf::work
