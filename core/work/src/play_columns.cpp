#include "play_columns.h"

#include "taraf/base/fingerprint.h"
#include "taraf/listens/names.h"

#include <algorithm>
#include <tuple>

namespace taraf::work {
namespace {

using listens::Play;
using listens::SongNames;

constexpr std::uint32_t kNowhere = UINT32_MAX;
/// So many songs are looked up one by one; more are found faster by reading all that there are.
constexpr std::size_t kFew = 100'000;
constexpr std::uint64_t kTellEvery = 1 << 18;

/// A play as the library has it.
struct Row {
    std::uint32_t at = 0, song = 0;
    std::uint16_t by = 0;
};

std::int64_t never0(std::int64_t key) { return key == 0 ? 1 : key; }

} // namespace

std::uint32_t NumberedNames::number(std::int64_t key, std::uint32_t song)
{
    if (key == 0) return SongNames::kNobody;
    if (m_numbers.size() != keys.size()) {
        m_numbers.reserve(keys.size());
        for (std::uint32_t i = 0; i < keys.size(); ++i) m_numbers.emplace(keys[i], i);
    }
    const auto [at, isNew] = m_numbers.try_emplace(key, static_cast<std::uint32_t>(keys.size()));
    if (isNew) {
        keys.push_back(key);
        shown.push_back(song);
    }
    return at->second;
}

SongNumbers::Keys SongNumbers::keys(const store::HeardSong &song)
{
    const auto [known, isNew] = m_plain.try_emplace(song.artist);
    if (isNew) known->second = listens::plainName(song.artist);
    const std::string &artist = known->second;
    Keys keys{.track = 0, .album = 0, .artist = never0(fingerprint({artist}))};
    if (!song.title.empty()) keys.track = never0(song.matchKey != 0 ? song.matchKey : listens::matchKey(song.artist, song.title));
    if (!song.album.empty()) keys.album = never0(fingerprint({artist, listens::plainName(song.album)}));
    return keys;
}

void SongNumbers::add(PlayColumns &to, std::uint32_t id, const Keys &keys)
{
    to.ids.push_back(id);
    to.songs.push_back({.track = to.tracks.number(keys.track, id), .album = to.albums.number(keys.album, id), .artist = to.artists.number(keys.artist, id)});
}

Result<PlayColumns> readPlays(store::Listens &listens, store::ListenerId listener, bool isMissingOnly, const std::stop_token &stop, const ProgressSink &progress)
{
    PlayColumns columns;
    const auto all = listens.listeners();
    if (!all) return fail(all.error());
    std::vector<Row> rows;
    std::vector<std::uint32_t> plays; // of each song of the library
    const auto taken = listens.each(store::Heed::Listens, listener, [&](const store::ListenRow &row) {
        const auto song = static_cast<std::uint64_t>(row.heard.value());
        if (row.at.count() <= 0 || row.at.count() > UINT32_MAX || song >= kNowhere) return;
        if (columns.listeners.empty() || columns.listeners.back().id != row.listener) {
            const auto who = std::ranges::find(*all, row.listener, &store::Listener::id);
            columns.listeners.push_back({.id = row.listener, .name = {}, .changes = who == all->end() ? 0 : who->changes});
        }
        if (song >= plays.size()) plays.resize(std::max(song + 1, std::uint64_t{2} * plays.size()));
        ++plays[song];
        rows.push_back({.at = static_cast<std::uint32_t>(row.at.count()), .song = static_cast<std::uint32_t>(song), .by = static_cast<std::uint16_t>(columns.listeners.size() - 1)});
        if (progress && rows.size() % kTellEvery == 0) progress({.phase = "reading listens", .done = rows.size(), .total = 0, .item = {}});
    });
    if (!taken) return fail(taken.error());
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");

    std::vector<std::uint32_t> order;
    for (std::uint32_t id = 0; id < plays.size(); ++id) {
        if (plays[id] > 0) order.push_back(id);
    }
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return std::tuple(plays[b], a) < std::tuple(plays[a], b); });
    std::vector<SongNumbers::Keys> keys(order.size());
    std::vector<std::uint32_t> place(plays.size(), kNowhere);
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    std::vector<bool> isLeftOut(order.size(), true);
    SongNumbers numbers;
    const auto take = [&](const store::HeardSong &song) {
        const auto id = static_cast<std::size_t>(song.id.value());
        if (id >= place.size() || place[id] == kNowhere || (isMissingOnly && song.recording.isValid())) return;
        keys[place[id]] = numbers.keys(song);
        isLeftOut[place[id]] = false;
    };
    std::vector<store::HeardId> few;
    if (order.size() <= kFew) {
        for (const std::uint32_t id : order) few.emplace_back(std::int64_t{id});
    }
    if (auto named = order.size() <= kFew ? listens.eachSong(few, take) : listens.eachSong(take); !named) return fail(std::move(named).error());
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");

    for (std::uint32_t i = 0; i < order.size(); ++i) {
        place[order[i]] = isLeftOut[i] ? kNowhere : static_cast<std::uint32_t>(columns.songs.size());
        if (!isLeftOut[i]) SongNumbers::add(columns, order[i], keys[i]);
    }
    for (Row &row : rows) row.song = place[row.song];
    std::erase_if(rows, [](const Row &row) { return row.song == kNowhere; });
    if (columns.listeners.size() > 1) std::ranges::sort(rows, {}, &Row::at);
    columns.plays.reserve(rows.size());
    for (const Row &row : rows) columns.plays.push_back({.at = row.at, .song = row.song});
    if (columns.listeners.size() > 1 && columns.listeners.size() <= UINT16_MAX) {
        columns.by.reserve(rows.size());
        for (const Row &row : rows) columns.by.push_back(row.by);
    }
    return columns;
}

} // namespace taraf::work
