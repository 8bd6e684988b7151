/// @file What of a library is shared with other devices through a server: what waits to be sent, and how far everything has come.
#pragma once

#include "taraf/store/listens.h"

#include <optional>
#include <span>
#include <vector>

namespace taraf::store {

/// How a device and its server know each other again. Numbers only grow: a server that knows of fewer exchanges than were answered has been put back from a
/// backup; one that knows of more than were begun has spoken with a copy of this library, or this is the backup.
struct Shared {
    std::int64_t device = 0;   ///< random, > 0
    std::int64_t number = 0;   ///< exchanges that were begun
    std::int64_t answered = 0; ///< the last of them whose answer was taken
};

/// Revisions of a member's facts up to which the server's are here.
struct MemberCursor {
    int member = 0;
    std::int64_t heard = 0, said = 0;
};

/// A fact of kSelf's that the server has to be told, as it is now.
struct Waiting {
    std::int64_t seq = 0;          ///< in the order of the outbox
    std::optional<Heed> play;      ///< not set: an opinion
    HeardId about;
    UnixTime at{0};                ///< of a play; of an opinion, when it was said
    std::string source;            ///< of a play
    Milliseconds played{0};
    bool isGone = false;           ///< the play was taken away
    OpinionOf of = OpinionOf::Track;
    Opinion opinion;
    std::int64_t device = 0;       ///< that said it
};

/// An opinion of this library's that has no name yet by which others know its subject.
struct Said {
    std::int64_t seq = 0;
    OpinionSubject about;
    std::string artist, title;     ///< of an album
    Opinion opinion;
    UnixTime changedAt{0};
    bool isKnown = false;          ///< it came from elsewhere: there is nothing to tell
};

/// What was said of an album or an artist by name.
struct NamedOpinion {
    OpinionOf of = OpinionOf::Album;
    std::string artist, album;
    Opinion opinion;
    UnixTime changedAt{0};
};

/// The part of a library that is about sharing. Errors and threads: as Library, which must outlive it. What writes belongs into a Transaction of the caller's,
/// so that what was taken and how far it goes can't differ.
class Sharing
{
public:
    explicit Sharing(Library &library) noexcept : m_impl(library.m_impl.get()) {}

    /// Nothing: it is off.
    [[nodiscard]] Result<std::optional<Shared>> state();
    /// Switches it on, or starts over: everything that is here waits to be sent, everything of the server's is to be taken. From then on what is written to listens and
    /// opinions waits in the same transaction, whoever writes.
    [[nodiscard]] Result<> begin(std::int64_t device);
    [[nodiscard]] Result<> end();
    /// Another exchange is begun; on the disk when the Transaction is committed as UserFact.
    [[nodiscard]] Result<> count();
    [[nodiscard]] Result<> answer(std::int64_t number);

    struct Waits {
        std::uint64_t listens = 0, opinions = 0;
    };
    [[nodiscard]] Result<Waits> waits();
    /// The first `most` after `seq`, without those that are not named yet.
    [[nodiscard]] Result<std::vector<Waiting>> waiting(std::int64_t seq, std::size_t most);
    /// These were told, all in (from, to] but `except` (ascending). What changed since waits again.
    [[nodiscard]] Result<> told(std::int64_t from, std::int64_t to, std::span<const std::int64_t> except);

    [[nodiscard]] Result<std::vector<Said>> said();
    /// It has a name from now on, or needs none.
    [[nodiscard]] Result<> named(std::int64_t seq);
    /// Opinions of kSelf's that were imported are this device's.
    [[nodiscard]] Result<> sign(std::int64_t device);

    /// Between these, what is written is no news.
    [[nodiscard]] Result<> beginTaking();
    [[nodiscard]] Result<> endTaking();
    /// The song with this fingerprint, made where there is none. Errors also: InvalidArgument (`own` is false, and it isn't this song's).
    [[nodiscard]] Result<HeardId> takeSong(const HeardSong &song, std::int64_t fingerprint, bool own);
    [[nodiscard]] Result<std::optional<HeardId>> songWith(std::int64_t fingerprint);
    /// The longer of two plays stays, and one that is gone stays gone. True: something changed.
    [[nodiscard]] Result<bool> takePlay(Heed which, const ListenRow &row, bool isGone);
    /// The later word, of equal times the higher device's. True: it is that one.
    [[nodiscard]] Result<bool> takeOpinion(ListenerId listener, OpinionOf of, HeardId about, const Opinion &opinion, UnixTime at, std::int64_t device);

    [[nodiscard]] Result<std::vector<MemberCursor>> members();
    [[nodiscard]] Result<> saveMember(const MemberCursor &cursor);

    /// What kSelf said of albums and artists by name, the earliest first.
    [[nodiscard]] Result<std::vector<NamedOpinion>> namedOpinions();
    /// It is said of that album or artist of this library, unless that was judged later.
    [[nodiscard]] Result<> passOn(const OpinionSubject &about, const Opinion &opinion, UnixTime at);

private:
    Library::Impl *m_impl;
};

} // namespace taraf::store
