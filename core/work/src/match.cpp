#include "match.h"

#include "naming.h"

#include "taraf/listens/names.h"

#include <algorithm>

namespace taraf::work {
namespace {

constexpr double kAlike = 0.85;
constexpr std::size_t kFew = 8;

} // namespace

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

Result<> readAlikeSongs(store::Library &library, listens::AlikeSongs &songs)
{
    return library.eachSlim([&](const store::Slim &track) {
        const std::int64_t recording = track.recording.value();
        if (track.title.empty() || recording >= UINT32_MAX) return;
        for (const std::string &artist : track.artists) songs.add(static_cast<std::uint32_t>(recording), artist, track.title, track.duration);
    });
}

Result<Matched> matchListens(store::Library &library, const std::stop_token &stop)
{
    using store::MatchedBy;
    CollectionNames names;
    if (auto read = names.read(library); !read) return fail(std::move(read).error());
    store::Listens listens(library);
    const auto own = listens.ownSongs();
    if (!own) return fail(own.error());
    struct Found {
        store::HeardId song;
        RecordingId recording;
        MatchedBy by;
    };
    std::vector<Found> changes;
    std::vector<store::HeardSong> unmatched; // of kSelf
    Matched result;
    auto looked = listens.eachSong([&](const store::HeardSong &song) {
        RecordingId recording = song.recording;
        MatchedBy by = song.matchedBy;
        if (by != MatchedBy::Choice && by != MatchedBy::File && (!song.title.empty() || !song.recordingId.empty())) {
            recording = song.recordingId.empty() ? RecordingId() : names.findId(song.recordingId);
            by = MatchedBy::Id;
            if (!recording.isValid()) {
                if (!song.title.empty()) recording = names.find(song.matchKey != 0 ? song.matchKey : listens::matchKey(song.artist, song.title), song.album);
                by = recording.isValid() ? MatchedBy::Names : MatchedBy::None;
            }
            if (by == MatchedBy::None && !song.title.empty() && std::ranges::binary_search(*own, song.id, {}, &std::pair<store::HeardId, std::uint64_t>::first)) {
                unmatched.push_back(song);
                return;
            }
            if (recording != song.recording || by != song.matchedBy) changes.push_back({song.id, recording, by});
        }
        if (recording.isValid()) ++result.inCollection;
    });
    if (!looked) return fail(std::move(looked).error());
    listens::AlikeSongs alike;
    if (!unmatched.empty() && !names.empty()) {
        if (auto read = readAlikeSongs(library, alike); !read) return fail(std::move(read).error());
    }
    for (const store::HeardSong &song : unmatched) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const auto found = alike.find(song.artist, song.title, song.duration, kAlike, kFew);
        const bool isSure = alike.isSure(found);
        const RecordingId recording = isSure ? RecordingId(std::int64_t{found.front().number}) : RecordingId();
        const MatchedBy by = isSure ? MatchedBy::Fuzzy : MatchedBy::None;
        if (recording != song.recording || by != song.matchedBy) changes.push_back({song.id, recording, by});
        if (isSure) ++result.inCollection;
    }
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
