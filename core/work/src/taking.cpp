#include "taking.h"

#include "taraf/listens/names.h"

#include <algorithm>

namespace taraf::work {

Result<store::HeardId> Taking::song(const listens::SharedSong &song, bool own)
{
    const store::HeardSong heard{.id = {}, .artist = song.artist, .title = song.title, .album = song.album, .recordingId = song.recordingId, .releaseId = song.releaseId, .artistId = song.artistId,
                                 .duration = song.duration, .matchKey = listens::matchKey(song.artist, song.title), .recording = {}};
    return m_sharing.takeSong(heard, song.fingerprint, own);
}

Result<store::SourceId> Taking::source(const std::string &name)
{
    if (const auto known = m_sources.find(name); known != m_sources.end()) return known->second;
    const auto id = m_listens.source(name);
    if (id) m_sources.emplace(name, *id);
    return id;
}

Result<> Taking::takePlays(const listens::MemberNews &news, store::ListenerId listener, SyncCounts &taken)
{
    struct Play {
        store::ListenRow row;
        bool isGone;
    };
    std::vector<Play> listens, skips;
    for (const listens::SharedPlay &play : news.plays) {
        auto known = m_songs.find(play.song);
        if (known == m_songs.end()) {
            const auto found = m_sharing.songWith(play.song);
            if (!found) return fail(found.error());
            if (!*found) continue;
            known = m_songs.emplace(play.song, **found).first;
        }
        const auto from = source(play.source);
        if (!from) return fail(from.error());
        (play.isSkip ? skips : listens).push_back({.row = {.listener = listener, .at = play.at, .heard = known->second, .source = *from, .played = play.played}, .isGone = play.isGone});
    }
    for (auto *plays : {&listens, &skips}) {
        std::ranges::sort(*plays, {}, &Play::row); // the order of the table, in which they go in many times faster
        for (const Play &play : *plays) {
            const auto changed = m_sharing.takePlay(plays == &skips ? store::Heed::Skips : store::Heed::Listens, play.row, play.isGone);
            if (!changed) return fail(changed.error());
            if (*changed) ++taken.listens;
        }
    }
    return {};
}

Result<> Taking::take(const listens::MemberNews &news)
{
    const auto listener = m_listens.listener(news.isSelf ? std::string() : news.role);
    if (!listener) return fail(listener.error());
    SyncCounts &taken = m_taken[news.isSelf ? std::string() : news.role];
    for (const listens::SharedSong &each : news.songs) {
        const auto id = song(each, news.isSelf);
        if (!id && id.error().code != ErrorCode::InvalidArgument) return fail(id.error());
        if (id) m_songs.insert_or_assign(each.fingerprint, *id);
    }
    if (auto plays = takePlays(news, *listener, taken); !plays) return plays;
    for (const listens::SharedOpinion &each : news.opinions) {
        const auto about = song(each.about, news.isSelf);
        if (!about && about.error().code != ErrorCode::InvalidArgument) return fail(about.error());
        if (!about) continue;
        const auto changed = m_sharing.takeOpinion(*listener, each.of, *about, each.opinion, each.changedAt, each.device);
        if (!changed) return fail(changed.error());
        if (*changed) ++taken.opinions;
    }
    return m_sharing.saveMember({.member = news.upTo.member, .heard = news.upTo.heard, .said = news.upTo.said});
}

void Taking::tell(SyncResult &result)
{
    for (const auto &[role, taken] : m_taken) {
        if (role.empty()) {
            result.taken.listens += taken.listens;
            result.taken.opinions += taken.opinions;
            continue;
        }
        if (taken.listens + taken.opinions == 0) continue;
        auto told = std::ranges::find(result.others, role, &SyncedMember::name);
        if (told == result.others.end()) told = result.others.insert(told, {.name = role, .taken = {}});
        told->taken.listens += taken.listens;
        told->taken.opinions += taken.opinions;
    }
    m_taken.clear();
    m_songs.clear();
}

} // namespace taraf::work
