/// @file Collaborative filtering: a matrix of who heard what as the product of two narrow ones, by alternating least squares.
///
/// Implicit: Y. Hu, Y. Koren, C. Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008, eq. 3 and 4. Everything that was not heard counts
/// as a 0 of confidence 1, what was heard as a 1 of confidence 1 + alpha * weight, what is disliked (a weight below 0) as a 0 of confidence 1 + alpha * |weight|.
/// Explicit: Y. Zhou, D. Wilkinson, R. Schreiber, R. Pan, "Large-Scale Parallel Collaborative Filtering for the Netflix Prize", AAIM 2008, eq. 3: rated entries alone.
#pragma once

#include "taraf/base/progress.h"
#include "taraf/learn/interactions.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace taraf::learn {

enum class Feedback : std::uint8_t { Implicit, Explicit };

/// How a row's least squares are solved. All three end at the same minimum.
enum class Solver : std::uint8_t {
    ConjugateGradient, ///< a few steps from where it is: G. Takács, I. Pilászy, D. Tikk, "Applications of the Conjugate Gradient Method for Implicit Feedback Collaborative Filtering", RecSys 2011
    Blocks,            ///< exactly, sixteen numbers at a time: S. Rendle, W. Krichene, L. Zhang, Y. Koren, "iALS++: Speeding up Matrix Factorization with Subspace Optimization", 2021, Algorithm 2
    Cholesky,          ///< exactly: the reference
};

struct FactorOptions {
    Feedback feedback = Feedback::Implicit;
    Solver solver = Solver::ConjugateGradient;
    int rank = 64;                ///< [1, kMostRank]
    float regularisation = 0.05F; ///< >= 0
    bool scales = false;          ///< the regularisation of a row is multiplied by the number of its entries (explicit: Zhou's and Spark's way)
    float alpha = 2;              ///< implicit: >= 0
    int steps = 3;                ///< of the conjugate gradient, or turns through the blocks; >= 1
    std::uint64_t seed = 1;
    unsigned threads = 0;         ///< 0: one a core
};
inline constexpr int kMostRank = 256;

/// The vectors of one side: `rank` numbers a row, in rows that begin at a cache line and are filled with zeros.
class FactorRows
{
public:
    FactorRows() = default;
    FactorRows(std::size_t rows, int rank);

    [[nodiscard]] std::size_t size() const noexcept { return m_rows; }
    [[nodiscard]] int rank() const noexcept { return m_rank; }
    [[nodiscard]] std::size_t stride() const noexcept { return 16 * m_lanes; } ///< floats from row to row
    [[nodiscard]] std::span<float> row(std::size_t number) noexcept { return {data() + number * stride(), static_cast<std::size_t>(m_rank)}; }
    [[nodiscard]] std::span<const float> row(std::size_t number) const noexcept { return {data() + number * stride(), static_cast<std::size_t>(m_rank)}; }
    [[nodiscard]] float *data() noexcept { return m_values.empty() ? nullptr : m_values.front().data(); }
    [[nodiscard]] const float *data() const noexcept { return m_values.empty() ? nullptr : m_values.front().data(); }

private:
    struct alignas(64) Lanes : std::array<float, 16> {};
    std::vector<Lanes> m_values;
    std::size_t m_rows = 0, m_lanes = 0;
    int m_rank = 0;
};

struct Factors {
    FactorRows users, items;
};

/// A factorisation under way. The same data, options and seed give the same bits, whatever the number of threads: each row is solved by itself, and sums over
/// rows are made of the same blocks. (Another processor may round otherwise.) Data must outlive it. Threads: one at a time; it makes its own for a call.
class Factorisation
{
public:
    /// Begins at random, or where `start` is, whose rows past its end begin anew: users at 0, items at random.
    /// Errors: InvalidArgument (an option out of range, a start of another rank or with more rows or with numbers that are not finite).
    [[nodiscard]] static Result<Factorisation> begin(const Interactions &data, const FactorOptions &options, Factors start = {});

    /// Solves all users, then all items. Progress: rows of both. Errors: Cancelled, after which some rows are new and others old.
    [[nodiscard]] Result<> iterate(const std::stop_token &stop = {}, const ProgressSink &progress = {});

    /// What is made small, exactly, over all users and items: with the Gram matrices in time linear in the entries. Falls with every iteration of exact solvers.
    [[nodiscard]] double loss() const;

    [[nodiscard]] const Factors &factors() const noexcept { return m_factors; }
    [[nodiscard]] Factors take() && { return std::move(m_factors); }

private:
    Factorisation(const Interactions &data, const FactorOptions &options, Factors factors) : m_data(&data), m_options(options), m_factors(std::move(factors)) {}
    const Interactions *m_data;
    FactorOptions m_options;
    Factors m_factors;
};

/// The dot product of two rows.
[[nodiscard]] float dot(std::span<const float> a, std::span<const float> b) noexcept;

} // namespace taraf::learn
