#include "everyone.h"

#include "parts.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace taraf::answer {
namespace {

neighbours::IndexKind kindOf(IndexChoice choice)
{
    switch (choice) {
    case IndexChoice::Auto: return neighbours::IndexKind::Auto;
    case IndexChoice::Exact: return neighbours::IndexKind::Exact;
    case IndexChoice::Hnsw: return neighbours::IndexKind::Hnsw;
    }
    return neighbours::IndexKind::Auto;
}

} // namespace

Result<neighbours::Index> openIndex(const Home &home, IndexChoice choice)
{
    auto index = neighbours::Index::open(home.index(), kindOf(choice));
    if (index || index.error().code != ErrorCode::NotFound) return index;
    return fail(ErrorCode::NotFound, "nothing has been listened to yet; let the scan run to its end: taraf rescan");
}

Result<std::vector<neighbours::Hit>> nearestOf(const neighbours::Index &index, RecordingId self, std::size_t k, const PartWeights &weights,
                                               const neighbours::Exclude &exclude)
{
    const auto row = index.vectors().row(self);
    if (!row) return fail(ErrorCode::Internal, "a recording without a vector asked");
    Vector vector{};
    index.vectors().decode(*row, vector, weights);
    return index.nearest(vector, k, weights, [&](RecordingId id) { return id == self || exclude(id); }, neighbours::Ranking::Corrected);
}

Result<> onEveryCore(std::size_t begin, std::size_t end, const std::stop_token &stop, const std::function<Result<>(std::size_t)> &ask)
{
    std::atomic<std::size_t> next{begin};
    std::atomic<bool> isOver{false};
    std::mutex guard;
    Result<> outcome;
    {
        std::vector<std::jthread> pool;
        for (unsigned thread = 0; thread < std::max(1U, std::thread::hardware_concurrency()); ++thread) {
            pool.emplace_back([&] {
                for (std::size_t i = next++; i < end && !isOver && !stop.stop_requested(); i = next++) {
                    auto asked = ask(i);
                    if (asked) continue;
                    const std::scoped_lock lock(guard);
                    if (!isOver.exchange(true)) outcome = std::move(asked);
                }
            });
        }
    }
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    return outcome;
}

} // namespace taraf::answer
