#include "match.h"

#include "naming.h"

#include "taraf/listens/names.h"

#include <algorithm>

namespace taraf::work {

Result<> CollectionNames::read(store::Library &library)
{
    const auto roots = library.roots();
    if (!roots) return fail(roots.error());
    for (const store::Root &root : *roots) {
        auto taken = library.eachTrackUnder(root.path, [&](const Track &track) {
            const Tags &tags = track.tags;
            if (!tags.musicBrainz.recording.empty()) {
                const auto [at, isNew] = m_byId.try_emplace(tags.musicBrainz.recording, track.recording);
                if (!isNew && at->second != track.recording) at->second = {}; // not unique: it tells nothing
            }
            if (tags.title.empty()) return;
            // By all its artists together, and by the first alone.
            std::vector<std::string> artists{track.artist()};
            if (tags.artists.size() > 1) artists.push_back(tags.artists.front());
            for (const std::string &artist : artists) {
                auto &called = m_byKey[listens::matchKey(artist, tags.title)];
                if (std::ranges::find(called, track.recording, &Called::recording) == called.end()) called.push_back({.recording = track.recording, .album = listens::plainTitle(tags.album)});
            }
        });
        if (!taken) return taken;
    }
    for (auto &[key, called] : m_byKey) std::ranges::stable_sort(called, {}, &Called::recording);
    return {};
}

RecordingId CollectionNames::find(std::string_view artist, std::string_view title, std::string_view album) const { return title.empty() ? RecordingId() : find(listens::matchKey(artist, title), album); }

RecordingId CollectionNames::find(std::int64_t matchKey, std::string_view album) const
{
    const auto found = m_byKey.find(matchKey);
    if (found == m_byKey.end()) return {};
    const auto on = album.empty() ? found->second.end() : std::ranges::find(found->second, listens::plainTitle(album), &Called::album);
    return (on == found->second.end() ? found->second.front() : *on).recording;
}

RecordingId CollectionNames::findId(const std::string &recordingId) const
{
    const auto found = m_byId.find(recordingId);
    return found == m_byId.end() ? RecordingId() : found->second;
}

Result<Matched> matchListens(store::Library &library, const std::stop_token &stop)
{
    CollectionNames names;
    if (auto read = names.read(library); !read) return fail(std::move(read).error());
    struct Found {
        store::HeardId song;
        RecordingId recording;
        store::MatchedBy by;
    };
    std::vector<Found> changes;
    Matched result;
    store::Listens listens(library);
    auto looked = listens.eachSong([&](const store::HeardSong &song) {
        using store::MatchedBy;
        RecordingId recording = song.recording;
        MatchedBy by = song.matchedBy;
        if (by != MatchedBy::Choice && by != MatchedBy::File && (!song.title.empty() || !song.recordingId.empty())) {
            recording = song.recordingId.empty() ? RecordingId() : names.findId(song.recordingId);
            by = MatchedBy::Id;
            if (!recording.isValid()) {
                if (!song.title.empty()) recording = names.find(song.matchKey != 0 ? song.matchKey : listens::matchKey(song.artist, song.title), song.album);
                by = recording.isValid() ? MatchedBy::Names : MatchedBy::None;
            }
            if (recording != song.recording || by != song.matchedBy) changes.push_back({song.id, recording, by});
        }
        if (recording.isValid()) ++result.inCollection;
    });
    if (!looked) return fail(std::move(looked).error());
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    auto transaction = store::Transaction::begin(library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    for (const Found &found : changes) {
        if (auto matched = listens.match(found.song, found.recording, found.by); !matched) return fail(std::move(matched).error());
    }
    if (auto said = listens.passOnOpinions(); !said) return fail(std::move(said).error());
    if (auto said = passOnByName(library); !said) return fail(std::move(said).error());
    if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
    result.changed = changes.size();
    return result;
}

} // namespace taraf::work
