#include "taraf/recommend/density.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace taraf::recommend {
namespace {

constexpr std::size_t kNone = SIZE_MAX;

/// Equal points would be infinitely dense.
constexpr double kLeastDistance = 1e-9;

struct Edge {
    std::size_t from = 0, to = 0; ///< from < to
    float distance = 0;
};

std::vector<float> coreDistances(std::span<const float> distances, std::size_t count, std::size_t points)
{
    const std::size_t rank = std::min(points, count) - 1;
    std::vector<float> cores(count), row;
    for (std::size_t i = 0; i < count; ++i) {
        const auto all = distances.subspan(i * count, count);
        row.assign(all.begin(), all.end());
        std::ranges::nth_element(row, row.begin() + static_cast<std::ptrdiff_t>(rank));
        cores[i] = row[rank];
    }
    return cores;
}

/// Of the mutual reachability, by distance. Source: R. Prim, "Shortest Connection Networks and Some Generalizations", Bell System Technical Journal 36, 1957.
std::vector<Edge> spanningTree(std::span<const float> distances, std::size_t count, const std::vector<float> &cores)
{
    std::vector<float> nearest(count, std::numeric_limits<float>::infinity());
    std::vector<std::size_t> by(count, 0);
    std::vector<bool> isIn(count, false);
    std::vector<Edge> edges;
    for (std::size_t last = 0; edges.size() + 1 < count;) {
        isIn[last] = true;
        std::size_t next = kNone;
        for (std::size_t i = 0; i < count; ++i) {
            if (isIn[i]) continue;
            const float reach = std::max({distances[last * count + i], cores[last], cores[i]});
            if (reach < nearest[i]) {
                nearest[i] = reach;
                by[i] = last;
            }
            if (next == kNone || nearest[i] < nearest[next]) next = i;
        }
        edges.push_back({.from = std::min(next, by[next]), .to = std::max(next, by[next]), .distance = nearest[next]});
        last = next;
    }
    std::ranges::sort(edges, {}, [](const Edge &edge) { return std::tuple(edge.distance, edge.from, edge.to); });
    return edges;
}

/// Where two branches meet; the points are branches 0 to count - 1, and what edge i joins is branch count + i.
struct Joint {
    std::size_t left = 0, right = 0;
    double density = 0; ///< 1 / distance
};

std::vector<Joint> dendrogram(const std::vector<Edge> &edges, std::size_t count)
{
    std::vector<std::size_t> parent(count + edges.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto top = [&](std::size_t branch) {
        while (parent[branch] != branch) branch = parent[branch] = parent[parent[branch]];
        return branch;
    };
    std::vector<Joint> joints;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const std::size_t left = top(edges[i].from), right = top(edges[i].to);
        joints.push_back({.left = left, .right = right, .density = 1.0 / std::max<double>(edges[i].distance, kLeastDistance)});
        parent[left] = parent[right] = count + i;
    }
    return joints;
}

/// A cluster of the hierarchy; its children come after it.
struct Cluster {
    std::size_t parent = kNone;
    double birth = 0, stability = 0;
    bool hasChildren = false;
};

struct Hierarchy {
    std::vector<Cluster> clusters;
    std::vector<std::size_t> last; ///< of each point the last cluster it was in
};

/// What a branch falls into at its density: branches of one density fall apart at once. Their own turn is over.
std::vector<std::size_t> partsOf(std::size_t joint, const std::vector<Joint> &joints, std::size_t count, std::vector<bool> &isOver)
{
    std::vector<std::size_t> parts, open{joints[joint].left, joints[joint].right};
    while (!open.empty()) {
        const std::size_t branch = open.back();
        open.pop_back();
        if (branch >= count && joints[branch - count].density == joints[joint].density) { // NOLINT: of equal distances
            isOver[branch - count] = true;
            open.insert(open.end(), {joints[branch - count].left, joints[branch - count].right});
        } else {
            parts.push_back(branch);
        }
    }
    return parts;
}

Hierarchy hierarchyOf(const std::vector<Joint> &joints, std::size_t count, std::size_t minSize)
{
    std::vector<std::size_t> size(count + joints.size(), 1), in(count + joints.size(), 0);
    for (std::size_t i = 0; i < joints.size(); ++i) size[count + i] = size[joints[i].left] + size[joints[i].right];
    std::vector<bool> fell(count + joints.size(), false); // out of its cluster, where a branch was too small to be one
    std::vector<bool> isOver(joints.size(), false);
    Hierarchy out{.clusters = {Cluster{}}, .last = {}};
    for (std::size_t i = joints.size(); i-- > 0;) {
        if (isOver[i]) continue;
        const std::size_t cluster = in[count + i];
        const bool isGone = fell[count + i];
        const auto parts = partsOf(i, joints, count, isOver);
        const bool isSplit = !isGone && std::ranges::count_if(parts, [&](std::size_t part) { return size[part] >= minSize; }) > 1;
        for (const std::size_t part : parts) {
            in[part] = cluster;
            fell[part] = isGone || size[part] < minSize;
            if (isGone || (!fell[part] && !isSplit)) continue;
            out.clusters[cluster].stability += (joints[i].density - out.clusters[cluster].birth) * static_cast<double>(size[part]);
            if (fell[part]) continue;
            out.clusters[cluster].hasChildren = true;
            in[part] = out.clusters.size();
            out.clusters.push_back({.parent = cluster, .birth = joints[i].density});
        }
    }
    out.last.assign(in.begin(), in.begin() + static_cast<std::ptrdiff_t>(count));
    return out;
}

std::vector<bool> selected(std::vector<Cluster> clusters, ClusterSelection selection)
{
    std::vector<bool> is(clusters.size(), false);
    std::vector<double> below(clusters.size(), 0);
    for (std::size_t c = clusters.size(); c-- > 1;) {
        is[c] = selection == ClusterSelection::Leaf ? !clusters[c].hasChildren : below[c] <= clusters[c].stability;
        below[clusters[c].parent] += std::max(below[c], clusters[c].stability);
    }
    return is;
}

} // namespace

std::vector<int> densityClusters(std::span<const float> distances, std::size_t count, const DensityOptions &options)
{
    std::vector<int> labels(count, kNoCluster);
    const std::size_t minSize = std::max<std::size_t>(options.minSize, 2);
    if (count < minSize || distances.size() != count * count) return labels;
    const auto cores = coreDistances(distances, count, options.minPoints == 0 ? minSize : options.minPoints);
    const Hierarchy hierarchy = hierarchyOf(dendrogram(spanningTree(distances, count, cores), count), count, minSize);
    const auto is = selected(hierarchy.clusters, options.selection);
    // The outermost that was selected stands for all in it; parents come first.
    std::vector<std::size_t> stands(hierarchy.clusters.size(), kNone);
    for (std::size_t c = 1; c < stands.size(); ++c) {
        const std::size_t outer = stands[hierarchy.clusters[c].parent];
        stands[c] = outer != kNone ? outer : is[c] ? c : kNone;
    }
    std::vector<int> number(stands.size(), kNoCluster);
    int next = 0;
    for (std::size_t point = 0; point < count; ++point) {
        const std::size_t cluster = stands[hierarchy.last[point]];
        if (cluster == kNone) continue;
        if (number[cluster] == kNoCluster) number[cluster] = next++;
        labels[point] = number[cluster];
    }
    return labels;
}

} // namespace taraf::recommend
