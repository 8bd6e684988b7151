#include "everyone.h"
#include "parts.h"

#include <algorithm>
#include <unordered_map>

namespace taraf::answer {
namespace {

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
    const auto index = openIndex(m_parts->home, choice);
    if (!index) return fail(index.error());
    const auto paths = pathsOf(m_parts->library, *index);
    if (!paths) return fail(paths.error());
    std::vector<std::pair<std::string_view, RecordingId>> queries;
    for (const auto &[recording, path] : *paths) queries.emplace_back(path, recording);
    std::ranges::sort(queries);

    for (std::size_t begin = 0; begin < queries.size(); begin += kQueriesAtOnce) {
        const std::size_t count = std::min(kQueriesAtOnce, queries.size() - begin);
        std::vector<std::vector<neighbours::Hit>> found(count);
        auto asked = onEveryCore(0, count, stop, [&](std::size_t i) -> Result<> {
            auto hits = nearestOf(*index, queries[begin + i].second, k, weights(focus), [&](RecordingId id) { return !paths->contains(id); });
            if (!hits) return fail(std::move(hits).error());
            found[i] = std::move(*hits);
            return {};
        });
        if (!asked) return asked;
        for (std::size_t i = 0; i < count; ++i) {
            std::size_t rank = 0;
            for (const neighbours::Hit &hit : found[i]) {
                auto given = row({.query = queries[begin + i].first, .rank = ++rank, .neighbour = paths->at(hit.id), .score = hit.proximity});
                if (!given) return given;
            }
        }
    }
    return {};
}

} // namespace taraf::answer
