#include "network.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace taraf::analysis {
namespace {

constexpr std::size_t kNothing = static_cast<std::size_t>(-1);

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// Batcher's merge of `count` positions from `from`, `step` apart, whose two halves are sorted. `count` is a power of two.
void merge(Pairs &pairs, std::size_t from, std::size_t count, std::size_t step)
{
    if (count < 2) return;
    if (count == 2) {
        pairs.emplace_back(from, from + step);
        return;
    }
    merge(pairs, from, count / 2, step * 2);
    merge(pairs, from + step, count / 2, step * 2);
    for (std::size_t i = 1; i + 1 < count; i += 2) pairs.emplace_back(from + i * step, from + (i + 1) * step);
}

void sort(Pairs &pairs, std::size_t from, std::size_t count)
{
    if (count < 2) return;
    sort(pairs, from, count / 2);
    sort(pairs, from + count / 2, count / 2);
    merge(pairs, from, count, 1);
}

/// The network on the wires that lie at some of the positions. The other positions hold minus infinity: where one of those
/// meets a wire, it is known beforehand who goes where, and the wire changes its place without work.
Network onWires(const Pairs &pairs, std::vector<std::size_t> wireAt, std::size_t wires, std::size_t keep)
{
    std::vector<Comparator> all;
    for (const auto &[first, second] : pairs) {
        std::size_t &high = wireAt[first], &low = wireAt[second];
        if (low == kNothing) continue;
        if (high == kNothing) std::swap(high, low);
        else all.push_back({high, low});
    }
    Network network;
    network.order.assign(wireAt.begin(), wireAt.begin() + static_cast<std::ptrdiff_t>(keep));
    std::vector<bool> needed(wires, false);
    for (const std::size_t wire : network.order) needed[wire] = true;
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
        it->highUsed = needed[it->high];
        it->lowUsed = needed[it->low];
        if (!it->highUsed && !it->lowUsed) continue;
        needed[it->high] = needed[it->low] = true;
        network.comparators.push_back(*it);
    }
    std::ranges::reverse(network.comparators);
    return network;
}

} // namespace

Network sortingNetwork(std::size_t size)
{
    Pairs pairs;
    sort(pairs, 0, std::bit_ceil(size));
    std::vector<std::size_t> wireAt(std::bit_ceil(size), kNothing);
    for (std::size_t i = 0; i < size; ++i) wireAt[i] = i;
    return onWires(pairs, std::move(wireAt), size, size);
}

Network mergingNetwork(std::size_t a, std::size_t b, std::size_t keep)
{
    const std::size_t half = std::bit_ceil(std::max(a, b));
    Pairs pairs;
    merge(pairs, 0, 2 * half, 1);
    std::vector<std::size_t> wireAt(2 * half, kNothing);
    for (std::size_t i = 0; i < a; ++i) wireAt[i] = i;
    for (std::size_t i = 0; i < b; ++i) wireAt[half + i] = a + i;
    return onWires(pairs, std::move(wireAt), a + b, std::min(keep, a + b));
}

std::vector<Tensor> run(const Network &network, std::vector<Tensor> wires)
{
    for (const Comparator &comparator : network.comparators) {
        Tensor &a = wires[comparator.high], &b = wires[comparator.low];
        Tensor high, low;
        if (comparator.highUsed) high = at::maximum(a, b);
        if (comparator.lowUsed) low = at::minimum(a, b);
        a = std::move(high);
        b = std::move(low);
    }
    std::vector<Tensor> sorted;
    sorted.reserve(network.order.size());
    for (const std::size_t wire : network.order) sorted.push_back(wires[wire]);
    return sorted;
}

} // namespace taraf::analysis
