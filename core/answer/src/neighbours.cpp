#include "parts.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <unordered_map>

namespace taraf::answer {
namespace {

constexpr std::size_t kQueriesAtOnce = 2048;

neighbours::IndexKind kindOf(IndexChoice choice)
{
    switch (choice) {
    case IndexChoice::Auto: return neighbours::IndexKind::Auto;
    case IndexChoice::Exact: return neighbours::IndexKind::Exact;
    case IndexChoice::Hnsw: return neighbours::IndexKind::Hnsw;
    }
    return neighbours::IndexKind::Auto;
}

/// Paths of what the index holds and can be played.
Result<std::unordered_map<RecordingId, std::string>> pathsOf(store::Library &library, const neighbours::Index &index)
{
    std::unordered_map<RecordingId, std::string> paths;
    const auto ids = index.vectors().ids();
    std::vector<RecordingId> chunk;
    for (std::size_t at = 0; at < ids.size(); at += chunk.size()) {
        chunk.clear();
        for (std::size_t i = at; i < std::min(ids.size(), at + kQueriesAtOnce); ++i) chunk.emplace_back(ids[i]);
        auto tracks = library.tracks(chunk);
        if (!tracks) return fail(std::move(tracks).error());
        for (Track &track : *tracks) paths.try_emplace(track.recording, std::move(track.path));
    }
    return paths;
}

} // namespace

Result<> Answers::neighbours(std::size_t k, Focus focus, IndexChoice choice, const std::function<Result<>(const NeighbourRow &)> &row, std::stop_token stop) const
{
    const auto index = neighbours::Index::open(m_parts->home.index(), kindOf(choice));
    if (!index) {
        if (index.error().code != ErrorCode::NotFound) return fail(index.error());
        return fail(ErrorCode::NotFound, "nothing has been listened to yet; let the scan run to its end: taraf rescan");
    }
    const auto paths = pathsOf(m_parts->library, *index);
    if (!paths) return fail(paths.error());
    std::vector<std::pair<std::string_view, RecordingId>> queries;
    for (const auto &[recording, path] : *paths) queries.emplace_back(path, recording);
    std::ranges::sort(queries);

    const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t begin = 0; begin < queries.size(); begin += kQueriesAtOnce) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const std::size_t count = std::min(kQueriesAtOnce, queries.size() - begin);
        std::vector<Result<std::vector<neighbours::Hit>>> found(count);
        std::atomic<std::size_t> next{0};
        {
            std::vector<std::jthread> pool;
            for (unsigned thread = 0; thread < threads; ++thread) {
                pool.emplace_back([&] {
                    for (std::size_t i = next++; i < count && !stop.stop_requested(); i = next++) {
                        const RecordingId self = queries[begin + i].second;
                        Vector vector{};
                        index->vectors().decode(*index->vectors().row(self), vector, weights(focus));
                        const auto isOut = [&](RecordingId id) { return id == self || !paths->contains(id); };
                        found[i] = index->nearest(vector, k, weights(focus), isOut, neighbours::Ranking::Corrected);
                    }
                });
            }
        }
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        for (std::size_t i = 0; i < count; ++i) {
            if (!found[i]) return fail(std::move(found[i]).error());
            std::size_t rank = 0;
            for (const neighbours::Hit &hit : *found[i]) {
                auto given = row({.query = queries[begin + i].first, .rank = ++rank, .neighbour = paths->at(hit.id), .score = hit.proximity});
                if (!given) return given;
            }
        }
    }
    return {};
}

} // namespace taraf::answer
