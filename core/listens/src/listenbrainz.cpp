/// @file What ListenBrainz exports and publishes.
/// Source: metabrainz/listenbrainz-server, listenbrainz/background/export.py and docs/users/json.rst, as of 2026.
#include "json.h"
#include "reader.h"
#include "text.h"

namespace taraf::listens {
namespace {

struct Ids {
    std::string_view recording, release, artist;
};

Ids idsIn(const Object &object)
{
    Ids ids{textIn(object, "recording_mbid"), textIn(object, "release_mbid"), {}};
    const auto artists = arrayIn(object, "artist_mbids");
    if (artists && artists->at(0).get(ids.artist) != simdjson::SUCCESS) ids.artist = {};
    return ids;
}

std::string_view orElse(std::string_view id, std::string_view other)
{
    bool isLower = true;
    return isMusicBrainzId(id, isLower) ? id : other;
}

class Listens
{
public:
    Listens(Out &out, bool isDump) : m_out(out), m_isDump(isDump) {}

    void read(std::string_view text, std::uint64_t line)
    {
        const auto row = m_json.row(text);
        if (!row) return m_out.reject(line, "no JSON object");
        Listen listen;
        auto at = numberIn(*row, "listened_at");
        if (!at) at = numberIn(*row, "timestamp"); // in older dumps
        if (!at) return m_out.reject(line, "no time");
        listen.at = UnixTime{*at};
        listen.sourceId = textIn(*row, "recording_msid");
        // An export is of the one whose library this is; a dump is of many.
        const auto user = numberIn(*row, "user_id");
        if (m_isDump || user) {
            listen.user = textIn(*row, "user_name");
            if (listen.user.empty() && user) listen.user = m_user = std::to_string(*user);
        }
        const auto track = objectIn(*row, "track_metadata");
        if (!track) return m_out.reject(line, "no track_metadata");
        listen.artist = textIn(*track, "artist_name");
        listen.title = textIn(*track, "track_name");
        listen.album = textIn(*track, "release_name");
        if (listen.sourceId.empty()) listen.sourceId = textIn(*track, "recording_msid");
        Ids ids;
        if (const auto more = objectIn(*track, "additional_info")) {
            ids = idsIn(*more);
            if (const auto milliseconds = numberIn(*more, "duration_ms")) {
                listen.duration = Milliseconds{*milliseconds};
            } else if (const auto seconds = numberIn(*more, "duration")) {
                listen.duration = ofSeconds(*seconds);
            }
            if (const auto seconds = numberIn(*more, "duration_played")) listen.played = ofSeconds(*seconds);
        }
        // What was submitted is truer than what was guessed from the names.
        if (const auto mapped = objectIn(*track, "mbid_mapping")) {
            const Ids guessed = idsIn(*mapped);
            ids = {orElse(ids.recording, guessed.recording), orElse(ids.release, guessed.release), orElse(ids.artist, guessed.artist)};
        }
        listen.recordingId = ids.recording;
        listen.releaseId = ids.release;
        listen.artistId = ids.artist;
        m_out.listen(listen, line);
    }

private:
    Out &m_out;
    bool m_isDump;
    Json m_json;
    std::string m_user;
};

void readFeedback(Out &out, Json &json, std::string_view text, std::uint64_t line)
{
    const auto row = json.row(text);
    if (!row) return out.reject(line, "no JSON object");
    const std::int64_t score = numberIn(*row, "score").value_or(0);
    if (score == 0) return out.leaveOut(); // taken back
    NamedOpinion opinion;
    opinion.opinion.feeling = score > 0 ? Feeling::Love : Feeling::Hate;
    opinion.recordingId = textIn(*row, "recording_mbid");
    opinion.sourceId = textIn(*row, "recording_msid");
    opinion.at = UnixTime{numberIn(*row, "created").value_or(0)};
    if (const auto track = objectIn(*row, "track_metadata")) { // the service says it, an export does not
        opinion.artist = textIn(*track, "artist_name");
        opinion.title = textIn(*track, "track_name");
        opinion.album = textIn(*track, "release_name");
        const auto mapped = objectIn(*track, "mbid_mapping");
        if (mapped) opinion.recordingId = orElse(opinion.recordingId, textIn(*mapped, "recording_mbid"));
    }
    out.opinion(opinion, line);
}

} // namespace

std::unique_ptr<Reader> listenBrainz(Out &out, Kind kind, std::string_view name)
{
    if (kind == Kind::ListenBrainzFeedback) {
        return std::make_unique<Lines>(out, [&out, json = std::make_shared<Json>()](std::string_view line, std::uint64_t number) { readFeedback(out, *json, line, number); });
    }
    if (kind == Kind::ListenBrainzUser) {
        return std::make_unique<Lines>(out, [&out, json = std::make_shared<Json>()](std::string_view line, std::uint64_t) {
            const auto row = json->row(line);
            std::string kept;
            const std::string_view user = row ? cleaned(textIn(*row, "username"), kept) : std::string_view();
            if (!user.empty()) out.note("of the ListenBrainz user " + std::string(user));
        });
    }
    auto listens = std::make_shared<Listens>(out, name.ends_with(".listens"));
    if (kind == Kind::ListenBrainzArray) {
        return std::make_unique<Elements>(out, [listens](std::string_view, std::string_view element, std::uint64_t number) { listens->read(element, number); });
    }
    return std::make_unique<Lines>(out, [listens](std::string_view line, std::uint64_t number) { listens->read(line, number); });
}

std::unique_ptr<Reader> listenBrainzFeedback(Out &out)
{
    return std::make_unique<Elements>(out, [&out, json = std::make_shared<Json>()](std::string_view, std::string_view element, std::uint64_t number) { readFeedback(out, *json, element, number); });
}

} // namespace taraf::listens
