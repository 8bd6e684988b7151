/// @file What the phases of one rescan share.
#pragma once

#include "taraf/work/rescan.h"

#include "taraf/analysis/analyser.h"
#include "taraf/store/library.h"

#include <chrono>
#include <optional>

namespace taraf::work {

/// One rescan under way. The phases run one after the other in the thread that called rescan(); it alone uses the library.
struct Scan {
    const Home &home;
    const RescanOptions &options;
    const std::stop_token &stop;
    const ProgressSink &progress;
    const NoteSink &note;
    store::Library &library;
    UnixTime now{0};
    unsigned jobs = 1;
    RescanResult result;

    void tell(const std::string &phase, std::uint64_t done, std::uint64_t total, const std::string &item = {}) const
    {
        if (progress) progress({.phase = phase, .done = done, .total = total, .item = item});
    }
};

/// The library's setting that is there while vectors and descriptors may differ: set with the change, removed after the index
/// has been published.
inline constexpr std::string_view kIndexIsStale = "index.stale";

/// Walks the roots, reads what is new or changed, and says whose recording each file is.
[[nodiscard]] Result<> readPhase(Scan &scan, const std::vector<store::Root> &roots);

/// Listens to every recording that has no descriptor of the present version.
[[nodiscard]] Result<> listenPhase(Scan &scan, const analysis::Analyser &analyser);

/// Fits the map when the collection has changed enough, and publishes vectors and graph when they differ from the library.
[[nodiscard]] Result<> indexPhase(Scan &scan);

/// Groups writes: a transaction is committed after so many changes or so much time, whichever is first.
class Batch
{
public:
    /// `beforeCommit`: what belongs in the same transaction as the changes, done once at its end.
    explicit Batch(store::Library &library, std::function<Result<>()> beforeCommit = {})
        : m_library(library), m_beforeCommit(std::move(beforeCommit)) {}

    /// To be called before each change. Errors: those of Transaction.
    [[nodiscard]] Result<> change()
    {
        if (m_transaction && (++m_changes >= kMostChanges || Clock::now() - m_begun > kLongest)) {
            if (auto done = commit(); !done) return done;
        }
        if (m_transaction) return {};
        auto begun = store::Transaction::begin(m_library);
        if (!begun) return fail(std::move(begun).error());
        m_transaction.emplace(std::move(*begun));
        m_begun = Clock::now();
        m_changes = 0;
        return {};
    }

    [[nodiscard]] Result<> commit()
    {
        if (!m_transaction) return {};
        if (m_beforeCommit) {
            if (auto before = m_beforeCommit(); !before) return before;
        }
        auto done = m_transaction->commit();
        m_transaction.reset();
        return done;
    }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr int kMostChanges = 1000;
    static constexpr std::chrono::milliseconds kLongest{1000};

    store::Library &m_library;
    std::function<Result<>()> m_beforeCommit;
    std::optional<store::Transaction> m_transaction;
    Clock::time_point m_begun{};
    int m_changes = 0;
};

} // namespace taraf::work
