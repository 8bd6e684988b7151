/// @file What the owner of the library played, loves and has, as mixes want to see it.
#pragma once

#include "parts.h"

#include "taraf/recommend/mixes.h"

#include <string>
#include <vector>

namespace taraf::answer {

/// A recording that can be played and is not unwanted.
struct Owned {
    RecordingId recording;
    AlbumId album;
    std::int32_t artist = -1; ///< place among Past::artists; -1: nobody
};

/// Read once a question, each part when it is first asked for. What a song's plays are in is its memory. Errors: those of the library.
class Past
{
public:
    Past(Answers::Parts &parts, UnixTime now) : m_parts(parts), m_now(now) {}
    Past(const Past &) = delete;
    Past &operator=(const Past &) = delete;

    [[nodiscard]] Result<const recommend::History *> history();
    [[nodiscard]] Result<const std::vector<Owned> *> owned(); ///< by recording
    [[nodiscard]] const std::vector<std::string> &artists() const noexcept { return m_artists; } ///< as one of their tracks spells them
    [[nodiscard]] Result<std::vector<recommend::Came>> arrivals();

    /// What was played, by an id that owned things have, 0 or less: none.
    [[nodiscard]] Result<std::vector<recommend::PlayedGroup>> playedBy(std::int64_t (*idOf)(const Owned &));

    /// Where it stands in the history; none: it was never played.
    [[nodiscard]] const recommend::Played *played(RecordingId recording) const;
    [[nodiscard]] UnixTime now() const noexcept { return m_now; }

private:
    Result<> readPlays();

    Answers::Parts &m_parts;
    UnixTime m_now;
    std::vector<recommend::Instant> m_at;
    std::optional<recommend::History> m_history;
    std::optional<std::vector<Owned>> m_owned;
    std::vector<std::string> m_artists;
};

} // namespace taraf::answer
