#include "entries.h"
#include "named.h"
#include "parts.h"

#include "taraf/answer/playlists.h"
#include "taraf/base/path.h"
#include "taraf/playlists/read.h"

#include <climits>
#include <cstdlib>
#include <sys/stat.h>
#include <unordered_set>

namespace taraf::answer {
namespace {

enum class OnDisk { Nothing, Folder, File };

OnDisk look(const std::string &path)
{
    struct stat there{};
    if (::stat(path.c_str(), &there) != 0) return OnDisk::Nothing;
    return S_ISDIR(there.st_mode) ? OnDisk::Folder : OnDisk::File;
}

Seed seedOf(const Track &track)
{
    return {.kind = Seed::Kind::Track, .path = track.path, .label = labelOf(track), .recordings = {track.recording}, .outside = {}, .heard = {}, .heardAs = {}, .part = {}, .focus = {}};
}

Seed seedOf(std::string folder, const std::vector<Track> &tracks)
{
    Seed seed{.kind = Seed::Kind::Album, .path = std::move(folder), .label = {}, .recordings = {}, .outside = {}, .heard = {}, .heardAs = {}, .part = {}, .focus = {}};
    bool oneAlbum = true;
    for (const Track &track : tracks) {
        seed.recordings.push_back(track.recording);
        oneAlbum = oneAlbum && track.album == tracks.front().album;
    }
    const Tags &tags = tracks.front().tags;
    seed.label = oneAlbum && !tags.album.empty() ? joined(tags.albumArtists.empty() ? tags.artists : tags.albumArtists) + " – " + tags.album
                                                 : displayText(fileName(seed.path));
    return seed;
}

/// A path the library knows: a track, or a folder with tracks below.
Result<std::optional<Seed>> known(store::Library &library, const std::string &path)
{
    const auto track = library.trackByPath(path);
    if (!track) return fail(track.error());
    if (*track) return seedOf(**track);
    const auto below = library.tracksUnder(path);
    if (!below) return fail(below.error());
    if (!below->empty()) return seedOf(path, *below);
    return std::nullopt;
}

Result<Seed> playlist(store::Library &library, const std::string &path)
{
    const auto list = playlists::read(path);
    if (!list) return fail(list.error());
    Seed seed{.kind = Seed::Kind::Playlist, .path = path, .label = displayText(list->title), .recordings = {}, .outside = {}, .heard = {}, .heardAs = {}, .part = {}, .focus = {}};
    const auto recordings = recordingsOf(library, *list);
    if (!recordings) return fail(recordings.error());
    const auto playable = library.slims(*recordings);
    if (!playable) return fail(playable.error());
    std::unordered_set<RecordingId> known;
    for (const store::Slim &slim : *playable) known.insert(slim.recording);
    for (std::size_t i = 0; i < recordings->size(); ++i) {
        const PlaylistEntry &entry = list->entries[i];
        if (known.contains((*recordings)[i])) seed.recordings.push_back((*recordings)[i]);
        else if (!entry.path.empty() && look(entry.path) == OnDisk::File) seed.outside.push_back(entry); // a stream can't be listened to here
    }
    if (seed.recordings.empty() && seed.outside.empty()) {
        return fail(ErrorCode::NotFound, "none of the " + std::to_string(list->entries.size()) + " entries of " + displayText(path) + " is a file that is there");
    }
    return seed;
}

/// "playlist:Evening" is the kept playlist of that name.
constexpr std::string_view kKept = "playlist:";

Result<Seed> kept(const Home &home, store::Library &library, const std::string &name)
{
    const auto tracks = keptPlaylist(home, name);
    if (!tracks) return fail(tracks.error());
    Seed seed{.kind = Seed::Kind::Playlist, .path = std::string(kKept) + name, .label = displayText(name), .recordings = {}, .outside = {}, .heard = {}, .heardAs = {}, .part = {}, .focus = {}};
    for (const KeptTrack &track : *tracks) {
        if (track.isGone || track.entry.path.empty()) continue;
        const auto known = library.trackByPath(track.entry.path);
        if (!known) return fail(known.error());
        if (*known) seed.recordings.push_back((*known)->recording);
        else if (look(track.entry.path) == OnDisk::File) seed.outside.push_back(track.entry);
    }
    if (seed.recordings.empty() && seed.outside.empty()) return fail(ErrorCode::NotFound, "none of the tracks of the playlist '" + displayText(name) + "' is there now");
    return seed;
}

/// "album:song.flac" is the album that the track is on.
constexpr std::string_view kAlbumOf = "album:";

Result<Seed> albumOf(store::Library &library, Seed seed)
{
    if (seed.kind != Seed::Kind::Track) return seed;
    const auto track = library.trackByPath(seed.path);
    if (!track) return fail(track.error());
    if (!*track || !(*track)->album.isValid()) return seed;
    const auto tracks = library.albumTracks((*track)->album);
    if (!tracks) return fail(tracks.error());
    return tracks->empty() ? seed : seedOf(std::move(seed.path), *tracks);
}

/// A path that exists but is no track of the library.
Result<Seed> stranger(store::Library &library, const std::string &path, OnDisk what)
{
    if (what == OnDisk::Folder) {
        return fail(ErrorCode::NotFound, displayText(path) + " holds no music that has been scanned; scan it first: taraf rescan \"" + displayText(path) + "\"");
    }
    if (playlists::formatOf(path)) return playlist(library, path);
    return Seed{.kind = Seed::Kind::Outside, .path = path, .label = displayText(fileName(path)), .recordings = {}, .outside = {}, .heard = {}, .heardAs = {}, .part = {}, .focus = {}};
}

} // namespace

std::string labelOf(const Track &track)
{
    const std::string artist = track.artist();
    return artist.empty() ? track.titleOrName() : artist + " – " + track.titleOrName();
}

Result<std::vector<std::string>> spellingsOf(const std::string &path)
{
    auto absolute = absolutePath(path);
    if (!absolute) return fail(std::move(absolute).error());
    std::vector<std::string> spellings{std::move(*absolute)};
    if (path.starts_with('/')) spellings.push_back(path);
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(spellings.front().c_str(), nullptr), &std::free);
    if (real) spellings.emplace_back(real.get());
    return spellings;
}

Result<Seed> Answers::find(const std::string &argument) const
{
    store::Library &library = m_parts->library;
    if (argument.starts_with(kAlbumOf)) {
        auto seed = find(argument.substr(kAlbumOf.size()));
        return seed ? albumOf(library, *std::move(seed)) : seed;
    }
    auto byName = namedSeed(*m_parts, argument);
    if (!byName) return fail(std::move(byName).error());
    if (*byName) return std::move(**byName);
    std::string named = argument;
    if (argument.starts_with("file:")) {
        auto path = pathOfUri(argument);
        if (!path) return fail(std::move(path).error());
        named = std::move(*path);
    }
    if (named.empty()) return fail(ErrorCode::InvalidArgument, "an empty name names no music");
    if (named.starts_with(kKept)) return kept(m_parts->home, library, named.substr(kKept.size()));
    const auto spellings = spellingsOf(named);
    if (!spellings) return fail(spellings.error());
    for (const std::string &path : *spellings) {
        auto seed = known(library, path);
        if (!seed) return fail(std::move(seed).error());
        if (*seed) return std::move(**seed);
    }
    if (const OnDisk what = look(spellings->front()); what != OnDisk::Nothing) return stranger(library, spellings->front(), what);

    const auto roots = library.roots();
    if (!roots) return fail(roots.error());
    for (const store::Root &root : *roots) {
        if (named.starts_with('/')) break;
        const auto path = absolutePath(root.path + "/" + named);
        if (!path) return fail(path.error());
        auto seed = known(library, *path);
        if (!seed) return fail(std::move(seed).error());
        if (*seed) return std::move(**seed);
    }
    return fail(ErrorCode::NotFound, displayText(argument) + " is neither in the library nor on the disk; check the name, or scan its folder: taraf rescan DIR");
}

} // namespace taraf::answer
