#include "connection.h"

namespace taraf::store {
namespace {

/// Columns: id, title, question, started_at, changed_at, number of tracks.
RadioRecord radioOf(const Bound &row)
{
    return {.id = row.id<RadioId>(0), .title = row.text(1), .question = row.text(2), .startedAt = UnixTime{row.integer(3)},
            .changedAt = UnixTime{row.integer(4)}, .tracks = static_cast<std::size_t>(row.integer(5))};
}

std::unexpected<Error> noSuchRadio() { return fail(ErrorCode::NotFound, "there is no such radio"); }

} // namespace

Result<RadioId> Library::addRadio(std::string_view title, std::string_view question, UnixTime now)
{
    return m_impl->write([&]() -> Result<RadioId> {
        const std::string t(title);
        const std::string q(question);
        return m_impl->use(Query::AddRadio).text(1, t).text(2, q).integer(3, now.count()).returnedId<RadioId>();
    });
}

Result<RadioRecord> Library::radio(RadioId id)
{
    return m_impl->read([&]() -> Result<RadioRecord> {
        Bound row = m_impl->use(Query::FindRadio);
        if (!row.id(1, id).step()) return noSuchRadio();
        return radioOf(row);
    });
}

Result<std::vector<RadioRecord>> Library::radios()
{
    return m_impl->read([&]() -> Result<std::vector<RadioRecord>> {
        std::vector<RadioRecord> all;
        Bound row = m_impl->use(Query::ListRadios);
        while (row.step()) all.push_back(radioOf(row));
        return all;
    });
}

Result<std::vector<RadioTrackRecord>> Library::radioTracks(RadioId id)
{
    return m_impl->readTogether([&]() -> Result<std::vector<RadioTrackRecord>> {
        if (!m_impl->use(Query::FindRadio).id(1, id).step()) return noSuchRadio();
        std::vector<RadioTrackRecord> all;
        Bound row = m_impl->use(Query::ListRadioTracks);
        row.id(1, id);
        while (row.step()) {
            all.push_back({.recording = row.id<RecordingId>(0), .state = radioStateOf(row.view(1)).value_or(RadioState::Given),
                           .toldAt = UnixTime{row.integer(2)}, .why = row.text(3)});
        }
        return all;
    });
}

Result<> Library::addRadioTracks(RadioId id, std::size_t expected, std::span<const RadioTrackRecord> tracks, UnixTime now)
{
    return m_impl->write([&]() -> Result<> {
        if (m_impl->use(Query::TouchRadio).id(1, id).integer(2, now.count()).run() == 0) return noSuchRadio();
        auto position = m_impl->use(Query::CountRadioTracks).id(1, id).number();
        if (position != static_cast<std::int64_t>(expected)) return fail(ErrorCode::Busy, "the radio went on meanwhile; ask again");
        for (const RadioTrackRecord &track : tracks) {
            if (!m_impl->exists(Query::CountRecording, track.recording.value())) return fail(ErrorCode::NotFound, "there is no such recording");
            m_impl->use(Query::AddRadioTrack).id(1, id).integer(2, position++).id(3, track.recording).text(4, track.why).run();
        }
        return {};
    });
}

Result<> Library::tellRadio(RadioId id, RecordingId recording, RadioState state, UnixTime now)
{
    return m_impl->write([&]() -> Result<> {
        if (m_impl->use(Query::TouchRadio).id(1, id).integer(2, now.count()).run() == 0) return noSuchRadio();
        const std::string text(name(state));
        const std::int64_t toldAt = state == RadioState::Given ? 0 : now.count();
        if (m_impl->use(Query::SetRadioTrack).id(1, id).id(2, recording).text(3, text).integer(4, toldAt).run() == 0) {
            return fail(ErrorCode::NotFound, "the radio did not give that track");
        }
        return {};
    });
}

Result<> Library::removeRadio(RadioId id)
{
    return m_impl->write([&]() -> Result<> {
        if (m_impl->use(Query::RemoveRadio).id(1, id).run() == 0) return noSuchRadio();
        return {};
    });
}

Result<std::vector<RecordingId>> Library::playedSince(UnixTime since)
{
    return m_impl->read([&]() -> Result<std::vector<RecordingId>> {
        std::vector<RecordingId> all;
        Bound row = m_impl->use(Query::ListPlayed);
        row.integer(1, since.count());
        while (row.step()) all.push_back(row.id<RecordingId>(0));
        return all;
    });
}

} // namespace taraf::store
