#include "taraf/answer/playlists.h"

#include "entries.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <unistd.h>
#include <unordered_map>

namespace taraf::answer {
namespace {

constexpr std::size_t kLongestName = 200; // bytes

UnixTime now() { return std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()); }

Result<store::Library> opened(const Home &home, store::Access access)
{
    // Opening for writing would make a library where there is none.
    if (::access(home.library().c_str(), F_OK) != 0) return fail(ErrorCode::NotFound, "there is no library yet; make one with taraf rescan DIR");
    return store::Library::open(home.library(), access);
}

Result<> checkName(const std::string &name)
{
    const auto isControl = [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; };
    if (!name.empty() && name.size() <= kLongestName && isUtf8(name) && std::ranges::none_of(name, isControl)) return {};
    return fail(ErrorCode::InvalidArgument, "'" + displayText(name) + "' can't be a playlist's name; use 1 to 200 letters without line breaks");
}

/// Errors: InvalidArgument.
Result<store::PlaylistHead> find(store::Library &library, const std::string &name)
{
    const auto all = library.playlists();
    if (!all) return fail(all.error());
    const auto found = std::ranges::find_if(*all, [&](const store::PlaylistHead &each) { return !each.isRemoved && each.name == name; });
    if (found != all->end()) return *found;
    return fail(ErrorCode::InvalidArgument, "there is no playlist '" + displayText(name) + "'; taraf playlist list shows those there are");
}

Result<std::vector<KeptPlaylist>> listed(const Home &home, bool removed)
{
    auto library = opened(home, store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    const auto all = library->playlists();
    if (!all) return fail(all.error());
    std::vector<KeptPlaylist> out;
    for (const store::PlaylistHead &each : *all) {
        if (each.isRemoved == removed) out.push_back({.name = each.name, .origin = each.origin, .changedAt = each.changedAt, .entries = each.entries});
    }
    return out;
}

/// What the file says now; what it does not say stays as it was kept.
PlaylistEntry updated(PlaylistEntry entry, const Track &track)
{
    entry.path = track.path;
    entry.uri.clear();
    if (const std::string artist = track.artist(); !artist.empty()) entry.artist = artist;
    if (!track.tags.title.empty()) entry.title = track.tags.title;
    if (!track.tags.album.empty()) entry.album = track.tags.album;
    if (track.tags.track > 0) entry.track = track.tags.track;
    if (track.stream.duration.count() > 0) entry.duration = track.stream.duration;
    return entry;
}

/// Runs `work` on the library in one transaction that is on the disk when it has returned.
template<class Work> auto change(const Home &home, const Work &work) -> std::invoke_result_t<Work, store::Library &>
{
    auto library = opened(home, store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    auto transaction = store::Transaction::begin(*library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    auto done = work(*library);
    if (!done) return done;
    if (auto committed = transaction->commit(); !committed) return fail(std::move(committed).error());
    return done;
}

} // namespace

Result<std::vector<KeptPlaylist>> keptPlaylists(const Home &home) { return listed(home, false); }
Result<std::vector<KeptPlaylist>> removedPlaylists(const Home &home) { return listed(home, true); }

Result<std::vector<KeptTrack>> keptPlaylist(const Home &home, const std::string &name)
{
    auto library = opened(home, store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    const auto head = find(*library, name);
    if (!head) return fail(head.error());
    const auto entries = library->playlistEntries(head->id);
    if (!entries) return fail(entries.error());
    std::vector<RecordingId> recordings;
    for (const store::KeptEntry &each : *entries) {
        if (each.recording.isValid()) recordings.push_back(each.recording);
    }
    const auto tracks = library->tracks(recordings);
    if (!tracks) return fail(tracks.error());
    std::unordered_map<RecordingId, const Track *> byRecording;
    for (const Track &track : *tracks) byRecording.try_emplace(track.recording, &track);
    std::vector<KeptTrack> kept;
    for (const auto &[recording, entry] : *entries) {
        if (const auto found = byRecording.find(recording); found != byRecording.end()) {
            kept.push_back({.entry = updated(entry, *found->second), .recording = recording});
        } else {
            const bool isThere = !recording.isValid() && (entry.path.empty() ? !entry.uri.empty() : ::access(entry.path.c_str(), F_OK) == 0);
            kept.push_back({.entry = entry, .recording = recording, .isGone = !isThere});
        }
    }
    return kept;
}

Playlist playlistOf(const std::string &name, const std::vector<KeptTrack> &tracks)
{
    Playlist playlist{.title = name, .entries = {}};
    for (const KeptTrack &each : tracks) {
        if (!each.isGone) playlist.entries.push_back(each.entry);
    }
    return playlist;
}

Result<Keeping> keepPlaylist(const Home &home, const std::string &name, const std::string &origin, const Playlist &playlist, Namesake namesake)
{
    if (auto good = checkName(name); !good) return fail(std::move(good).error());
    return change(home, [&](store::Library &library) -> Result<Keeping> {
        const auto recordings = recordingsOf(library, playlist);
        if (!recordings) return fail(recordings.error());
        if (const auto former = find(library, name)) {
            if (namesake == Namesake::Refused) {
                return fail(ErrorCode::InvalidArgument, "there is a playlist '" + name + "' already; choose another name, or replace it with --replace");
            }
            if (auto removed = library.removePlaylist(former->id); !removed) return fail(std::move(removed).error());
        } else if (former.error().code != ErrorCode::InvalidArgument) {
            return fail(former.error());
        }
        std::vector<store::KeptEntry> entries;
        Keeping keeping;
        for (std::size_t i = 0; i < playlist.entries.size(); ++i) {
            entries.push_back({.recording = (*recordings)[i], .entry = playlist.entries[i]});
            if ((*recordings)[i].isValid()) ++keeping.known;
        }
        keeping.entries = entries.size();
        if (auto added = library.addPlaylist(name, displayText(origin), entries, now()); !added) return fail(std::move(added).error());
        return keeping;
    });
}

Result<> renamePlaylist(const Home &home, const std::string &name, const std::string &newName)
{
    if (auto good = checkName(newName); !good) return good;
    return change(home, [&](store::Library &library) -> Result<> {
        const auto head = find(library, name);
        if (!head) return fail(head.error());
        return name == newName ? Result<>() : library.renamePlaylist(head->id, newName, now());
    });
}

Result<> removePlaylist(const Home &home, const std::string &name)
{
    return change(home, [&](store::Library &library) -> Result<> {
        const auto head = find(library, name);
        if (!head) return fail(head.error());
        return library.removePlaylist(head->id);
    });
}

Result<std::string> bringBackPlaylist(const Home &home, const std::string &name)
{
    return change(home, [&](store::Library &library) -> Result<std::string> {
        const auto all = library.playlists();
        if (!all) return fail(all.error());
        const auto last = std::ranges::find_if(*all, [&](const store::PlaylistHead &each) { return each.isRemoved && (name.empty() || each.name == name); });
        if (last == all->end()) {
            return fail(ErrorCode::InvalidArgument, name.empty() ? "no playlist was removed" : "no playlist '" + displayText(name) + "' was removed; taraf playlist list --removed shows those that were");
        }
        const auto namesake = std::ranges::find_if(*all, [&](const store::PlaylistHead &each) { return !each.isRemoved && each.name == last->name; });
        if (namesake != all->end()) {
            if (auto removed = library.removePlaylist(namesake->id); !removed) return fail(std::move(removed).error());
        }
        if (auto back = library.bringBackPlaylist(last->id); !back) return fail(std::move(back).error());
        return last->name;
    });
}

} // namespace taraf::answer
