#include "scan.h"

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

std::string nameOf(const Map &map) { return std::format("{:016x}", map.generation()); }

Result<Map> fit(Scan &scan, std::size_t count)
{
    scan.tell("learning", 0, 0);
    // The library gives the smallest audio hashes first, which are those the map would choose itself.
    struct Row {
        AudioHash key;
        Descriptor descriptor;
    };
    std::vector<Row> rows;
    rows.reserve(std::min(count, Map::kMostSamples));
    auto read = scan.library.eachDescriptor(kDescriptorVersion, [&](RecordingId, const Descriptor &descriptor) {
        AudioHash key{};
        const std::uint64_t order = rows.size();
        for (std::size_t i = 0; i < 8; ++i) key[i] = static_cast<std::uint8_t>(order >> (56 - 8 * i));
        rows.push_back({key, descriptor});
        return rows.size() < Map::kMostSamples;
    });
    if (!read) return fail(std::move(read).error());
    std::vector<analysis::Sample> samples;
    samples.reserve(rows.size());
    for (const Row &row : rows) {
        analysis::Sample sample{.key = row.key, .descriptor = row.descriptor.values, .segments = {}};
        for (const auto &segment : row.descriptor.segments) sample.segments.emplace_back(segment);
        samples.push_back(std::move(sample));
    }
    return Map::fit(samples, scan.stop, scan.progress);
}

Result<Map> currentOrFitted(Scan &scan, std::size_t count)
{
    const auto record = scan.library.currentMap(kDescriptorVersion);
    if (!record) return fail(record.error());
    if (*record) {
        const auto &content = (*record)->content;
        auto map = Map::parse({reinterpret_cast<const char *>(content.data()), content.size()}); // NOLINT: bytes as characters
        if (map && !hasChangedEnough((*record)->trainedOn, count)) return map;
    }
    auto map = fit(scan, count);
    if (!map) return map;
    const std::string bytes = map->serialise();
    const auto raw = std::as_bytes(std::span(bytes));
    auto saved = scan.library.saveMap({.hash = nameOf(*map), .version = kDescriptorVersion, .trainedOn = count,
                                       .content = {raw.begin(), raw.end()}, .createdAt = scan.now});
    if (!saved) return fail(std::move(saved).error());
    return map;
}

using Vectors = std::vector<std::pair<RecordingId, analysis::MappedVector>>;

/// Every playable recording's vector, by ascending id.
Result<Vectors> allVectors(Scan &scan, const Map &map, std::size_t count)
{
    Vectors vectors;
    vectors.reserve(count);
    Result<> mapped;
    auto read = scan.library.eachDescriptor(kDescriptorVersion, [&](RecordingId recording, const Descriptor &descriptor) {
        auto vector = map.apply(descriptor.values);
        if (!vector) {
            mapped = fail(std::move(vector).error());
            return false;
        }
        vectors.emplace_back(recording, *vector);
        if (vectors.size() % 256 == 0) scan.tell("indexing", vectors.size(), count);
        return !scan.stop.stop_requested();
    });
    if (!read) return fail(std::move(read).error());
    if (!mapped) return fail(std::move(mapped).error());
    if (scan.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while indexing");
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
        const bool same = known && std::ranges::equal(file.halves(old), rows.halves(row));
        if (known) ++old;
        if (same) continue;
        if (auto added = changes.upserts.add(rows.id(row), vectors[row].second); !added) return fail(std::move(added).error());
    }
    for (; old < file.size(); ++old) changes.removed.push_back(file.id(old));
    return changes;
}

Result<> publish(Scan &scan, const Map &map, const Vectors &vectors, const Result<neighbours::VectorFile> &file)
{
    const auto rows = rowsOf(vectors);
    if (!rows) return fail(rows.error());
    const neighbours::PublishOptions options{
        .mapGeneration = map.generation(),
        .created = scan.now,
        .build = {.threads = scan.jobs, .stop = scan.stop, .progress = scan.progress}};
    if (file && file->generation() == map.generation()) {
        const auto changes = changesOf(*file, vectors, *rows);
        if (!changes) return fail(changes.error());
        if (changes->upserts.isEmpty() && changes->removed.empty()) return {};
        auto updated = neighbours::update(scan.home.index(), *changes, options);
        if (updated) return {};
        // What is there can't be built on: everything is published anew.
        using enum ErrorCode;
        const ErrorCode why = updated.error().code;
        if (why != NotFound && why != Corrupt && why != Unsupported && why != InvalidArgument) return fail(std::move(updated).error());
    }
    auto published = neighbours::publish(scan.home.index(), *rows, options);
    if (!published) return fail(std::move(published).error());
    return {};
}

} // namespace

Result<> indexPhase(Scan &scan)
{
    const auto counts = scan.library.counts(kDescriptorVersion);
    if (!counts) return fail(counts.error());
    const auto stale = scan.library.setting(kIndexIsStale);
    if (!stale) return fail(stale.error());
    const auto file = neighbours::VectorFile::open(neighbours::vectorFilePath(scan.home.index()));
    const bool nothingToDo = !*stale && (file ? file->size() == counts->analysed : counts->analysed == 0);
    if (nothingToDo) return {};

    auto map = currentOrFitted(scan, counts->analysed);
    if (!map) return fail(std::move(map).error());
    const auto vectors = allVectors(scan, *map, counts->analysed);
    if (!vectors) return fail(vectors.error());
    if (auto done = publish(scan, *map, *vectors, file); !done) return done;
    return scan.library.removeSetting(kIndexIsStale);
}

} // namespace taraf::work
