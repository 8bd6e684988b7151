#include "connection.h"
#include "tag_bytes.h"

namespace taraf::store {
namespace {

/// Columns: recording, path, title, artists, album_title, duration_ms, seen_at.
NamedFile namedFileOf(const Bound &row)
{
    return {.recording = row.id<RecordingId>(0), .path = row.text(1), .title = row.text(2), .artists = unpackNames(row.view(3)),
            .album = row.text(4), .duration = Milliseconds{row.integer(5)}, .seenAt = UnixTime{row.integer(6)}};
}

Result<std::vector<NamedFile>> firstOfEach(Bound row)
{
    std::vector<NamedFile> all;
    while (row.step()) {
        if (all.empty() || all.back().recording != row.id<RecordingId>(0)) all.push_back(namedFileOf(row));
    }
    return all;
}

} // namespace

Result<std::vector<NamedFile>> Library::lost()
{
    return m_impl->read([&] { return firstOfEach(m_impl->use(Query::ListLost)); });
}

Result<std::vector<NamedFile>> Library::present()
{
    return m_impl->read([&] { return firstOfEach(m_impl->use(Query::ListPresent)); });
}

Result<std::vector<Decision>> Library::decisions()
{
    return m_impl->read([&]() -> Result<std::vector<Decision>> {
        std::vector<Decision> all;
        Bound row = m_impl->use(Query::ListDecisions);
        while (row.step()) {
            all.push_back({.former = row.id<RecordingId>(0), .present = row.id<RecordingId>(1),
                           .verdict = row.flag(2) ? Verdict::Same : Verdict::Different, .decidedAt = UnixTime{row.integer(3)}});
        }
        return all;
    });
}

Result<> Library::decide(const Decision &decision)
{
    return m_impl->write([&]() -> Result<> {
        if (decision.former == decision.present) return fail(ErrorCode::InvalidArgument, "a recording is always the same as itself");
        for (const RecordingId recording : {decision.former, decision.present}) {
            if (!m_impl->exists(Query::CountRecording, recording.value())) return fail(ErrorCode::NotFound, "there is no such recording");
        }
        if (m_impl->use(Query::CountDecision).id(1, decision.former).id(2, decision.present).number() > 0) {
            return fail(ErrorCode::InvalidArgument, "this was decided before; undo that first");
        }
        for (const RecordingId recording : {decision.former, decision.present}) {
            if (m_impl->use(Query::CountJoins).id(1, recording).number() > 0) {
                return fail(ErrorCode::InvalidArgument, "one of these is the same as a third by an earlier decision; undo that first");
            }
        }
        const std::string verdict = decision.verdict == Verdict::Same ? "same" : "different";
        m_impl->use(Query::SaveDecision).id(1, decision.former).id(2, decision.present).text(3, verdict).integer(4, decision.decidedAt.count()).run();
        if (decision.verdict == Verdict::Different) return {};
        m_impl->use(Query::FillHashes).id(1, decision.present).run();
        m_impl->use(Query::BeginDeciding).run();
        m_impl->use(Query::GiveFiles).id(1, decision.former).id(2, decision.present).run();
        m_impl->use(Query::EndDeciding).run();
        m_impl->use(Query::CopyEvidence).id(1, decision.former).id(2, decision.present).run();
        m_impl->use(Query::CopyOpinion).id(1, decision.former).id(2, decision.present).run();
        return {};
    });
}

Result<> Library::undoDecision(RecordingId former, RecordingId present)
{
    return m_impl->write([&]() -> Result<> {
        if (m_impl->use(Query::CountDecision).id(1, former).id(2, present).number() == 0) {
            return fail(ErrorCode::NotFound, "nothing was decided about these two");
        }
        // What was joined later lies on top of what was joined before.
        if (m_impl->use(Query::CountJoins).id(1, former).number() > 0) {
            return fail(ErrorCode::InvalidArgument, "the first of the two is the same as a third by a later decision; undo that first");
        }
        m_impl->use(Query::BeginDeciding).run();
        m_impl->use(Query::GiveBackFiles).id(1, former).id(2, present).run();
        m_impl->use(Query::EndDeciding).run();
        m_impl->use(Query::RemoveEvidence).id(1, former).id(2, present).run();
        m_impl->use(Query::RemoveDecision).id(1, former).id(2, present).run();
        return {};
    });
}

Result<VectorChanges> Library::vectorChanges()
{
    return m_impl->readTogether([&]() -> Result<VectorChanges> {
        VectorChanges changes{.upTo = m_impl->use(Query::FindVectorChange).number(), .recordings = {}};
        Bound row = m_impl->use(Query::ListVectorChanges);
        row.integer(1, changes.upTo);
        while (row.step()) changes.recordings.push_back(row.id<RecordingId>(0));
        return changes;
    });
}

Result<> Library::forgetVectorChanges(std::int64_t upTo)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::ForgetVectorChanges).integer(1, upTo).run();
        return {};
    });
}

} // namespace taraf::store
