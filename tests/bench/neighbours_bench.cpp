/// @file Neighbours of 128 dimensions: ours beside FAISS's HNSW, on the same vectors in one run. A Markdown table on stdout.
/// Options: --size N (100000), --queries N (1000), --no-peer; with one of Google Benchmark's (--benchmark_filter=.) single calls
/// are timed by it instead. --resident taraf|faiss PATH N is this program asking itself what a process that answers needs.

#include "clustered_vectors.h"
#include "faiss_peer.h"
#include "taraf/neighbours/exact_scan.h"
#include "taraf/neighbours/index.h"
#include "taraf/neighbours/publish.h"

#include <algorithm>
#include <array>
#include <benchmark/benchmark.h>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <faiss/index_io.h>
#include <filesystem>
#include <format>
#include <fstream>
#include <memory>
#include <numeric>
#include <omp.h>
#include <print>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace taraf;
using namespace taraf::neighbours;

using namespace taraf::bench;
constexpr std::size_t kDims = ClusteredVectors::kDims;
using Overall = std::array<float, kDims>;
using Whole = ClusteredVectors::Vector;
constexpr std::size_t kHits = 10;
constexpr std::uint64_t kQueries = 1U << 30U; ///< rows from here on are asked and not in the index
constexpr std::size_t kResidentQueries = 10000;

/// Sliders anywhere: every part counts.
PartWeights allWeights()
{
    PartWeights weights{};
    for (std::size_t i = 0; i < kPartCount; ++i) weights[i] = static_cast<float>(i + 1) / static_cast<float>(kPartCount * (kPartCount + 1) / 2);
    return weights;
}

struct Options {
    std::size_t size = 100000;
    std::size_t queries = 1000;
    bool isPeerAsked = true;
};

template<class T> T orDie(Result<T> result)
{
    if (result) return std::move(*result);
    std::println(stderr, "neighbours_bench: {}", result.error().message);
    std::exit(1);
}
void orDie(const Result<> &result)
{
    if (result) return;
    std::println(stderr, "neighbours_bench: {}", result.error().message);
    std::exit(1);
}

constexpr PartWeights kOverall{1.0F};

/// Rows from..to, with their number + 1 as id.
VectorRows rowsOf(const ClusteredVectors &vectors, std::size_t from, std::size_t to)
{
    VectorRows rows;
    rows.reserve(to - from);
    for (std::size_t i = from; i < to; ++i) orDie(rows.add(RecordingId(static_cast<std::int64_t>(i + 1)), vectors.whole(i)));
    return rows;
}

using Truth = std::vector<std::vector<std::int64_t>>;

float dot(const Overall &a, const Overall &b)
{
    // Lanes of their own let the compiler use vectors.
    std::array<float, 16> lanes{};
    for (std::size_t d = 0; d < kDims; d += lanes.size()) {
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane] += a[d + lane] * b[d + lane];
    }
    return std::accumulate(lanes.begin(), lanes.end(), 0.0F);
}

/// The nearest in full float precision among rows from..to, which are made one after the other.
Truth truthOf(const ClusteredVectors &vectors, std::size_t from, std::size_t to, const std::vector<Whole> &queries)
{
    using Best = std::vector<std::pair<float, std::int64_t>>; // a heap, the worst in front
    std::vector<Best> best(queries.size());
    std::vector<Overall> asked;
    for (const Whole &query : queries) std::copy_n(query.begin(), kDims, asked.emplace_back().begin());
    for (std::size_t row = from; row < to; ++row) {
        const Overall vector = vectors.overall(row);
        for (std::size_t q = 0; q < asked.size(); ++q) {
            const float cosine = dot(vector, asked[q]);
            Best &heap = best[q];
            if (heap.size() == kHits && cosine <= heap.front().first) continue;
            if (heap.size() == kHits) {
                std::ranges::pop_heap(heap, std::ranges::greater{});
                heap.pop_back();
            }
            heap.emplace_back(cosine, static_cast<std::int64_t>(row + 1));
            std::ranges::push_heap(heap, std::ranges::greater{});
        }
    }
    Truth truth;
    for (const Best &heap : best) {
        auto &ids = truth.emplace_back();
        for (const auto &[cosine, id] : heap) ids.push_back(id);
    }
    return truth;
}

struct Figures {
    double recall = 0.0;
    double medianMilliseconds = 0.0;
    double rate = 0.0; ///< queries a second
};

/// Asks every query once, after a tenth of them to warm up. `ask` gives ids.
template<class Ask> Figures measure(const std::vector<Whole> &queries, const Truth &truth, const Ask &ask)
{
    std::vector<double> times;
    std::size_t found = 0;
    for (std::size_t q = 0; q < truth.size() / 10; ++q) ask(queries[q]);
    for (std::size_t q = 0; q < truth.size(); ++q) {
        const auto start = Clock::now();
        const std::vector<std::int64_t> ids = ask(queries[q]);
        times.push_back(secondsSince(start) * 1e3);
        for (const std::int64_t id : ids) found += static_cast<std::size_t>(std::ranges::count(truth[q], id));
    }
    const double all = std::accumulate(times.begin(), times.end(), 0.0) / 1e3;
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    return {static_cast<double>(found) / static_cast<double>(truth.size() * kHits), times[times.size() / 2], static_cast<double>(truth.size()) / all};
}

std::vector<std::int64_t> idsOf(const std::vector<Hit> &hits)
{
    std::vector<std::int64_t> ids;
    for (const Hit &hit : hits) ids.push_back(hit.id.value());
    return ids;
}

/// The graph and the re-rank, as Index does it, with an effort of choice.
std::vector<std::int64_t> askGraph(const HnswGraph &graph, const VectorFile &file, const Whole &query, std::size_t ef)
{
    auto hits = orDie(graph.search(std::span(query).first<kDims>(), ef));
    for (Hit &hit : hits) hit.cosine = file.cosine(*file.row(hit.id), query, kOverall);
    const std::size_t kept = std::min(kHits, hits.size());
    std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(kept), std::ranges::greater{}, &Hit::cosine);
    hits.resize(kept);
    return idsOf(hits);
}

class Folder
{
public:
    Folder()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "neighbours-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) std::exit(1);
        m_path = pattern;
    }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;
    ~Folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    [[nodiscard]] const std::string &path() const { return m_path; }

private:
    std::string m_path;
};

void printRow(std::string_view what, double ours, double peer, int digits, bool isMoreBetter = false)
{
    if (peer > 0.0) {
        std::println("| {} | {:.{}f} | {:.{}f} | {:.2f} |", what, ours, digits, peer, digits, isMoreBetter ? ours / peer : peer / ours);
    } else {
        std::println("| {} | {:.{}f} | – | – |", what, ours, digits);
    }
    std::fflush(stdout);
}

std::string lineOf(const char *file, std::string_view key)
{
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(key)) return line.substr(key.size());
    }
    return {};
}

/// What this process has needed at most, in MB.
double peakMegabytes() { return std::strtod(lineOf("/proc/self/status", "VmHWM:").c_str(), nullptr) * 1024.0 / 1e6; }

/// --resident: opens an index, and asks it for the neighbours of rows of its own (their vectors from the file where there is one).
int answer(std::string_view whose, const std::string &path, std::size_t size)
{
    const ClusteredVectors vectors(size);
    const auto rowAt = [&](std::size_t i) { return i * 7919 % size; };
    if (whose == "taraf") {
        const Index index = orDie(Index::open(path, IndexKind::Hnsw));
        Whole query{};
        for (std::size_t i = 0; i < kResidentQueries; ++i) {
            index.vectors().decode(rowAt(i), query, kOverall);
            orDie(index.nearest(query, kHits, kOverall, {}, Ranking::Corrected));
        }
    } else {
        omp_set_num_threads(1);
        const std::unique_ptr<faiss::Index> index(faiss::read_index(path.c_str()));
        Whole query{};
        for (std::size_t i = 0; i < kResidentQueries; ++i) {
            std::ranges::copy(vectors.overall(rowAt(i)), query.begin());
            askPeer(dynamic_cast<faiss::IndexHNSWFlat &>(*index), query, kHits, 64);
        }
    }
    std::println("{}", peakMegabytes());
    return 0;
}

/// What answer() needs in a process of its own.
double residentMegabytes(std::string_view whose, const std::string &path, std::size_t size)
{
    const std::string self = std::filesystem::read_symlink("/proc/self/exe");
    FILE *pipe = ::popen(std::format("'{}' --resident {} '{}' {}", self, whose, path, size).c_str(), "r");
    double megabytes = 0.0;
    if (pipe == nullptr || std::fscanf(pipe, "%lf", &megabytes) != 1 || ::pclose(pipe) != 0) std::exit(1);
    return megabytes;
}

/// 20 % appended, 20 % deleted, against the truth of what is left.
void printAfterChanges(const Options &options, const ClusteredVectors &vectors, const std::vector<Whole> &queries, const std::string &folder)
{
    const std::size_t appended = options.size / 5;
    Changes changes;
    changes.upserts = rowsOf(vectors, options.size, options.size + appended);
    for (std::size_t i = 0; i < appended; ++i) changes.removed.emplace_back(static_cast<std::int64_t>(i + 1));
    const auto start = Clock::now();
    const Published published = orDie(update(folder, changes, {}));
    printRow("append 20 %, delete 20 %: s", secondsSince(start), 0.0, 2);
    const Index index = orDie(Index::open(folder, IndexKind::Hnsw));
    const Truth truth = truthOf(vectors, appended, options.size + appended, queries);
    const Figures figures = measure(queries, truth, [&](const Whole &query) { return idsOf(orDie(index.nearest(query, kHits, kOverall))); });
    std::println("| after it: recall@10; p50 ms ({}) | {:.4f}; {:.4f} | – | – |",
                 published.graph == Published::Graph::Changed ? "graph changed in place" : "graph rebuilt", figures.recall, figures.medianMilliseconds);
}

void printScans(const VectorFile &file, const std::vector<Whole> &queries, const Truth &truth)
{
    const auto scanned = [&](const PartWeights &weights, Ranking ranking) {
        return measure(queries, truth, [&](const Whole &query) { return idsOf(orDie(exactScan(file, query, kHits, weights, {}, ranking))); });
    };
    const Figures overall = scanned(kOverall, Ranking::Plain);
    printRow("exact scan, overall part: recall@10", overall.recall, 0.0, 4);
    printRow("exact scan, overall part: p50 ms", overall.medianMilliseconds, 0.0, 3);
    printRow("exact scan, all parts weighted: p50 ms", scanned(allWeights(), Ranking::Plain).medianMilliseconds, 0.0, 3);
    printRow("the same, corrected for hubs: p50 ms", scanned(allWeights(), Ranking::Corrected).medianMilliseconds, 0.0, 3);
}

void compare(const Options &options)
{
    omp_set_num_threads(1);
    const Folder folder;
    const std::string peerPath = folder.path() + "/peer";
    const ClusteredVectors vectors(options.size);
    std::vector<Whole> queries;
    for (std::size_t i = 0; i < options.queries; ++i) queries.push_back(vectors.whole(kQueries + i));
    const Truth truth = truthOf(vectors, 0, options.size, queries);

    std::println("{} clustered unit vectors of {} dimensions ({} with all parts), {} queries, one thread; M 16, efConstruction 200\n", options.size, kDims,
                 kVectorSize, options.queries);
    std::println("| what | Taraf | FAISS HNSW | times better |\n|---|---|---|---|");
    Peer peer;
    if (options.isPeerAsked) peer = makePeer(vectors, options.size, peerPath);

    std::uint64_t buildId = 0;
    {
        const VectorRows rows = rowsOf(vectors, 0, options.size);
        const double cpuBefore = cpuSeconds();
        auto start = Clock::now();
        const auto built = orDie(HnswGraph::build(rows));
        const double buildSeconds = secondsSince(start);
        printRow("build: s", buildSeconds, peer.buildSeconds, 1);
        printRow("build: CPU s", cpuSeconds() - cpuBefore, peer.buildCpuSeconds, 1);
        start = Clock::now();
        orDie(writeVectorFile(vectorFilePath(folder.path()), rows, 0, {}));
        buildId = rows.buildId(0);
        orDie(built.save(graphFilePath(folder.path(), buildId), buildId));
        printRow("write vectors and graph: s", secondsSince(start), 0.0, 2);
    }
    const auto start = Clock::now();
    const Index index = orDie(Index::open(folder.path(), IndexKind::Hnsw));
    printRow("open, files checked: ms", secondsSince(start) * 1e3, peer.openSeconds * 1e3, 1);
    const HnswGraph graph = orDie(HnswGraph::load(graphFilePath(folder.path(), buildId), buildId)); // mapped, as readers have it
    printRow("graph on disk: MB", static_cast<double>(graph.bytes()) / 1e6, static_cast<double>(peer.bytes) / 1e6, 1);
    printRow("vectors on disk: MB", static_cast<double>(std::filesystem::file_size(vectorFilePath(folder.path()))) / 1e6, 0.0, 1);
    printRow(std::format("resident after {} different questions: MB", kResidentQueries), residentMegabytes("taraf", folder.path(), options.size),
             peer.index ? residentMegabytes("faiss", peerPath, options.size) : 0.0, 0);
    for (const int ef : {10, 20, 40, 64, 80, 160}) {
        const Figures ours = measure(queries, truth, [&](const Whole &query) { return askGraph(graph, index.vectors(), query, static_cast<std::size_t>(ef)); });
        Figures theirs;
        if (peer.index) theirs = measure(queries, truth, [&](const Whole &query) { return askPeer(*peer.index, query, kHits, ef); });
        printRow(std::format("ef {}: recall@10", ef), ours.recall, theirs.recall, 4, true);
        printRow(std::format("ef {}: p50 ms", ef), ours.medianMilliseconds, theirs.medianMilliseconds, 4);
        printRow(std::format("ef {}: queries/s", ef), ours.rate, theirs.rate, 0, true);
    }
    const auto whole = measure(queries, truth, [&](const Whole &query) { return idsOf(orDie(index.nearest(query, kHits, kOverall))); });
    printRow("Index::nearest: recall@10", whole.recall, 0.0, 4);
    printRow("Index::nearest: p50 ms", whole.medianMilliseconds, 0.0, 4);
    printRow("Index::nearest: queries/s", whole.rate, 0.0, 0);
    const auto corrected = measure(queries, truth, [&](const Whole &query) { return idsOf(orDie(index.nearest(query, kHits, kOverall, {}, Ranking::Corrected))); });
    printRow("Index::nearest, corrected for hubs: p50 ms", corrected.medianMilliseconds, 0.0, 4);
    printScans(index.vectors(), queries, truth);
    printAfterChanges(options, vectors, queries, folder.path());
}

void timeScan(benchmark::State &state)
{
    const Folder folder;
    const auto size = static_cast<std::size_t>(state.range(0));
    const ClusteredVectors vectors(size);
    orDie(writeVectorFile(vectorFilePath(folder.path()), rowsOf(vectors, 0, size), 0, {}));
    const VectorFile file = orDie(VectorFile::open(vectorFilePath(folder.path())));
    const Whole query = vectors.whole(0);
    for (auto _ : state) benchmark::DoNotOptimize(exactScan(file, query, kHits, kOverall));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(timeScan)->Arg(5000)->Arg(100000)->Unit(benchmark::kMicrosecond);

std::size_t numberAfter(const std::vector<std::string_view> &arguments, std::string_view name, std::size_t otherwise)
{
    const auto at = std::ranges::find(arguments, name);
    if (at == arguments.end()) return otherwise;
    std::size_t value = 0;
    if (at + 1 == arguments.end() || std::from_chars((at + 1)->data(), (at + 1)->data() + (at + 1)->size(), value).ec != std::errc{} || value < 100) {
        std::println(stderr, "neighbours_bench: {} needs a number of at least 100", name);
        std::exit(2);
    }
    return value;
}

} // namespace

int main(int argc, char **argv)
{
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    if (arguments.size() == 4 && arguments[0] == "--resident") return answer(arguments[1], std::string(arguments[2]), std::strtoul(argv[4], nullptr, 10));
    Options options;
    options.size = numberAfter(arguments, "--size", options.size);
    options.queries = numberAfter(arguments, "--queries", options.queries);
    options.isPeerAsked = !std::ranges::contains(arguments, "--no-peer");
    // Google Benchmark's own options ask for its own figures.
    if (std::ranges::any_of(arguments, [](std::string_view argument) { return argument.starts_with("--benchmark"); })) {
        benchmark::Initialize(&argc, argv);
        benchmark::RunSpecifiedBenchmarks();
        return 0;
    }
    compare(options);
    return 0;
}
