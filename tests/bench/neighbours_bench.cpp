/// @file Neighbours of 128 dimensions: ours beside FAISS's HNSW, on the same vectors in one run. A Markdown table on stdout.
/// Options: --size N (100000), --queries N (1000), --no-peer; with one of Google Benchmark's (--benchmark_filter=.) single calls
/// are timed by it instead.

#include "taraf/neighbours/exact_scan.h"
#include "taraf/neighbours/index.h"
#include "taraf/neighbours/publish.h"

#include <algorithm>
#include <array>
#include <benchmark/benchmark.h>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <faiss/IndexHNSW.h>
#include <faiss/index_io.h>
#include <filesystem>
#include <memory>
#include <omp.h>
#include <print>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace taraf;
using namespace taraf::neighbours;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kDims = range(Part::Overall).size;
constexpr std::size_t kHits = 10;
constexpr PartWeights kOverall{1.0F, 0.0F, 0.0F, 0.0F};

struct Options {
    std::size_t size = 100000;
    std::size_t queries = 1000;
    unsigned seed = 1;
    bool isPeerAsked = true;
};

double cpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

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

/// Unit vectors around 1 center per 100, as tracks lie around their styles; queries are drawn the same way.
class Clusters
{
public:
    explicit Clusters(const Options &options) : m_random(options.seed), m_centers(std::max<std::size_t>(options.size / 100, 10))
    {
        for (auto &center : m_centers) center = draw(nullptr);
    }
    std::vector<float> vectors(std::size_t count)
    {
        std::vector<float> all;
        all.reserve(count * kDims);
        for (std::size_t i = 0; i < count; ++i) {
            const auto vector = draw(&m_centers[m_random() % m_centers.size()]);
            all.insert(all.end(), vector.begin(), vector.end());
        }
        return all;
    }

private:
    using Vector = std::array<float, kDims>;
    Vector draw(const Vector *center)
    {
        std::normal_distribution<float> normal;
        Vector vector{};
        float squares = 0.0F;
        for (std::size_t i = 0; i < kDims; ++i) {
            // As long as the center, so that two of a cluster have a cosine of about 0.5.
            vector[i] = normal(m_random) / std::sqrt(static_cast<float>(kDims)) + (center != nullptr ? (*center)[i] : 0.0F);
            squares += vector[i] * vector[i];
        }
        for (float &x : vector) x /= std::sqrt(squares);
        return vector;
    }

    std::mt19937_64 m_random;
    std::vector<Vector> m_centers;
};

std::array<float, kVectorSize> padded(const float *overall)
{
    std::array<float, kVectorSize> vector{};
    std::copy_n(overall, kDims, vector.begin());
    return vector;
}

/// Rows from..to of a matrix, with their number + 1 as id.
VectorRows rowsOf(const std::vector<float> &matrix, std::size_t from, std::size_t to)
{
    VectorRows rows;
    rows.reserve(to - from);
    for (std::size_t i = from; i < to; ++i) orDie(rows.add(RecordingId(static_cast<std::int64_t>(i + 1)), padded(matrix.data() + i * kDims)));
    return rows;
}

using Truth = std::vector<std::vector<std::int64_t>>;

/// The nearest in full float precision among rows from..to.
Truth truthOf(const std::vector<float> &matrix, std::size_t from, std::size_t to, const std::vector<float> &queries)
{
    Truth truth;
    std::vector<std::pair<float, std::int64_t>> all(to - from);
    for (std::size_t q = 0; q < queries.size() / kDims; ++q) {
        for (std::size_t i = from; i < to; ++i) {
            // Lanes of their own let the compiler use vectors.
            std::array<float, 16> lanes{};
            for (std::size_t d = 0; d < kDims; d += lanes.size()) {
                for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
                    lanes[lane] += matrix[i * kDims + d + lane] * queries[q * kDims + d + lane];
                }
            }
            float sum = 0.0F;
            for (const float lane : lanes) sum += lane;
            all[i - from] = {-sum, static_cast<std::int64_t>(i + 1)};
        }
        std::ranges::partial_sort(all, all.begin() + kHits);
        auto &best = truth.emplace_back();
        for (std::size_t i = 0; i < kHits; ++i) best.push_back(all[i].second);
    }
    return truth;
}

struct Figures {
    double recall = 0.0;
    double medianMilliseconds = 0.0;
};

/// Asks every query once, after a tenth of them to warm up. `ask` gives ids.
template<class Ask> Figures measure(const std::vector<float> &queries, const Truth &truth, const Ask &ask)
{
    std::vector<double> times;
    std::size_t found = 0;
    for (std::size_t q = 0; q < truth.size() / 10; ++q) ask(queries.data() + q * kDims);
    for (std::size_t q = 0; q < truth.size(); ++q) {
        const auto start = Clock::now();
        const std::vector<std::int64_t> ids = ask(queries.data() + q * kDims);
        times.push_back(secondsSince(start) * 1e3);
        for (const std::int64_t id : ids) found += static_cast<std::size_t>(std::ranges::count(truth[q], id));
    }
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    return {static_cast<double>(found) / static_cast<double>(truth.size() * kHits), times[times.size() / 2]};
}

std::vector<std::int64_t> idsOf(const std::vector<Hit> &hits)
{
    std::vector<std::int64_t> ids;
    for (const Hit &hit : hits) ids.push_back(hit.id.value());
    return ids;
}

/// The graph and the re-rank, as Index does it, with an effort of choice.
std::vector<std::int64_t> askGraph(const HnswGraph &graph, const VectorFile &file, const float *query, std::size_t ef)
{
    const auto whole = padded(query);
    auto hits = orDie(graph.search(std::span(whole).first<kDims>(), ef));
    for (Hit &hit : hits) hit.cosine = file.cosine(*file.row(hit.id), whole, kOverall);
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

struct Peer {
    std::unique_ptr<faiss::IndexHNSWFlat> index;
    double buildSeconds = 0.0;
    double buildCpuSeconds = 0.0; ///< of the processor: what others do on the machine counts less
    double openSeconds = 0.0;
    std::uintmax_t bytes = 0;
};

Peer makePeer(const std::vector<float> &matrix, const std::string &folder)
{
    Peer peer;
    faiss::IndexHNSWFlat built(static_cast<int>(kDims), 16, faiss::METRIC_INNER_PRODUCT);
    built.hnsw.efConstruction = 200;
    const double cpuBefore = cpuSeconds();
    auto start = Clock::now();
    built.add(static_cast<faiss::idx_t>(matrix.size() / kDims), matrix.data());
    peer.buildSeconds = secondsSince(start);
    peer.buildCpuSeconds = cpuSeconds() - cpuBefore;
    const std::string path = folder + "/peer";
    faiss::write_index(&built, path.c_str());
    peer.bytes = std::filesystem::file_size(path);
    start = Clock::now();
    peer.index.reset(dynamic_cast<faiss::IndexHNSWFlat *>(faiss::read_index(path.c_str())));
    peer.openSeconds = secondsSince(start);
    return peer;
}

std::vector<std::int64_t> askPeer(const Peer &peer, const float *query, int ef)
{
    peer.index->hnsw.efSearch = ef;
    std::array<float, kHits> distances{};
    std::array<faiss::idx_t, kHits> labels{};
    peer.index->search(1, query, static_cast<faiss::idx_t>(kHits), distances.data(), labels.data());
    std::vector<std::int64_t> ids;
    for (const faiss::idx_t label : labels) ids.push_back(label + 1);
    return ids;
}

void printRow(std::string_view what, double ours, double peer, int digits)
{
    if (peer > 0.0) {
        std::println("| {} | {:.{}f} | {:.{}f} | {:.2f} |", what, ours, digits, peer, digits, peer / ours);
    } else {
        std::println("| {} | {:.{}f} | – | – |", what, ours, digits);
    }
    std::fflush(stdout);
}

/// 20 % appended, 20 % deleted, against the truth of what is left.
void printAfterChanges(const Options &options, const std::vector<float> &matrix, const std::vector<float> &queries, const std::string &folder)
{
    const std::size_t appended = options.size / 5;
    Changes changes;
    changes.upserts = rowsOf(matrix, options.size, options.size + appended);
    for (std::size_t i = 0; i < appended; ++i) changes.removed.emplace_back(static_cast<std::int64_t>(i + 1));
    const auto start = Clock::now();
    const Published published = orDie(update(folder, changes, {}));
    printRow("append 20 %, delete 20 %: s", secondsSince(start), 0.0, 2);
    const Index index = orDie(Index::open(folder, IndexKind::Hnsw));
    const Truth truth = truthOf(matrix, appended, options.size + appended, queries);
    const Figures figures = measure(queries, truth, [&](const float *query) { return idsOf(orDie(index.nearest(padded(query), kHits, kOverall))); });
    std::println("| after it: recall@10; p50 ms ({}) | {:.4f}; {:.4f} | – | – |",
                 published.graph == Published::Graph::Changed ? "graph changed in place" : "graph rebuilt", figures.recall, figures.medianMilliseconds);
}

void compare(const Options &options)
{
    omp_set_num_threads(1);
    const Folder folder;
    Clusters clusters(options);
    const std::vector<float> matrix = clusters.vectors(options.size + options.size / 5);
    const std::vector<float> queries = clusters.vectors(options.queries);
    const Truth truth = truthOf(matrix, 0, options.size, queries);

    std::println("{} clustered unit vectors of {} dimensions, {} queries, one thread; M 16, efConstruction 200\n", options.size, kDims, options.queries);
    std::println("| what | Taraf | FAISS HNSW | times better |\n|---|---|---|---|");
    Peer peer;
    if (options.isPeerAsked) peer = makePeer(std::vector<float>(matrix.begin(), matrix.begin() + static_cast<std::ptrdiff_t>(options.size * kDims)), folder.path());

    const VectorRows rows = rowsOf(matrix, 0, options.size);
    const double cpuBefore = cpuSeconds();
    auto start = Clock::now();
    const auto built = orDie(HnswGraph::build(rows));
    const double buildSeconds = secondsSince(start);
    printRow("build: s", buildSeconds, peer.buildSeconds, 1);
    printRow("build: CPU s", cpuSeconds() - cpuBefore, peer.buildCpuSeconds, 1);
    start = Clock::now();
    orDie(writeVectorFile(vectorFilePath(folder.path()), rows, 0, {}));
    const std::uint64_t buildId = rows.buildId(0);
    orDie(built.save(graphFilePath(folder.path(), buildId), buildId));
    printRow("write vectors and graph: s", secondsSince(start), 0.0, 2);
    start = Clock::now();
    const Index index = orDie(Index::open(folder.path(), IndexKind::Hnsw));
    printRow("open, files checked: ms", secondsSince(start) * 1e3, peer.openSeconds * 1e3, 1);
    const HnswGraph graph = orDie(HnswGraph::load(graphFilePath(folder.path(), buildId), buildId)); // mapped, as readers have it
    printRow("graph on disk: MB", static_cast<double>(graph.bytes()) / 1e6, static_cast<double>(peer.bytes) / 1e6, 1);
    for (const int ef : {10, 20, 40, 64, 80, 160}) {
        const Figures ours = measure(queries, truth, [&](const float *query) { return askGraph(graph, index.vectors(), query, static_cast<std::size_t>(ef)); });
        Figures theirs;
        if (peer.index) theirs = measure(queries, truth, [&](const float *query) { return askPeer(peer, query, ef); });
        printRow("ef " + std::to_string(ef) + ": recall@10", ours.recall, theirs.recall, 4);
        printRow("ef " + std::to_string(ef) + ": p50 ms", ours.medianMilliseconds, theirs.medianMilliseconds, 4);
    }
    const auto whole = measure(queries, truth, [&](const float *query) { return idsOf(orDie(index.nearest(padded(query), kHits, kOverall))); });
    printRow("Index::nearest: recall@10", whole.recall, 0.0, 4);
    printRow("Index::nearest: p50 ms", whole.medianMilliseconds, 0.0, 4);
    const auto exact = measure(queries, truth, [&](const float *query) { return idsOf(orDie(exactScan(index.vectors(), padded(query), kHits, kOverall))); });
    printRow("exact scan: recall@10", exact.recall, 0.0, 4);
    printRow("exact scan: p50 ms", exact.medianMilliseconds, 0.0, 4);
    printAfterChanges(options, matrix, queries, folder.path());
}

void timeScan(benchmark::State &state)
{
    const Folder folder;
    Clusters clusters({.size = static_cast<std::size_t>(state.range(0))});
    const auto matrix = clusters.vectors(static_cast<std::size_t>(state.range(0)));
    orDie(writeVectorFile(vectorFilePath(folder.path()), rowsOf(matrix, 0, matrix.size() / kDims), 0, {}));
    const VectorFile file = orDie(VectorFile::open(vectorFilePath(folder.path())));
    const auto query = padded(matrix.data());
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
