#include "phases.h"

#include "index_build.h"
#include "mapping.h"
#include "model.h"
#include "second_ear.h"
#include "shelf.h"

#include "taraf/analysis/map.h"
#include "taraf/base/path.h"
#include "taraf/neighbours/publish.h"

#include <algorithm>
#include <format>

namespace taraf::work {
namespace {

using analysis::Map;

/// Learned again once the collection is half as large again, or has shrunk to half: adding a little changes no neighbours.
bool hasChangedEnough(std::size_t trainedOn, std::size_t now)
{
    if (now < Map::kRefitPays && trainedOn < Map::kRefitPays) return trainedOn != now && now > 0;
    return now * 2 > trainedOn * 3 || now * 2 < trainedOn;
}

/// The map's layers, from the ground up: what is learned from a sample of tracks, then the shelves, on which all stand.
Result<Map> fit(Scan &scan, const std::string &network, std::size_t count)
{
    scan.order.tell("learning", 0, 0);
    // The library gives the smallest audio hashes first, which are those the map would choose itself.
    struct Row {
        AudioHash key;
        Descriptor descriptor;
        std::vector<float> network;
        std::uint64_t shelf;
    };
    std::vector<Row> rows;
    rows.reserve(std::min(count, Map::kMostSamples));
    auto read = scan.library.eachHeard(kDescriptorVersion, network, [&](const store::HeardRow &row) {
        AudioHash key{};
        const std::uint64_t order = rows.size();
        for (std::size_t i = 0; i < 8; ++i) key[i] = static_cast<std::uint8_t>(order >> (56 - 8 * i));
        rows.push_back({key, row.descriptor, {row.network.begin(), row.network.end()}, shelfOf(row.artist)});
        return rows.size() < Map::kMostSamples;
    });
    if (!read) return fail(std::move(read).error());
    std::vector<analysis::Sample> samples;
    samples.reserve(rows.size());
    for (const Row &row : rows) {
        analysis::Sample sample{{.descriptor = row.descriptor.values, .network = row.network, .artist = row.shelf}, row.key, {}};
        for (const auto &segment : row.descriptor.segments) sample.segments.emplace_back(segment);
        samples.push_back(std::move(sample));
    }
    auto map = Map::fit(samples, numberOf(network), scan.order.stop, scan.order.progress);
    if (!map) return map;

    analysis::Shelves shelves;
    Result<> stood;
    std::uint64_t done = 0;
    read = scan.library.eachHeard(kDescriptorVersion, network, [&](const store::HeardRow &row) {
        if (++done % 256 == 0) scan.order.tell("learning", done, count);
        const std::uint64_t shelf = shelfOf(row.artist);
        if (shelf == 0) return !scan.order.stop.stop_requested();
        const auto vector = map->project({.descriptor = row.descriptor.values, .network = row.network, .artist = shelf});
        if (!vector) stood = fail(vector.error());
        else shelves.add(shelf, *vector);
        return vector && !scan.order.stop.stop_requested();
    });
    if (!read) return fail(std::move(read).error());
    if (!stood) return fail(std::move(stood).error());
    if (scan.order.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while learning");
    return map->with(shelves);
}

Result<Map> currentOrFitted(Scan &scan, const std::string &network, std::size_t count)
{
    const auto record = scan.library.currentMap(kDescriptorVersion, network);
    if (!record) return fail(record.error());
    if (*record) {
        auto map = parseMap((*record)->content);
        if (map && !hasChangedEnough((*record)->trainedOn, count)) return map;
    }
    auto map = fit(scan, network, count);
    if (!map) return map;
    const std::string bytes = map->serialise();
    const auto raw = std::as_bytes(std::span(bytes));
    auto saved = scan.library.saveMap({.hash = nameOf(map->generation()), .version = kDescriptorVersion, .trainedOn = count,
                                       .content = {raw.begin(), raw.end()}, .createdAt = scan.order.now, .network = network});
    if (!saved) return fail(std::move(saved).error());
    return map;
}

using Vectors = std::vector<std::pair<RecordingId, analysis::MappedVector>>;

/// Every playable recording's vector, by ascending id.
Result<Vectors> allVectors(Scan &scan, const Map &map, const std::string &network, std::size_t count)
{
    Vectors vectors;
    vectors.reserve(count);
    Result<> mapped;
    auto read = scan.library.eachHeard(kDescriptorVersion, network, [&](const store::HeardRow &row) {
        auto vector = map.apply({.descriptor = row.descriptor.values, .network = row.network, .artist = shelfOf(row.artist)});
        if (!vector) {
            mapped = fail(std::move(vector).error());
            return false;
        }
        vectors.emplace_back(row.recording, *vector);
        if (vectors.size() % 256 == 0) scan.order.tell("indexing", vectors.size(), count);
        return !scan.order.stop.stop_requested();
    });
    if (!read) return fail(std::move(read).error());
    if (!mapped) return fail(std::move(mapped).error());
    if (scan.order.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while indexing");
    std::ranges::sort(vectors, {}, [](const auto &row) { return row.first; });
    return vectors;
}

Result<neighbours::VectorRows> rowsOf(const Vectors &vectors)
{
    neighbours::VectorRows rows;
    rows.reserve(vectors.size());
    for (const auto &[recording, vector] : vectors) {
        if (auto added = rows.add(recording, vector); !added) return fail(std::move(added).error());
    }
    return rows;
}

/// What differs between the published vectors and those that should be there. `rows` are the vectors as a file holds them.
Result<neighbours::Changes> changesOf(const neighbours::VectorFile &file, const Vectors &vectors, const neighbours::VectorRows &rows)
{
    neighbours::Changes changes;
    std::size_t old = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (; old < file.size() && file.id(old) < rows.id(row); ++old) changes.removed.push_back(file.id(old));
        const bool known = old < file.size() && file.id(old) == rows.id(row);
        const bool same = known && file.isSame(old, rows.codes(row));
        if (known) ++old;
        if (same) continue;
        if (auto added = changes.upserts.add(rows.id(row), vectors[row].second); !added) return fail(std::move(added).error());
    }
    for (; old < file.size(); ++old) changes.removed.push_back(file.id(old));
    return changes;
}

/// The same from the log: only recordings that are in it can differ.
Result<neighbours::Changes> changesSince(Scan &scan, const neighbours::VectorFile &file, const Map &map, const std::string &network,
                                         std::span<const RecordingId> logged)
{
    const auto playable = scan.library.slims(logged);
    if (!playable) return fail(playable.error());
    neighbours::Changes changes;
    auto next = playable->begin();
    for (const RecordingId recording : logged) {
        if (scan.order.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while indexing");
        const bool isPlayable = next != playable->end() && next->recording == recording;
        const std::uint64_t shelf = isPlayable && !next->artists.empty() ? shelfOf(next->artists.front()) : 0;
        if (isPlayable) ++next;
        const auto row = file.row(recording);
        const auto descriptor = isPlayable ? scan.library.descriptor(recording, kDescriptorVersion) : Result<std::optional<Descriptor>>(std::nullopt);
        if (!descriptor) return fail(descriptor.error());
        if (!*descriptor) {
            if (row) changes.removed.push_back(recording);
            continue;
        }
        const auto numbers = scan.library.networkNumbers(recording, network);
        if (!numbers) return fail(numbers.error());
        const std::vector<float> none;
        const auto vector = map.apply({.descriptor = (*descriptor)->values, .network = *numbers ? (*numbers)->whole : none, .artist = shelf});
        if (!vector) return fail(vector.error());
        neighbours::VectorRows alone;
        if (auto added = alone.add(recording, *vector); !added) return fail(std::move(added).error());
        if (row && file.isSame(*row, alone.codes(0))) continue;
        if (auto added = changes.upserts.add(recording, *vector); !added) return fail(std::move(added).error());
    }
    return changes;
}

neighbours::PublishOptions optionsOf(const Scan &scan, const Map &map)
{
    return {.mapGeneration = map.generation(), .created = scan.order.now,
            .build = {.threads = scan.order.options.jobs, .stop = scan.order.stop, .progress = scan.order.progress}};
}

/// Whether the published index is brought up to date by these changes; if not, nothing usable is there.
Result<bool> updateWith(Scan &scan, const Map &map, const neighbours::Changes &changes)
{
    if (changes.upserts.isEmpty() && changes.removed.empty()) return true;
    auto updated = neighbours::update(scan.order.home.index(), changes, optionsOf(scan, map));
    if (updated) return true;
    using enum ErrorCode;
    const ErrorCode why = updated.error().code;
    if (why == NotFound || why == Corrupt || why == Unsupported || why == InvalidArgument) return false;
    return fail(std::move(updated).error());
}

Result<> publishAll(Scan &scan, const Map &map, const std::string &network, std::size_t count, const Result<neighbours::VectorFile> &file)
{
    const auto vectors = allVectors(scan, map, network, count);
    if (!vectors) return fail(vectors.error());
    const auto rows = rowsOf(*vectors);
    if (!rows) return fail(rows.error());
    if (file && file->generation() == map.generation()) {
        const auto changes = changesOf(*file, *vectors, *rows);
        if (!changes) return fail(changes.error());
        const auto updated = updateWith(scan, map, *changes);
        if (!updated) return fail(updated.error());
        if (*updated) return {};
    }
    auto published = neighbours::publish(scan.order.home.index(), *rows, optionsOf(scan, map));
    return published ? Result<>{} : fail(std::move(published).error());
}

/// From now on the log starts from the index that is there.
Result<> remember(Scan &scan, const Map &map, std::int64_t upTo)
{
    const auto file = neighbours::VectorFile::open(neighbours::vectorFilePath(scan.order.home.index()));
    if (!file) return fail(file.error());
    auto transaction = store::Transaction::begin(scan.library);
    if (!transaction) return fail(std::move(transaction).error());
    if (auto named = scan.library.setSetting(kIndexBuild, buildName(file->buildId())); !named) return named;
    const analysis::MapLayers layers = map.layers();
    const std::string shelves = std::format("{} {} {:.3f} {:.3f}", nameOf(map.generation()), layers.shelves, layers.shelfStrength, layers.directions);
    if (auto told = scan.library.setSetting(kModelShelves, shelves); !told) return told;
    if (auto forgotten = scan.library.forgetVectorChanges(upTo); !forgotten) return forgotten;
    return transaction->commit();
}

} // namespace

Result<> indexPhase(Scan &scan)
{
    // First of all: what changes from here on stays in the log.
    const auto log = scan.library.vectorChanges();
    if (!log) return fail(log.error());
    const auto counts = scan.library.counts(kDescriptorVersion);
    if (!counts) return fail(counts.error());
    const auto build = scan.library.setting(kIndexBuild);
    if (!build) return fail(build.error());
    const auto file = neighbours::VectorFile::open(neighbours::vectorFilePath(scan.order.home.index()));
    const bool isLogged = file && *build == buildName(file->buildId());
    if (isLogged ? log->recordings.empty() : !file && counts->analysed == 0) return {};

    const auto network = networkInUse(scan.library);
    if (!network) return fail(network.error());
    auto map = currentOrFitted(scan, *network, counts->analysed);
    if (!map) return fail(std::move(map).error());
    // Mapping one recording by itself costs several times what it costs among all.
    if (isLogged && file->generation() == map->generation() && log->recordings.size() * 4 < counts->analysed) {
        const auto changes = changesSince(scan, *file, *map, *network, log->recordings);
        if (!changes) return fail(changes.error());
        const auto updated = updateWith(scan, *map, *changes);
        if (!updated) return fail(updated.error());
        if (*updated) return remember(scan, *map, log->upTo);
    }
    if (auto done = publishAll(scan, *map, *network, counts->analysed, file); !done) return done;
    return remember(scan, *map, log->upTo);
}

} // namespace taraf::work
