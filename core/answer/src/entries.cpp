#include "entries.h"

#include "parts.h"

#include <string>
#include <unordered_map>

namespace taraf::answer {
namespace {

Result<RecordingId> byPath(store::Library &library, const std::string &path)
{
    const auto spellings = spellingsOf(path);
    if (!spellings) return fail(spellings.error());
    for (const std::string &spelling : *spellings) {
        const auto match = library.recordingByPath(spelling);
        if (!match) return fail(match.error());
        if (*match && (*match)->recording.isValid()) return (*match)->recording;
    }
    return RecordingId();
}

/// Empty where too little is known to tell.
std::string nameKey(std::string_view artist, std::string_view title)
{
    const std::string by = comparable(artist);
    const std::string called = comparable(title);
    return by.empty() || called.empty() || isNobody(by) ? std::string() : by + '\n' + called;
}

bool isOnlyNamed(const PlaylistEntry &entry) { return entry.path.empty() && entry.uri.empty() && !nameKey(entry.artist, entry.title).empty(); }

/// Sets those that are only named.
Result<> byNames(store::Library &library, const Playlist &playlist, std::vector<RecordingId> &recordings)
{
    struct Wanted {
        std::size_t place;
        Milliseconds off{0};
    };
    std::unordered_map<std::string, std::vector<Wanted>> wanted;
    for (std::size_t i = 0; i < playlist.entries.size(); ++i) {
        const PlaylistEntry &entry = playlist.entries[i];
        if (isOnlyNamed(entry)) wanted[nameKey(entry.artist, entry.title)].push_back({.place = i});
    }
    if (wanted.empty()) return {};
    return library.eachSlim([&](const store::Slim &slim) {
        for (const std::string &artist : slim.artists) {
            const auto found = wanted.find(nameKey(artist, slim.title));
            if (found == wanted.end()) continue;
            for (Wanted &each : found->second) {
                const Milliseconds length = playlist.entries[each.place].duration;
                const Milliseconds off = length.count() == 0 ? Milliseconds{0} : std::chrono::abs(length - slim.duration);
                if (recordings[each.place].isValid() && off >= each.off) continue;
                recordings[each.place] = slim.recording;
                each.off = off;
            }
        }
    });
}

} // namespace

Result<std::vector<RecordingId>> recordingsOf(store::Library &library, const Playlist &playlist)
{
    std::vector<RecordingId> recordings(playlist.entries.size());
    for (std::size_t i = 0; i < recordings.size(); ++i) {
        if (playlist.entries[i].path.empty()) continue;
        const auto recording = byPath(library, playlist.entries[i].path);
        if (!recording) return fail(recording.error());
        recordings[i] = *recording;
    }
    if (auto named = byNames(library, playlist, recordings); !named) return fail(std::move(named).error());
    return recordings;
}

} // namespace taraf::answer
