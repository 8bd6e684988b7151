#include "connection.h"
#include "tag_bytes.h"

namespace taraf::store {
namespace {

RecordingMatch matchOf(const Bound &row)
{
    RecordingMatch match{.recording = row.id<RecordingId>(0), .duration = Milliseconds{row.integer(1)}, .file = {}, .path = {}, .title = {}, .artists = {}};
    if (row.isNull(2)) return match;
    match.file = row.id<FileId>(2);
    match.path = row.text(3);
    match.state = row.flag(4) ? FileState::Missing : row.flag(5) ? FileState::Failed : FileState::Present;
    return match;
}

std::vector<RecordingMatch> matchesOf(Bound &row)
{
    std::vector<RecordingMatch> all;
    while (row.step()) all.push_back(matchOf(row));
    return all;
}

void saveEvidence(Library::Impl &library, RecordingId recording, const RecordingEvidence &evidence, UnixTime now)
{
    Bound row = library.use(Query::AddEvidence);
    row.bytes(1, evidence.audioHash).id(2, recording).integer(3, evidence.duration.count());
    row.text(4, evidence.releaseTrack).integer(5, now.count()).run();
}

} // namespace

Result<RecordingId> Library::newRecording(const RecordingEvidence &evidence, UnixTime now)
{
    return m_impl->write([&]() -> Result<RecordingId> {
        Bound row = m_impl->use(Query::AddRecording);
        row.bytes(1, evidence.audioHash).integer(2, evidence.duration.count()).integer(3, now.count()).run();
        const RecordingId id(m_impl->lastId());
        saveEvidence(*m_impl, id, evidence, now);
        return id;
    });
}

Result<> Library::addEvidence(RecordingId recording, const RecordingEvidence &evidence, UnixTime now)
{
    return m_impl->write([&]() -> Result<> {
        if (!m_impl->exists(Query::CountRecording, recording.value())) return fail(ErrorCode::NotFound, "there is no such recording");
        saveEvidence(*m_impl, recording, evidence, now);
        return {};
    });
}

Result<std::vector<RecordingMatch>> Library::recordingsByHash(const AudioHash &hash)
{
    return m_impl->read([&]() -> Result<std::vector<RecordingMatch>> {
        Bound row = m_impl->use(Query::FindRecordingsByHash);
        row.bytes(1, hash);
        return matchesOf(row);
    });
}

Result<std::vector<RecordingMatch>> Library::recordingsByReleaseTrack(std::string_view releaseTrack)
{
    return m_impl->read([&]() -> Result<std::vector<RecordingMatch>> {
        const std::string id(releaseTrack);
        Bound row = m_impl->use(Query::FindRecordingsByReleaseTrack);
        row.text(1, id);
        return matchesOf(row);
    });
}

Result<std::optional<RecordingMatch>> Library::recordingByPath(std::string_view absolutePath)
{
    return m_impl->read([&]() -> Result<std::optional<RecordingMatch>> {
        Bound row = m_impl->use(Query::FindRecordingByPath);
        if (!row.bytes(1, absolutePath).step()) return std::nullopt;
        RecordingMatch match = matchOf(row);
        match.title = row.text(6);
        match.artists = unpackNames(row.view(7));
        return match;
    });
}

Result<bool> Library::isElsewhere(RecordingId recording, std::string_view absolutePath)
{
    return m_impl->read([&]() -> Result<bool> {
        return m_impl->use(Query::CountElsewhere).id(1, recording).bytes(2, absolutePath).number() > 0;
    });
}

} // namespace taraf::store
