#include "taraf/work/review.h"

#include "match.h"

#include "taraf/base/path.h"

#include <algorithm>

namespace taraf::work {
namespace {

using store::MatchedBy;

constexpr double kWorthAsking = 0.6;
constexpr std::size_t kTracksTold = 4;
/// Songs without anything alike are many; so many of the most played are looked at for each that is asked for.
constexpr std::size_t kLookedAt = 100;

Result<store::HeardSong> songOf(store::Listens &listens, std::int64_t number)
{
    std::optional<store::HeardSong> found;
    auto read = listens.eachSong(std::vector{store::HeardId(number)}, [&](const store::HeardSong &song) { found = song; });
    if (!read) return fail(std::move(read).error());
    if (!found) return fail(ErrorCode::NotFound, "nothing that was heard has the number " + std::to_string(number) + "; taraf listens review lists them");
    return std::move(*found);
}

/// Says it, and passes on what was said of the song by its names.
Result<> choose(store::Library &library, std::int64_t number, RecordingId recording)
{
    store::Listens listens(library);
    const auto song = songOf(listens, number);
    if (!song) return fail(song.error());
    auto transaction = store::Transaction::begin(library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    if (auto said = listens.match(song->id, recording, MatchedBy::Choice); !said) return said;
    if (auto passed = listens.passOnOpinions(); !passed) return passed;
    return transaction->commit();
}

} // namespace

Result<std::vector<SongInDoubt>> songsInDoubt(const Home &home, std::size_t most, const std::stop_token &stop)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    auto own = listens.ownSongs();
    if (!own) return fail(std::move(own).error());
    std::ranges::stable_sort(*own, std::ranges::greater{}, &std::pair<store::HeardId, std::uint64_t>::second);
    listens::AlikeSongs alike;
    if (auto read = readAlikeSongs(*library, alike); !read) return fail(std::move(read).error());

    std::vector<SongInDoubt> all;
    std::size_t looked = 0;
    for (const auto &[id, plays] : *own) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        if (all.size() == most || looked == most * kLookedAt) break;
        const auto song = songOf(listens, id.value());
        if (!song) return fail(song.error());
        if (song->title.empty() || (song->matchedBy != MatchedBy::None && song->matchedBy != MatchedBy::Fuzzy)) continue;
        ++looked;
        const auto found = alike.find(song->artist, song->title, song->duration, kWorthAsking, kTracksTold);
        if (found.empty()) continue;
        SongInDoubt &doubt = all.emplace_back(SongInDoubt{.song = id.value(), .artist = song->artist, .title = song->title, .album = song->album, .plays = plays,
                                                          .isTaken = song->recording.isValid() && song->recording.value() == std::int64_t{found.front().number}, .tracks = {}});
        for (const listens::AlikeSongs::Found &each : found) {
            const RecordingId recording(std::int64_t{each.number});
            const auto tracks = library->tracks({&recording, 1});
            if (!tracks) return fail(tracks.error());
            for (const Track &track : *tracks) {
                doubt.tracks.push_back({.recording = recording, .path = track.path, .artist = track.artist(), .title = track.titleOrName(), .album = track.tags.album, .score = each.score});
            }
        }
        if (doubt.tracks.empty()) all.pop_back(); // its file is gone since
    }
    return all;
}

Result<> chooseTrack(const Home &home, std::int64_t song, RecordingId recording)
{
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    if (recording.isValid()) {
        const auto tracks = library->tracks({&recording, 1});
        if (!tracks) return fail(tracks.error());
        if (tracks->empty()) return fail(ErrorCode::NotFound, "your collection has no track with the number " + std::to_string(recording.value()) + "; taraf listens review lists them");
    }
    return choose(*library, song, recording);
}

Result<> chooseTrack(const Home &home, std::int64_t song, const std::string &absolutePath)
{
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    const auto track = library->trackByPath(absolutePath);
    if (!track) return fail(track.error());
    if (!*track) return fail(ErrorCode::NotFound, displayText(absolutePath) + " is not in the collection; taraf rescan its folder first");
    return choose(*library, song, (*track)->recording);
}

Result<> undoChoice(const Home &home, std::int64_t number)
{
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    const auto song = songOf(listens, number);
    if (!song) return fail(song.error());
    if (song->matchedBy != MatchedBy::Choice) return fail(ErrorCode::NotFound, "nothing was decided about " + displayText(song->artist + " – " + song->title));
    if (auto forgotten = listens.match(song->id, {}, MatchedBy::None); !forgotten) return forgotten;
    const auto matched = matchListens(*library, {});
    return matched ? Result<>() : fail(matched.error());
}

} // namespace taraf::work
