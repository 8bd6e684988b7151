#include "connection.h"
#include "opinion_row.h"

#include <algorithm>

namespace taraf::store {
namespace {

OpinionOf ofText(std::string_view text)
{
    const auto found = std::ranges::find_if(kOpinionsOf, [&](OpinionOf of) { return name(of) == text; });
    return found == kOpinionsOf.end() ? OpinionOf::Track : *found;
}

} // namespace

Result<Opinion> Library::setOpinion(const OpinionSubject &about, const Opinion &opinion, UnixTime now)
{
    if (opinion.rating < 0 || opinion.rating > kHighestRating) return fail(ErrorCode::InvalidArgument, "a rating is 1 to 10, or 0 for none");
    return m_impl->write([&]() -> Result<Opinion> {
        std::string subject = about.artist;
        if (about.of == OpinionOf::Track) {
            if (!m_impl->exists(Query::CountRecording, about.recording.value())) return fail(ErrorCode::NotFound, "there is no such recording");
            subject = std::to_string(about.recording.value());
        } else if (about.of == OpinionOf::Album) {
            Bound row = m_impl->use(Query::FindAlbumKey);
            if (!row.id(1, about.album).step()) return fail(ErrorCode::NotFound, "there is no such album");
            subject = row.text(0);
        }
        if (subject.empty()) return fail(ErrorCode::InvalidArgument, "an artist has a name");
        const std::string kind(name(about.of)), feeling(name(opinion.feeling));
        Opinion former;
        if (Bound row = m_impl->use(Query::FindOpinion); row.text(1, kind).text(2, subject).step()) former = opinionOf(row, 0);
        m_impl->use(Query::SaveOpinion).text(1, kind).text(2, subject).id(3, about.of == OpinionOf::Track ? about.recording : RecordingId()).text(4, about.name)
            .integer(5, opinion.rating).text(6, feeling).integer(7, now.count()).run();
        return former;
    });
}

Result<Opinion> Library::artistOpinion(const std::string &artist)
{
    return m_impl->read([&]() -> Result<Opinion> {
        const std::string kind(name(OpinionOf::Artist));
        Bound row = m_impl->use(Query::FindOpinion);
        return row.text(1, kind).text(2, artist).step() ? opinionOf(row, 0) : Opinion();
    });
}

Result<std::vector<OpinionRecord>> Library::opinions()
{
    return m_impl->read([&]() -> Result<std::vector<OpinionRecord>> {
        std::vector<OpinionRecord> all;
        Bound row = m_impl->use(Query::ListOpinions);
        while (row.step()) {
            all.push_back({.about = {.of = ofText(row.view(0)), .recording = row.id<RecordingId>(1), .album = row.id<AlbumId>(2), .artist = {}, .name = row.text(3)},
                           .opinion = opinionOf(row, 4), .changedAt = UnixTime{row.integer(6)}});
        }
        return all;
    });
}

Result<Unwanted> Library::unwanted()
{
    return m_impl->read([&]() -> Result<Unwanted> {
        Unwanted all;
        Bound row = m_impl->use(Query::ListUnwanted);
        while (row.step()) {
            switch (ofText(row.view(0))) {
            case OpinionOf::Track: all.recordings.insert(row.id<RecordingId>(1)); break;
            case OpinionOf::Album:
                if (!row.isNull(2)) all.albums.insert(row.id<AlbumId>(2));
                break;
            case OpinionOf::Artist: all.artists.insert(row.text(3)); break;
            }
        }
        return all;
    });
}

} // namespace taraf::store
