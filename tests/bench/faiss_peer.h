/// @file FAISS's HNSW on the same vectors, and the clocks both are measured by.
#pragma once

#include "clustered_vectors.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <faiss/IndexHNSW.h>
#include <faiss/index_io.h>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace taraf::bench {

using Clock = std::chrono::steady_clock;

inline double cpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
inline double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }


struct Peer {
    std::unique_ptr<faiss::IndexHNSWFlat> index;
    double buildSeconds = 0.0;
    double buildCpuSeconds = 0.0; ///< of the processor: what others do on the machine counts less
    double openSeconds = 0.0;
    std::uintmax_t bytes = 0;
};

inline Peer makePeer(const ClusteredVectors &vectors, std::size_t size, const std::string &path)
{
    Peer peer;
    faiss::IndexHNSWFlat built(static_cast<int>(ClusteredVectors::kDims), 16, faiss::METRIC_INNER_PRODUCT);
    built.hnsw.efConstruction = 200;
    constexpr std::size_t block = 10000;
    std::vector<float> matrix;
    for (std::size_t from = 0; from < size; from += block) {
        matrix.clear();
        for (std::size_t i = from; i < std::min(size, from + block); ++i) std::ranges::copy(vectors.overall(i), std::back_inserter(matrix));
        const double cpuBefore = cpuSeconds();
        const auto start = Clock::now();
        built.add(static_cast<faiss::idx_t>(matrix.size() / ClusteredVectors::kDims), matrix.data());
        peer.buildSeconds += secondsSince(start);
        peer.buildCpuSeconds += cpuSeconds() - cpuBefore;
    }
    faiss::write_index(&built, path.c_str());
    peer.bytes = std::filesystem::file_size(path);
    const auto start = Clock::now();
    peer.index.reset(dynamic_cast<faiss::IndexHNSWFlat *>(faiss::read_index(path.c_str())));
    peer.openSeconds = secondsSince(start);
    return peer;
}

inline std::vector<std::int64_t> askPeer(faiss::IndexHNSWFlat &peer, const ClusteredVectors::Vector &query, std::size_t hits, int ef)
{
    peer.hnsw.efSearch = ef;
    std::vector<float> distances(hits);
    std::vector<faiss::idx_t> labels(hits);
    peer.search(1, query.data(), static_cast<faiss::idx_t>(hits), distances.data(), labels.data());
    std::vector<std::int64_t> ids;
    for (const faiss::idx_t label : labels) ids.push_back(label + 1);
    return ids;
}

} // namespace taraf::bench
