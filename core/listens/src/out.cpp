#include "out.h"

#include "text.h"

#include <algorithm>

namespace taraf::listens {
namespace {

constexpr Milliseconds kLongestTrack = std::chrono::days(24); // as ListenBrainz holds it

Milliseconds believable(Milliseconds duration) noexcept { return duration < Milliseconds{0} || duration > kLongestTrack ? Milliseconds{0} : duration; }

} // namespace

/// What is wrong with the names, or nothing.
std::string_view Out::clean(std::initializer_list<std::string_view *> names)
{
    for (std::string_view *name : names) {
        if (name->empty()) continue;
        if (name->find('\0') != std::string_view::npos) return "a NUL in a name";
        *name = cleaned(*name, m_kept[m_used]);
        if (name->size() > kLongestName) return "a name longer than 4 KiB";
        if (name->data() == m_kept[m_used].data()) ++m_used;
    }
    return {};
}

void Out::spell(std::initializer_list<std::string_view *> ids)
{
    for (std::string_view *id : ids) {
        bool isLower = true;
        if (id->empty()) continue;
        if (!isMusicBrainzId(*id, isLower)) {
            *id = {};
        } else if (!isLower) {
            m_kept[m_used] = lowered(*id);
            *id = m_kept[m_used++];
        }
    }
}

std::string_view Out::troubleWith(UnixTime at) const noexcept
{
    if (at.count() == 0) return "no time";
    if (at < kFirstListen) return "the time is before 2002-10-01";
    if (at > m_now + kMostAhead) return "the time is in the future";
    return {};
}

void Out::listen(Listen listen, std::uint64_t line)
{
    m_used = 0;
    std::string_view trouble = clean({&listen.user, &listen.artist, &listen.title, &listen.album, &listen.sourceId});
    if (trouble.empty() && listen.artist.empty() && !m_sink.keepsNameless) trouble = "no artist";
    if (trouble.empty() && listen.title.empty() && !m_sink.keepsNameless) trouble = "no title";
    if (trouble.empty()) trouble = troubleWith(listen.at);
    if (!trouble.empty()) return reject(line, trouble);
    spell({&listen.recordingId, &listen.releaseId, &listen.artistId});
    listen.duration = believable(listen.duration);
    listen.played = believable(listen.played);
    ++m_read.rows;
    if (m_sink.listen) m_sink.listen(listen);
}

void Out::playCount(PlayCount count, std::uint64_t line)
{
    m_used = 0;
    std::string_view trouble = clean({&count.user, &count.artist, &count.title, &count.album});
    if (trouble.empty() && count.artist.empty() && count.path.empty()) trouble = "no artist";
    if (trouble.empty() && (count.plays < 0 || count.skips < 0 || count.plays + count.skips == 0)) trouble = "no plays";
    if (!trouble.empty()) return reject(line, trouble);
    spell({&count.artistId});
    if (!troubleWith(count.lastPlayed).empty()) count.lastPlayed = UnixTime{0};
    ++m_read.rows;
    if (m_sink.playCount) m_sink.playCount(count);
}

void Out::opinion(NamedOpinion opinion, std::uint64_t line)
{
    m_used = 0;
    std::string_view trouble = clean({&opinion.user, &opinion.artist, &opinion.title, &opinion.album, &opinion.sourceId});
    spell({&opinion.recordingId, &opinion.artistId});
    const bool isNamed = !opinion.path.empty() || !opinion.recordingId.empty() || !opinion.sourceId.empty();
    if (trouble.empty() && !isNamed && opinion.artist.empty()) trouble = "no artist";
    if (trouble.empty() && !isNamed && opinion.of == OpinionOf::Track && opinion.title.empty()) trouble = "no title";
    if (trouble.empty() && !isNamed && opinion.of == OpinionOf::Album && opinion.album.empty()) trouble = "no album";
    if (!trouble.empty()) return reject(line, trouble);
    if (!troubleWith(opinion.at).empty()) opinion.at = UnixTime{0};
    ++m_read.rows;
    if (m_sink.opinion) m_sink.opinion(opinion);
}

void Out::playlist(NamedPlaylist playlist, std::uint64_t line)
{
    m_used = 0;
    std::string_view trouble = clean({&playlist.name, &playlist.description});
    if (trouble.empty() && playlist.name.empty()) trouble = "no name";
    if (!trouble.empty()) return reject(line, trouble);
    ++m_read.rows;
    if (m_sink.playlist) m_sink.playlist(playlist);
}

void Out::reject(std::uint64_t line, std::string_view reason)
{
    ++m_read.rejected;
    if (m_sink.rejection) m_sink.rejection({m_where, line, reason});
}

} // namespace taraf::listens
