#include "play_columns.h"

#include "taraf/base/file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>

// What is kept: Head, then Of, Play, SongNames and the ids; keys and songs of tracks, albums, artists; last whose each play is. As this machine has numbers in memory.

namespace taraf::work {
namespace {

using listens::Play;
using listens::SongNames;

/// So many plays of listeners who have changed are read anew; with more, everything is.
constexpr std::size_t kFresh = 1'000'000;

struct Head {
    std::array<char, 8> magic{'t', 'a', 'r', 'a', 'f', 'P', 'L', '\1'};
    std::uint64_t listeners = 0, plays = 0, songs = 0, tracks = 0, albums = 0, artists = 0;
};

struct Of {
    std::int64_t id = 0, changes = 0;
};

template<class T> std::span<const std::byte> bytesOf(const std::vector<T> &values) { return std::as_bytes(std::span(values)); }

std::string pathOf(const Home &home) { return home.cache + "/plays"; }

Result<> write(const std::string &path, const PlayColumns &columns)
{
    const Head head{.listeners = columns.listeners.size(), .plays = columns.plays.size(), .songs = columns.songs.size(), .tracks = columns.tracks.keys.size(), .albums = columns.albums.keys.size(),
                    .artists = columns.artists.keys.size()};
    std::vector<Of> who;
    for (const store::Listener &each : columns.listeners) who.push_back({.id = each.id.value(), .changes = each.changes});
    return writeAtomically(path, [&](const FileWriter &out) -> Result<> {
        for (const auto &part : {std::as_bytes(std::span(&head, 1)), bytesOf(who), bytesOf(columns.plays), bytesOf(columns.songs), bytesOf(columns.ids), bytesOf(columns.tracks.keys), bytesOf(columns.tracks.shown),
                                 bytesOf(columns.albums.keys), bytesOf(columns.albums.shown), bytesOf(columns.artists.keys), bytesOf(columns.artists.shown), bytesOf(columns.by)}) {
            if (auto written = out(part); !written) return written;
        }
        return {};
    });
}

/// The file, as far as it holds together.
class Kept
{
public:
    explicit Kept(const std::string &path) : m_in(path, std::ios::binary)
    {
        std::error_code error;
        m_left = std::filesystem::file_size(path, error);
        if (error) m_left = 0;
    }

    bool read(PlayColumns &columns)
    {
        Head head;
        if (m_left < sizeof head || !m_in.read(reinterpret_cast<char *>(&head), sizeof head) || head.magic != Head{}.magic) return false;
        m_left -= sizeof head;
        std::vector<Of> who;
        const bool isWhole = fill(who, head.listeners) && fill(columns.plays, head.plays) && fill(columns.songs, head.songs) && fill(columns.ids, head.songs) && fill(columns.tracks.keys, head.tracks)
            && fill(columns.tracks.shown, head.tracks) && fill(columns.albums.keys, head.albums) && fill(columns.albums.shown, head.albums) && fill(columns.artists.keys, head.artists)
            && fill(columns.artists.shown, head.artists) && m_left == head.plays * sizeof(std::uint16_t);
        if (!isWhole) return false;
        for (const Of &each : who) columns.listeners.push_back({.id = store::ListenerId(each.id), .name = {}, .changes = each.changes});
        const auto isIn = [](std::uint32_t number, std::uint64_t size) { return number < size || number == SongNames::kNobody; };
        return std::ranges::all_of(columns.plays, [&](const Play &play) { return play.song < head.songs; })
            && std::ranges::all_of(columns.songs, [&](const SongNames &song) { return isIn(song.track, head.tracks) && isIn(song.album, head.albums) && isIn(song.artist, head.artists); });
    }

    /// After the rest.
    bool readBy(PlayColumns &columns) { return fill(columns.by, columns.plays.size()) && std::ranges::all_of(columns.by, [&](std::uint16_t by) { return by < columns.listeners.size(); }); }

private:
    template<class T> bool fill(std::vector<T> &values, std::uint64_t count)
    {
        if (count > m_left / sizeof(T)) return false;
        values.resize(count);
        m_left -= count * sizeof(T);
        return count == 0 || m_in.read(reinterpret_cast<char *>(values.data()), static_cast<std::streamsize>(count * sizeof(T))).good();
    }

    std::ifstream m_in;
    std::uint64_t m_left = 0;
};

/// Puts the plays of those who have changed in the place of what was kept of them. False: they are too many.
Result<bool> renew(PlayColumns &columns, store::Listens &listens, const std::vector<store::Listener> &changed)
{
    std::vector<std::uint32_t> place;
    for (std::uint32_t i = 0; i < columns.ids.size(); ++i) {
        if (columns.ids[i] >= place.size()) place.resize(std::max<std::size_t>(columns.ids[i] + std::size_t{1}, 2 * place.size()), UINT32_MAX);
        place[columns.ids[i]] = i;
    }
    struct Fresh {
        Play play; // by the library's number at first
        std::uint32_t id = 0;
    };
    std::vector<Fresh> fresh;
    std::vector<store::HeardId> unknown;
    std::vector<bool> hasPlays(changed.size());
    for (std::size_t i = 0; i < changed.size() && fresh.size() <= kFresh; ++i) {
        const auto read = listens.each(store::Heed::Listens, changed[i].id, [&](const store::ListenRow &row) {
            if (row.at.count() <= 0 || row.at.count() > UINT32_MAX || row.heard.value() >= UINT32_MAX) return;
            const auto id = static_cast<std::uint32_t>(row.heard.value());
            fresh.push_back({.play = {.at = static_cast<std::uint32_t>(row.at.count()), .song = 0}, .id = id});
            if (id >= place.size() || place[id] == UINT32_MAX) unknown.emplace_back(row.heard);
            hasPlays[i] = true;
        });
        if (!read) return fail(read.error());
    }
    if (fresh.size() > kFresh) return false;

    std::ranges::sort(unknown);
    unknown.erase(std::ranges::unique(unknown).begin(), unknown.end());
    SongNumbers numbers;
    auto named = listens.eachSong(unknown, [&](const store::HeardSong &song) {
        const auto id = static_cast<std::uint32_t>(song.id.value());
        if (id >= place.size()) place.resize(id + std::size_t{1}, UINT32_MAX);
        place[id] = static_cast<std::uint32_t>(columns.songs.size());
        SongNumbers::add(columns, id, numbers.keys(song));
    });
    if (!named) return fail(std::move(named).error());

    std::vector<bool> isOut(columns.listeners.size());
    for (const store::Listener &each : changed) {
        const auto kept = std::ranges::lower_bound(columns.listeners, each.id, {}, &store::Listener::id);
        if (kept != columns.listeners.end() && kept->id == each.id) isOut[static_cast<std::size_t>(kept - columns.listeners.begin())] = true;
    }
    std::size_t left = 0;
    for (std::size_t i = 0; i < columns.plays.size(); ++i) {
        if (!isOut[columns.by[i]]) columns.plays[left++] = columns.plays[i];
    }
    columns.plays.resize(left);
    columns.by.clear();
    for (Fresh &each : fresh) {
        each.play.song = place[each.id];
        columns.plays.push_back(each.play);
    }
    const auto middle = columns.plays.begin() + static_cast<std::ptrdiff_t>(left);
    std::ranges::sort(middle, columns.plays.end());
    std::inplace_merge(columns.plays.begin(), middle, columns.plays.end(), [](const Play &a, const Play &b) { return a.at < b.at; });
    std::vector<store::Listener> listeners;
    for (std::size_t i = 0; i < columns.listeners.size(); ++i) {
        if (!isOut[i]) listeners.push_back(columns.listeners[i]);
    }
    for (std::size_t i = 0; i < changed.size(); ++i) {
        if (hasPlays[i]) listeners.push_back(changed[i]);
    }
    columns.listeners = std::move(listeners);
    return true;
}

} // namespace

Result<PlayColumns> readKeptPlays(const Home &home, store::Listens &listens, const std::stop_token &stop, const ProgressSink &progress)
{
    const auto now = listens.listeners(); // before the plays: what comes meanwhile is read once more next time
    if (!now) return fail(now.error());
    PlayColumns columns;
    if (Kept kept(pathOf(home)); kept.read(columns)) {
        std::vector<store::Listener> changed;
        bool hasLost = false; // another library, or an older one
        std::size_t known = 0;
        for (const store::Listener &each : *now) {
            const auto then = std::ranges::lower_bound(columns.listeners, each.id, {}, &store::Listener::id);
            const bool isKnown = then != columns.listeners.end() && then->id == each.id;
            if (isKnown) ++known;
            if (isKnown ? then->changes != each.changes : each.changes != 0) changed.push_back(each);
            hasLost = hasLost || (isKnown && then->changes > each.changes);
        }
        if (!hasLost && known == columns.listeners.size()) {
            if (changed.empty()) return columns;
            if (kept.readBy(columns)) {
                const auto renewed = renew(columns, listens, changed);
                if (!renewed) return fail(renewed.error());
                if (*renewed) return columns;
            }
        }
    }
    auto made = readPlays(listens, {}, false, stop, progress);
    if (!made) return made;
    // Without a list of listeners that can be told apart it could never be renewed.
    if (made->by.size() == made->plays.size() && makeFolder(home.cache)) (void)write(pathOf(home), *made);
    return made;
}

} // namespace taraf::work
