#pragma once

#include "taraf/listens/read.h"

#include <string>

namespace taraf::listens {

/// Before Last.fm there is nothing; ListenBrainz holds it so, too: 2002-10-01 UTC.
inline constexpr UnixTime kFirstListen{1'033'430'400};
inline constexpr UnixTime kMostAhead{3600}; ///< of the clock here

/// What the readers say, made into what the header promises, and counted. The readers give names as they find them.
class Out
{
public:
    Out(const Sink &sink, Read &read, UnixTime now) : m_sink(sink), m_read(read), m_now(now) {}

    /// The file in an archive that the next rows are of.
    void begin(std::string_view where) { m_where = where; }

    void listen(Listen listen, std::uint64_t line);
    void playCount(PlayCount count, std::uint64_t line);
    void opinion(NamedOpinion opinion, std::uint64_t line);
    void playlist(NamedPlaylist playlist, std::uint64_t line);
    void reject(std::uint64_t line, std::string_view reason);
    void leaveOut() { ++m_read.leftOut; }
    void note(std::string text) { m_read.notes.push_back(std::move(text)); }
    [[nodiscard]] const std::string &where() const noexcept { return m_where; }

private:
    std::string_view clean(std::initializer_list<std::string_view *> names);
    void spell(std::initializer_list<std::string_view *> ids);
    [[nodiscard]] std::string_view troubleWith(UnixTime at) const noexcept;

    const Sink &m_sink;
    Read &m_read;
    UnixTime m_now;
    std::string m_where;
    std::array<std::string, 8> m_kept; ///< of one row: names that had to be changed
    std::size_t m_used = 0;
};

} // namespace taraf::listens
