/// @file Many changes in few transactions.
#pragma once

#include "taraf/store/library.h"

#include <chrono>
#include <functional>
#include <optional>

namespace taraf::work {

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
