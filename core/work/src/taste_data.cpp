#include "taste_data.h"

#include "play_columns.h"

#include "taraf/base/track.h"
#include "taraf/listens/names.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <sstream>
#include <tuple>

namespace taraf::work {
namespace {

constexpr std::uint32_t kNobody = UINT32_MAX;
constexpr double kBm25Share = 0.8; // B
constexpr std::size_t kPairs = 20'000;

/// Songs of the library, by their numbers there.
struct SongArtists {
    std::vector<std::uint32_t> artist;
    std::vector<std::int64_t> recording; // 0: none
};

Result<SongArtists> readSongs(store::Listens &listens, TasteData &data)
{
    SongArtists songs;
    std::unordered_map<std::string, std::uint32_t> spelled, numbered;
    auto read = listens.eachSong([&](const store::HeardSong &song) {
        const auto id = static_cast<std::size_t>(song.id.value());
        if (id >= songs.artist.size()) {
            songs.artist.resize(std::max(id + 1, 2 * songs.artist.size()), kNobody);
            songs.recording.resize(songs.artist.size());
        }
        auto [at, isNew] = spelled.try_emplace(song.artist, kNobody);
        if (isNew) {
            const std::string key = comparable(song.artist);
            if (!isNobody(key)) {
                const auto [number, isNewArtist] = numbered.try_emplace(listens::plainName(song.artist), static_cast<std::uint32_t>(data.names.size()));
                if (isNewArtist) {
                    data.names.push_back(song.artist);
                    data.ids.emplace_back();
                }
                at->second = number->second;
                data.spellings.emplace_back(TasteModel::keyOf(song.artist), number->second);
            }
        }
        songs.artist[id] = at->second;
        songs.recording[id] = song.recording.value();
        if (at->second != kNobody && data.ids[at->second].empty()) data.ids[at->second] = song.artistId;
    });
    if (!read) return fail(std::move(read).error());
    return songs;
}

/// The listeners' places, in the order in which they are met.
class Places
{
public:
    explicit Places(TasteData &data) : m_data(data) {}
    std::uint32_t of(store::ListenerId listener)
    {
        const auto [at, isNew] = m_places.try_emplace(listener, static_cast<std::uint32_t>(m_data.listeners.size()));
        if (isNew) m_data.listeners.push_back(listener);
        return at->second;
    }

private:
    TasteData &m_data;
    std::unordered_map<store::ListenerId, std::uint32_t> m_places;
};

/// Entries of one listener and artist become one: by sum, or by the greater.
template<class Join> void joinEntries(std::vector<ArtistPlays> &entries, const Join &join)
{
    std::ranges::stable_sort(entries, [](const ArtistPlays &a, const ArtistPlays &b) { return std::tuple(a.listener, a.artist) < std::tuple(b.listener, b.artist); });
    std::size_t to = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (to > 0 && entries[to - 1].listener == entries[i].listener && entries[to - 1].artist == entries[i].artist) join(entries[to - 1], entries[i]);
        else entries[to++] = entries[i];
    }
    entries.resize(to);
}

void addListens(const PlayColumns &columns, const SongArtists &songs, Places &places, std::vector<ArtistPlays> &entries, std::map<std::int64_t, std::uint32_t> &recordings)
{
    // The plays of one listener after the other, so that one column of counts is enough.
    std::vector<std::uint32_t> order(columns.plays.size()), begin(columns.listeners.size() + 1);
    for (std::size_t i = 0; i < columns.plays.size(); ++i) ++begin[(columns.by.empty() ? 0U : columns.by[i]) + 1U];
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (std::uint32_t i = 0; i < columns.plays.size(); ++i) order[next[columns.by.empty() ? 0U : columns.by[i]]++] = i;
    std::unordered_map<std::uint32_t, ArtistPlays> heard;
    for (std::size_t listener = 0; listener < columns.listeners.size(); ++listener) {
        heard.clear();
        const std::uint32_t place = places.of(columns.listeners[listener].id);
        for (std::uint32_t i = begin[listener]; i < begin[listener + 1]; ++i) {
            const listens::Play &play = columns.plays[order[i]];
            const std::uint32_t song = columns.ids[play.song];
            if (song >= songs.artist.size() || songs.artist[song] == kNobody) continue;
            const auto [at, isNew] = heard.try_emplace(songs.artist[song], ArtistPlays{.listener = place, .artist = songs.artist[song], .plays = 0, .firstAt = play.at});
            ++at->second.plays;
            if (songs.recording[song] > 0) ++recordings[songs.recording[song]];
        }
        for (const auto &[artist, entry] : heard) entries.push_back(entry);
    }
}

/// Leaves artists with fewer listeners out; the rest keep their order.
void prune(TasteData &data, unsigned least)
{
    std::vector<std::uint32_t> listeners(data.names.size()), number(data.names.size(), kNobody);
    for (const ArtistPlays &each : data.entries) ++listeners[each.artist];
    std::uint32_t count = 0;
    for (std::uint32_t artist = 0; artist < number.size(); ++artist) {
        if (listeners[artist] < least) continue;
        // Not moved: to itself, a text would be empty.
        std::swap(data.names[count], data.names[artist]);
        std::swap(data.ids[count], data.ids[artist]);
        number[artist] = count++;
    }
    data.names.resize(count);
    data.ids.resize(count);
    std::erase_if(data.entries, [&](const ArtistPlays &each) { return number[each.artist] == kNobody; });
    for (ArtistPlays &each : data.entries) each.artist = number[each.artist];
    std::erase_if(data.spellings, [&](const auto &each) { return number[each.second] == kNobody; });
    for (auto &[key, artist] : data.spellings) artist = number[artist];
    std::ranges::sort(data.spellings);
    data.spellings.erase(std::ranges::unique(data.spellings, {}, &std::pair<std::int64_t, std::uint32_t>::first).begin(), data.spellings.end());
}

} // namespace

std::uint64_t TasteData::others() const
{
    std::vector<bool> has(listeners.size());
    for (const ArtistPlays &each : entries) has[each.listener] = true;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < has.size(); ++i) count += has[i] && listeners[i] != store::kSelf ? 1U : 0U;
    return count;
}

Result<store::Library> libraryToLearnFrom(const Home &home)
{
    const auto there = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!there && there.error().code == ErrorCode::NotFound) return fail(there.error());
    return store::Library::open(home.library(), store::Access::ReadWrite);
}

Result<TasteData> readTasteData(const Home &, store::Listens &listens, unsigned least, const std::stop_token &stop, const ProgressSink &progress)
{
    TasteData data;
    // Not what is kept of them: where nothing has changed it comes without whose each play is.
    const auto columns = readPlays(listens, {}, false, stop, progress);
    if (!columns) return fail(columns.error());
    const auto songs = readSongs(listens, data);
    if (!songs) return fail(songs.error());
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    Places places(data);
    std::map<std::int64_t, std::uint32_t> recordings;
    addListens(*columns, *songs, places, data.entries, recordings);
    std::vector<ArtistPlays> counted;
    auto read = listens.eachCount([&](store::ListenerId listener, store::HeardId song, std::int64_t plays) {
        const auto id = static_cast<std::size_t>(song.value());
        if (id >= songs->artist.size() || songs->artist[id] == kNobody) return;
        const auto count = static_cast<std::uint32_t>(std::clamp<std::int64_t>(plays, 0, 1'000'000'000));
        counted.push_back({.listener = places.of(listener), .artist = songs->artist[id], .plays = count, .firstAt = 0});
        if (songs->recording[id] > 0) recordings[songs->recording[id]] += count;
    });
    if (!read) return fail(std::move(read).error());
    joinEntries(counted, [](ArtistPlays &to, const ArtistPlays &from) { to.plays += from.plays; });
    // A count stands beside the listens of the same, it is not added.
    data.entries.insert(data.entries.end(), counted.begin(), counted.end());
    joinEntries(data.entries, [](ArtistPlays &to, const ArtistPlays &from) {
        to.plays = std::max(to.plays, from.plays);
        to.firstAt = std::max(to.firstAt, from.firstAt);
    });
    prune(data, least != 0 ? least : data.listeners.size() < 40 ? 2 : 4);
    data.recordings.assign(recordings.begin(), recordings.end());
    return data;
}

TasteModel modelOf(const TasteData &data, std::span<const ArtistPlays> entries, const TasteOptions &options)
{
    TasteModel model{.entries = entries.size(), .weights = options.weights, .rank = static_cast<std::uint32_t>(options.rank), .regularisation = options.regularisation, .alpha = options.alpha,
                     .scales = options.weights == TasteWeights::Ratings, .names = data.names, .ids = data.ids, .spellings = data.spellings, .recordings = data.recordings};
    std::vector<double> plays(data.names.size());
    model.heardBy.resize(plays.size());
    double all = 0;
    std::uint32_t last = kNobody;
    for (const ArtistPlays &each : entries) {
        plays[each.artist] += each.plays;
        all += each.plays;
        ++model.heardBy[each.artist];
        model.listeners += each.listener != last ? 1U : 0U;
        last = each.listener;
    }
    const double mean = all / static_cast<double>(std::max<std::size_t>(plays.size(), 1));
    for (const double each : plays) model.lengths.push_back(static_cast<float>(1 - kBm25Share + (mean > 0 ? kBm25Share * each / mean : 0)));
    return model;
}

std::vector<learn::Interaction> weighted(const TasteModel &model, std::span<const ArtistPlays> entries)
{
    std::vector<learn::Interaction> all;
    all.reserve(entries.size());
    std::vector<HeardArtist> heard;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        heard.push_back({.artist = entries[i].artist, .plays = static_cast<double>(entries[i].plays)});
        if (i + 1 < entries.size() && entries[i + 1].listener == entries[i].listener) continue;
        for (const WeightedArtist &each : model.weigh(heard)) all.push_back({.user = entries[i].listener, .item = each.artist, .weight = each.weight});
        heard.clear();
    }
    return all;
}

learn::FactorOptions factorOptions(const TasteOptions &options)
{
    const bool isExplicit = options.weights == TasteWeights::Ratings;
    return {.feedback = isExplicit ? learn::Feedback::Explicit : learn::Feedback::Implicit, .solver = isExplicit ? learn::Solver::Cholesky : learn::Solver::ConjugateGradient, .rank = options.rank,
            .regularisation = options.regularisation, .scales = isExplicit, .alpha = options.alpha, .seed = options.seed, .threads = options.threads};
}

void setFactors(TasteModel &model, const learn::FactorRows &artists)
{
    const std::size_t rank = model.rank;
    model.factors.clear();
    std::vector<double> gram(rank * rank);
    for (std::size_t artist = 0; artist < artists.size(); ++artist) {
        const auto row = artists.row(artist);
        model.factors.insert(model.factors.end(), row.begin(), row.end());
        for (std::size_t i = 0; i < rank; ++i) {
            for (std::size_t j = 0; j < rank; ++j) gram[i * rank + j] += static_cast<double>(row[i] * row[j]);
        }
    }
    model.gram.assign(gram.begin(), gram.end());
    std::mt19937_64 draw(1);
    double sum = 0;
    std::size_t pairs = 0;
    while (model.size() > 1 && pairs < kPairs) {
        const auto a = static_cast<std::uint32_t>(draw() % model.size()), b = static_cast<std::uint32_t>(draw() % model.size());
        if (a == b) continue;
        sum += static_cast<double>(model.likeness(a, b));
        ++pairs;
    }
    model.meanLikeness = pairs > 0 ? static_cast<float>(sum / static_cast<double>(pairs)) : 0;
}

Result<TasteOptions> takenOptions(store::Library &library, const TasteOptions &options)
{
    if (!options.isTuned) return options;
    const auto kept = library.setting("taste.options");
    if (!kept) return fail(kept.error());
    TasteOptions taken = options;
    std::istringstream words(kept->value_or(""));
    std::string weights;
    if (!(words >> weights >> taken.rank >> taken.iterations >> taken.regularisation >> taken.alpha)) return options;
    const auto at = std::ranges::find(kTasteWeights, weights);
    if (at == std::end(kTasteWeights)) return options;
    taken.weights = static_cast<TasteWeights>(at - std::begin(kTasteWeights));
    return check(taken) ? taken : options;
}

Result<> check(const TasteOptions &options)
{
    if (options.rank < 1 || options.rank > learn::kMostRank) return fail(ErrorCode::InvalidArgument, "a rank is a number from 1 to " + std::to_string(learn::kMostRank));
    if (options.iterations < 1 || options.iterations > 1000) return fail(ErrorCode::InvalidArgument, "iterations are a number from 1 to 1000");
    if (!(options.regularisation > 0) || !std::isfinite(options.regularisation)) return fail(ErrorCode::InvalidArgument, "the regularisation is a number above 0");
    if (!(options.alpha > 0) || !std::isfinite(options.alpha)) return fail(ErrorCode::InvalidArgument, "alpha is a number above 0");
    return {};
}

} // namespace taraf::work
