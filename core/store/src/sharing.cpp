#include "taraf/store/sharing.h"

#include "connection.h"
#include "opinion_row.h"

#include <algorithm>

namespace taraf::store {
namespace {

const std::string kListen = "listen", kSkip = "skip";

const std::string &kindOf(Heed which) { return which == Heed::Listens ? kListen : kSkip; }

std::optional<OpinionOf> opinionKind(std::string_view text)
{
    const auto found = std::ranges::find_if(kOpinionsOf, [&](OpinionOf of) { return name(of) == text; });
    return found == kOpinionsOf.end() ? std::nullopt : std::optional(*found);
}

} // namespace

Result<std::optional<Shared>> Sharing::state()
{
    return m_impl->read([&]() -> Result<std::optional<Shared>> {
        Bound row = m_impl->use(Query::FindSharing);
        if (!row.step()) return std::nullopt;
        return Shared{.device = row.integer(0), .number = row.integer(1), .answered = row.integer(2)};
    });
}

Result<> Sharing::begin(std::int64_t device)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::SetSharing).integer(1, device).run();
        m_impl->execute(Query::BeginSharing);
        return {};
    });
}

Result<> Sharing::end()
{
    return m_impl->write([&]() -> Result<> {
        m_impl->execute(Query::EndSharing);
        return {};
    });
}

Result<> Sharing::count()
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::CountExchange).run();
        return {};
    });
}

Result<> Sharing::answer(std::int64_t number)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::AnswerExchange).integer(1, number).run();
        return {};
    });
}

Result<Sharing::Waits> Sharing::waits()
{
    return m_impl->readTogether([&]() -> Result<Waits> {
        Waits waits;
        Bound row = m_impl->use(Query::CountOutbox);
        while (row.step()) (row.view(0) == kListen || row.view(0) == kSkip ? waits.listens : waits.opinions) += static_cast<std::uint64_t>(row.integer(1));
        return waits;
    });
}

Result<std::vector<Waiting>> Sharing::waiting(std::int64_t seq, std::size_t most)
{
    return m_impl->read([&]() -> Result<std::vector<Waiting>> {
        std::vector<Waiting> all;
        Bound row = m_impl->use(Query::ListOutbox);
        row.integer(1, seq).integer(2, static_cast<std::int64_t>(most));
        while (row.step()) {
            Waiting &each = all.emplace_back(Waiting{.seq = row.integer(0), .play = {}, .about = row.id<HeardId>(3), .at = UnixTime{row.integer(2)}, .source = row.text(5),
                                                     .played = Milliseconds{row.integer(4)}, .isGone = row.flag(6), .opinion = {}});
            if (const auto of = opinionKind(row.view(1))) {
                each.of = *of;
                each.opinion = opinionOf(row, 7);
                each.at = UnixTime{row.integer(9)};
                each.device = row.integer(10);
            } else {
                each.play = row.view(1) == kListen ? Heed::Listens : Heed::Skips;
            }
        }
        return all;
    });
}

Result<> Sharing::told(std::int64_t from, std::int64_t to, std::span<const std::int64_t> except)
{
    return m_impl->write([&]() -> Result<> {
        for (const std::int64_t seq : except) {
            m_impl->use(Query::ClearOutbox).integer(1, from).integer(2, seq).run();
            from = seq;
        }
        m_impl->use(Query::ClearOutbox).integer(1, from).integer(2, to + 1).run();
        return {};
    });
}

Result<std::vector<Said>> Sharing::said()
{
    return m_impl->read([&]() -> Result<std::vector<Said>> {
        std::vector<Said> all;
        Bound row = m_impl->use(Query::ListSaid);
        while (row.step()) {
            all.push_back({.seq = row.integer(0),
                           .about = {.of = opinionKind(row.view(1)).value_or(OpinionOf::Track), .recording = row.id<RecordingId>(2), .album = row.id<AlbumId>(3), .artist = {}, .name = row.text(4)},
                           .artist = row.text(8), .title = row.text(9), .opinion = opinionOf(row, 5), .changedAt = UnixTime{row.integer(7)}, .isKnown = row.flag(10)});
        }
        return all;
    });
}

Result<> Sharing::named(std::int64_t seq)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::RemoveSaid).integer(1, seq).run();
        return {};
    });
}

Result<> Sharing::sign(std::int64_t device)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::SignOpinions).integer(1, device).run();
        return {};
    });
}

Result<> Sharing::beginTaking()
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::SetTaking).integer(1, 1).run();
        return {};
    });
}

Result<> Sharing::endTaking()
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::SetTaking).integer(1, 0).run();
        return {};
    });
}

Result<HeardId> Sharing::takeSong(const HeardSong &song, std::int64_t fingerprint, bool own)
{
    // Names that a device of the same person had to repair still go by the number they had there. A stranger's could take another song's place.
    if (!own && fingerprint != Listens::fingerprint(song.artist, song.title, song.album, song.recordingId)) {
        return fail(ErrorCode::InvalidArgument, "a song that is not the one its number says");
    }
    return m_impl->write([&]() -> Result<HeardId> {
        const int added = m_impl->use(Query::AddHeard).integer(1, fingerprint).integer(2, song.matchKey).text(3, song.artist).text(4, song.title).text(5, song.album).text(6, song.recordingId)
            .text(7, song.releaseId).text(8, song.artistId).integer(9, song.duration.count()).run();
        return added > 0 ? HeardId(m_impl->lastId()) : m_impl->use(Query::FindHeard).integer(1, fingerprint).returnedId<HeardId>();
    });
}

Result<std::optional<HeardId>> Sharing::songWith(std::int64_t fingerprint)
{
    return m_impl->read([&]() -> Result<std::optional<HeardId>> {
        Bound row = m_impl->use(Query::FindHeard);
        return row.integer(1, fingerprint).step() ? std::optional(row.id<HeardId>(0)) : std::nullopt;
    });
}

Result<bool> Sharing::takePlay(Heed which, const ListenRow &row, bool isGone)
{
    return m_impl->write([&]() -> Result<bool> {
        const bool isListen = which == Heed::Listens;
        int changed = 0;
        if (isGone) {
            if (row.listener == kSelf) m_impl->use(Query::AddGone).text(1, kindOf(which)).integer(2, row.at.count()).id(3, row.heard).run();
            changed = m_impl->use(isListen ? Query::RemoveListen : Query::RemoveSkip).id(1, row.listener).integer(2, row.at.count()).id(3, row.heard).run();
        } else {
            changed = m_impl->use(isListen ? Query::TakeListen : Query::TakeSkip).id(1, row.listener).integer(2, row.at.count()).id(3, row.heard).id(4, row.source).integer(5, row.played.count()).run();
        }
        if (changed > 0 && isListen) m_impl->use(Query::ChangeListener).id(1, row.listener).run();
        return changed > 0;
    });
}

Result<bool> Sharing::takeOpinion(ListenerId listener, OpinionOf of, HeardId about, const Opinion &opinion, UnixTime at, std::int64_t device)
{
    return m_impl->write([&]() -> Result<bool> {
        const std::string kind(name(of)), feeling(name(opinion.feeling));
        return m_impl->use(Query::TakeOpinion).id(1, listener).text(2, kind).id(3, about).integer(4, opinion.rating).text(5, feeling).integer(6, at.count()).integer(7, device).run() > 0;
    });
}

Result<std::vector<MemberCursor>> Sharing::members()
{
    return m_impl->read([&]() -> Result<std::vector<MemberCursor>> {
        std::vector<MemberCursor> all;
        Bound row = m_impl->use(Query::ListMembers);
        while (row.step()) all.push_back({.member = row.number(0), .heard = row.integer(1), .said = row.integer(2)});
        return all;
    });
}

Result<> Sharing::saveMember(const MemberCursor &cursor)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::SaveMember).integer(1, cursor.member).integer(2, cursor.heard).integer(3, cursor.said).run();
        return {};
    });
}

Result<std::vector<NamedOpinion>> Sharing::namedOpinions()
{
    return m_impl->read([&]() -> Result<std::vector<NamedOpinion>> {
        std::vector<NamedOpinion> all;
        Bound row = m_impl->use(Query::ListNamed);
        while (row.step()) {
            all.push_back({.of = opinionKind(row.view(0)).value_or(OpinionOf::Album), .artist = row.text(1), .album = row.text(3), .opinion = opinionOf(row, 4), .changedAt = UnixTime{row.integer(6)}});
        }
        return all;
    });
}

Result<> Sharing::passOn(const OpinionSubject &about, const Opinion &opinion, UnixTime at)
{
    return m_impl->write([&]() -> Result<> {
        std::string subject = about.artist;
        if (about.of == OpinionOf::Album) {
            Bound row = m_impl->use(Query::FindAlbumKey);
            if (!row.id(1, about.album).step()) return fail(ErrorCode::NotFound, "there is no such album");
            subject = row.text(0);
        }
        const std::string kind(name(about.of)), feeling(name(opinion.feeling));
        m_impl->use(Query::SetTaking).integer(1, 1).run();
        m_impl->use(Query::PassOpinion).text(1, kind).text(2, subject).text(3, about.name).integer(4, opinion.rating).text(5, feeling).integer(6, at.count()).run();
        m_impl->use(Query::SetTaking).integer(1, 0).run();
        return {};
    });
}

} // namespace taraf::store
