#include "taraf/neighbours/hnsw_graph.h"

#include "quantise.h"
#include "hnsw_state.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <mutex>
#include <thread>

namespace taraf::neighbours {
namespace {

constexpr double kMostDeleted = 0.3;

std::unexpected<Error> outOfMemory() { return fail(ErrorCode::OutOfMemory, "there is not enough memory for the graph of neighbours"); }

std::unexpected<Error> cannotChange()
{
    return fail(ErrorCode::InvalidArgument, "a graph that was opened for reading can't be changed; open it with Use::Change");
}

/// A row's overall part, as a node: its high plane; a scale of 0 means that it has none.
Node nodeOf(const VectorRows &rows, std::size_t row)
{
    const auto codes = rows.codes(row).subspan<range(Part::Overall).offset, kNodeSize>();
    Node node;
    std::ranges::transform(codes, node.codes.begin(), highOf);
    node.scale = 256.0F * scaleOf(codes);
    return node;
}

/// Takes rows one by one, in order, for several threads.
class Insertion
{
public:
    Insertion(NodeGraph &graph, const VectorRows &rows, const BuildOptions &options) : m_graph(graph), m_rows(rows), m_options(options) {}

    Result<> run()
    {
        unsigned threads = m_options.threads == 0 ? std::thread::hardware_concurrency() : m_options.threads;
        threads = static_cast<unsigned>(std::clamp<std::size_t>(m_rows.size() / 64, 1, std::max(threads, 1U)));
        {
            std::vector<std::jthread> others;
            try {
                for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { work({}); });
            } catch (const std::system_error &) {
                // Fewer threads, then.
            }
            work(m_options.progress);
        }
        if (m_error) return fail(*m_error);
        if (m_options.stop.stop_requested()) return fail(ErrorCode::Cancelled, "building the graph of neighbours was stopped");
        return {};
    }

private:
    void work(const ProgressSink &progress)
    {
        using Clock = std::chrono::steady_clock;
        Clock::time_point told{};
        while (!m_failed && !m_options.stop.stop_requested()) {
            const std::size_t row = m_next++;
            if (row >= m_rows.size()) return;
            try {
                if (const Node node = nodeOf(m_rows, row); node.scale > 0.0F) m_graph.insert(node, m_rows.id(row).value());
            } catch (const std::bad_alloc &) {
                stop(outOfMemory().error());
            } catch (const std::exception &error) {
                stop({ErrorCode::Internal, std::string("the graph of neighbours can't be built: ") + error.what()});
            }
            if (progress && Clock::now() - told > std::chrono::milliseconds(100)) {
                told = Clock::now();
                progress({"building the index", std::min<std::size_t>(m_next, m_rows.size()), m_rows.size(), {}});
            }
        }
    }

    void stop(Error error)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_error) m_error = std::move(error);
        m_failed = true;
    }

    NodeGraph &m_graph;
    const VectorRows &m_rows;
    const BuildOptions &m_options;
    std::atomic<std::size_t> m_next{0};
    std::atomic<bool> m_failed{false};
    std::mutex m_mutex;
    std::optional<Error> m_error;
};

/// Hands `exclude` to hnswlib, the other way round.
class Allowed final : public hnswlib::BaseFilterFunctor
{
public:
    explicit Allowed(const Exclude &exclude) : m_exclude(exclude) {}
    bool operator()(hnswlib::labeltype label) override { return !m_exclude(RecordingId(static_cast<std::int64_t>(label))); }

private:
    const Exclude &m_exclude;
};

} // namespace

HnswGraph::HnswGraph(std::unique_ptr<State> state) noexcept : m_state(std::move(state)) {}
HnswGraph::HnswGraph(HnswGraph &&) noexcept = default;
HnswGraph &HnswGraph::operator=(HnswGraph &&) noexcept = default;
HnswGraph::~HnswGraph() = default;

Result<HnswGraph> HnswGraph::build(const VectorRows &rows, const BuildOptions &options)
{
    try {
        auto state = std::make_unique<State>();
        state->graph = std::make_unique<NodeGraph>(state->space, rows.size());
        HnswGraph graph(std::move(state));
        if (auto inserted = Insertion(*graph.m_state->graph, rows, options).run(); !inserted) return fail(inserted.error());
        graph.m_state->graph->measureQueries();
        graph.m_state->built = graph.m_state->graph->cur_element_count;
        return graph;
    } catch (const std::exception &) {
        return outOfMemory();
    }
}

Result<> HnswGraph::remove(std::span<const RecordingId> ids)
{
    if (m_state->map) return cannotChange();
    NodeGraph &graph = *m_state->graph;
    for (const RecordingId id : ids) {
        // The label is forgotten, so that the recording can come back as a node of its own, where its vector belongs.
        const auto at = graph.label_lookup_.find(static_cast<hnswlib::labeltype>(id.value()));
        if (at == graph.label_lookup_.end()) continue;
        graph.markDeletedInternal(at->second);
        graph.label_lookup_.erase(at);
    }
    return {};
}

Result<> HnswGraph::append(const VectorRows &rows, const BuildOptions &options)
{
    if (m_state->map) return cannotChange();
    std::vector<RecordingId> replaced;
    replaced.reserve(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) replaced.push_back(rows.id(row));
    if (auto removed = remove(replaced); !removed) return removed;
    NodeGraph &graph = *m_state->graph;
    try {
        if (const std::size_t needed = graph.cur_element_count + rows.size(); needed > graph.max_elements_) graph.resizeIndex(needed);
        graph.measureNodes();
        auto inserted = Insertion(graph, rows, options).run();
        graph.measureQueries();
        return inserted;
    } catch (const std::exception &) {
        return outOfMemory();
    }
}

Result<std::vector<Hit>> HnswGraph::search(std::span<const float, kNodeSize> overall, std::size_t ef, const Exclude &exclude) const
{
    const NodeGraph &graph = *m_state->graph;
    FineNode query;
    quantise(overall, kMostOfQuery, query.codes.data());
    query.scale = scaleOf(query.codes);
    try {
        Allowed allowed(exclude);
        auto found = graph.searchKnn(&query, std::clamp<std::size_t>(ef, 1, std::max<std::size_t>(graph.cur_element_count, 1)),
                                     exclude ? &allowed : nullptr);
        std::vector<Hit> hits(found.size());
        for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit, found.pop()) {
            *hit = {RecordingId(static_cast<std::int64_t>(found.top().second)), 1.0F - found.top().first};
        }
        return hits;
    } catch (const std::exception &) {
        return outOfMemory();
    }
}

std::size_t HnswGraph::size() const noexcept { return m_state->graph->cur_element_count - m_state->graph->num_deleted_; }
std::size_t HnswGraph::deleted() const noexcept { return m_state->graph->num_deleted_; }

bool HnswGraph::shouldRebuild() const noexcept
{
    const auto nodes = static_cast<double>(m_state->graph->cur_element_count);
    return static_cast<double>(deleted()) > kMostDeleted * nodes || nodes > 2.0 * static_cast<double>(m_state->built);
}

} // namespace taraf::neighbours
