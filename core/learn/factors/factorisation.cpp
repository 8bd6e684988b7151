#include "taraf/learn/factors.h"

#include "row_kernels.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <new>
#include <numbers>
#include <thread>

namespace taraf::learn {
namespace {

/// Rows that are taken at a time.
constexpr std::size_t kTaken = 64;
/// Rows of a sum; the same whatever the number of threads, so that it is.
constexpr std::size_t kSummed = 4096;
/// A row with more entries than that is summed up first instead of being gone through again and again.
constexpr std::size_t kLong = 16384;

/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014 (splitmix64).
std::uint64_t mixed(std::uint64_t x)
{
    x += 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

/// Normal, of the number alone: G. Box, M. Muller, "A Note on the Generation of Random Normal Deviates", 1958.
float normal(std::uint64_t seed, std::uint64_t number)
{
    const std::uint64_t bits = mixed(mixed(seed) ^ number);
    const double u = static_cast<double>((bits >> 32U) + 1) * 0x1p-32, v = static_cast<double>(bits & 0xFFFFFFFFU) * 0x1p-32;
    return static_cast<float>(std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v));
}

unsigned threadsOf(const FactorOptions &options) { return options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency()); }

/// work(part) for each part of `size` by some threads, each taking the next. False: stopped.
bool shared(std::size_t size, std::size_t atOnce, unsigned threads, const std::stop_token &stop, const std::function<void(std::size_t begin, std::size_t end, std::vector<float> &room)> &work)
{
    std::atomic<std::size_t> next{0};
    const auto take = [&] {
        std::vector<float> room;
        while (!stop.stop_requested()) {
            const std::size_t begin = next.fetch_add(atOnce);
            if (begin >= size) return;
            work(begin, std::min(size, begin + atOnce), room);
        }
    };
    {
        std::vector<std::jthread> crew;
        for (unsigned i = 1; i < threads; ++i) crew.emplace_back(take);
        take();
    }
    return !stop.stop_requested();
}

/// Σ y yᵀ of all rows.
std::vector<float> gramOf(const FactorRows &rows, unsigned threads)
{
    const std::size_t stride = rows.stride(), blocks = (rows.size() + kSummed - 1) / kSummed;
    std::vector<std::vector<float>> parts(blocks);
    const auto addOuter = kernels().addOuter[formOf(rows.rank())];
    shared(rows.size(), kSummed, threads, {}, [&](std::size_t begin, std::size_t end, std::vector<float> &) {
        std::vector<float> &part = parts[begin / kSummed];
        part.assign(stride * stride, 0.0F);
        addOuter(rows.data() + begin * stride, nullptr, end - begin, part.data());
    });
    std::vector<double> sums(stride * stride);
    for (const auto &part : parts) std::ranges::transform(sums, part, sums.begin(), [](double sum, float value) { return sum + static_cast<double>(value); });
    return {sums.begin(), sums.end()};
}

struct Side {
    const InteractionRows &rows;
    const FactorRows &others;
    FactorRows &own;
};

class RowSolver
{
public:
    RowSolver(const Side &side, const FactorOptions &options)
        : m_side(side), m_options(options), m_stride(side.own.stride()), m_form(formOf(side.own.rank())),
          m_gram(options.feedback == Feedback::Implicit ? gramOf(side.others, threadsOf(options)) : std::vector<float>(m_stride * m_stride))
    {
        const Kernels &all = kernels();
        m_solve = (options.solver == Solver::ConjugateGradient ? all.conjugateGradient : options.solver == Solver::Blocks ? all.blocks : all.cholesky)[m_form];
        m_sumUp = all.sumUp[m_form];
    }

    void operator()(std::size_t number, std::vector<float> &room) const
    {
        const InteractionRows &rows = m_side.rows;
        float *x = m_side.own.row(number).data();
        const std::size_t size = rows.count(number);
        if (size == 0) { // nothing is known: nobody is near
            std::fill_n(x, m_stride, 0.0F);
            return;
        }
        const bool isLong = size > kLong;
        const std::size_t needed = 2 * size + (isLong ? m_stride * (m_stride + 1) + roomOf(kNear, m_stride) : roomOf(size, m_stride));
        if (room.size() < needed) room.resize(needed);
        float *weight = room.data(), *pull = weight + size, *rest = pull + size;
        for (std::size_t i = 0; i < size; ++i) {
            const float told = rows.weights[rows.begin[number] + i];
            if (m_options.feedback == Feedback::Explicit) {
                weight[i] = 1;
                pull[i] = told;
            } else {
                weight[i] = m_options.alpha * std::abs(told);
                pull[i] = told > 0 ? 1 + weight[i] : 0;
            }
        }
        RowSystem system{.gram = m_gram.data(), .ridge = m_options.regularisation * (m_options.scales ? static_cast<float>(size) : 1.0F), .others = m_side.others.data(),
                         .columns = rows.columns.data() + rows.begin[number], .last = rows.columns.data() + rows.columns.size() - 1, .weight = weight, .pull = pull, .size = size, .rest = nullptr};
        if (!isLong) {
            m_solve(system, m_options.steps, x, rest);
        } else {
            float *matrix = rest + m_stride, *more = matrix + m_stride * m_stride;
            std::fill_n(rest, m_stride, 0.0F);
            std::ranges::copy(m_gram, matrix);
            m_sumUp(system, rest, matrix, more);
            system.size = 0;
            system.gram = matrix;
            system.rest = rest;
            m_solve(system, m_options.steps, x, more);
        }
        if (!std::all_of(x, x + m_stride, [](float value) { return std::isfinite(value); })) std::fill_n(x, m_stride, 0.0F);
    }

private:
    const Side m_side;
    const FactorOptions &m_options;
    const std::size_t m_stride, m_form;
    const std::vector<float> m_gram;
    Kernels::Solve m_solve = nullptr;
    Kernels::SumUp m_sumUp = nullptr;
};

Result<FactorRows> begun(FactorRows start, std::size_t rows, const FactorOptions &options, bool isRandom, const char *what)
{
    const bool isNew = start.size() == 0;
    if (!isNew && (start.rank() != options.rank || start.size() > rows)) return fail(ErrorCode::InvalidArgument, std::string("the factors to begin with are of other ") + what);
    const std::size_t known = start.size();
    FactorRows made(rows, options.rank);
    for (std::size_t row = 0; row < known; ++row) std::ranges::copy(std::as_const(start).row(row), made.row(row).begin());
    const auto root = std::sqrt(static_cast<float>(options.rank));
    for (std::size_t row = known; isRandom && row < rows; ++row) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(options.rank); ++i) {
            const float drawn = normal(options.seed, row * static_cast<std::size_t>(options.rank) + i);
            // Ratings are far above 0, and so is a product of numbers that are.
            made.row(row)[i] = options.feedback == Feedback::Explicit ? std::abs(drawn) / root : 0.1F * drawn / root;
        }
    }
    for (std::size_t row = 0; row < known; ++row) {
        if (!std::ranges::all_of(std::as_const(made).row(row), [](float value) { return std::isfinite(value); })) return fail(ErrorCode::InvalidArgument, "the factors to begin with are damaged");
    }
    return made;
}

} // namespace

FactorRows::FactorRows(std::size_t rows, int rank) : m_rows(rows), m_lanes(static_cast<std::size_t>(kForms[formOf(rank)])), m_rank(rank) { m_values.resize(rows * m_lanes); }

float dot(std::span<const float> a, std::span<const float> b) noexcept
{
    float sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

Result<Factorisation> Factorisation::begin(const Interactions &data, const FactorOptions &options, Factors start)
{
    if (options.rank < 1 || options.rank > kMostRank) return fail(ErrorCode::InvalidArgument, "a rank is a number from 1 to " + std::to_string(kMostRank));
    if (!(options.regularisation >= 0) || !std::isfinite(options.regularisation)) return fail(ErrorCode::InvalidArgument, "the regularisation is a number from 0 on");
    if (!(options.alpha >= 0) || !std::isfinite(options.alpha)) return fail(ErrorCode::InvalidArgument, "alpha is a number from 0 on");
    if (options.steps < 1) return fail(ErrorCode::InvalidArgument, "at least one step is taken");
    try {
        auto users = begun(std::move(start.users), data.users(), options, false, "users or another rank");
        if (!users) return fail(std::move(users).error());
        auto items = begun(std::move(start.items), data.items(), options, true, "items or another rank");
        if (!items) return fail(std::move(items).error());
        return Factorisation(data, options, {.users = std::move(*users), .items = std::move(*items)});
    } catch (const std::bad_alloc &) {
        return fail(ErrorCode::OutOfMemory, "there is not enough memory for factors of that rank");
    }
}

Result<> Factorisation::iterate(const std::stop_token &stop, const ProgressSink &progress)
{
    const std::uint64_t total = m_data->users() + m_data->items();
    std::uint64_t before = 0;
    const std::thread::id caller = std::this_thread::get_id();
    for (const Side &side : {Side{m_data->byUser(), m_factors.items, m_factors.users}, Side{m_data->byItem(), m_factors.users, m_factors.items}}) {
        if (side.own.size() == 0) continue;
        const RowSolver solve(side, m_options);
        const bool isDone = shared(side.own.size(), kTaken, threadsOf(m_options), stop, [&](std::size_t begin, std::size_t end, std::vector<float> &room) {
            for (std::size_t row = begin; row < end; ++row) solve(row, room);
            if (progress && begin % (kTaken * 256) == 0 && std::this_thread::get_id() == caller) progress({.phase = "factorising", .done = before + end, .total = total, .item = {}});
        });
        if (!isDone) return fail(ErrorCode::Cancelled, "stopped");
        before += side.own.size();
    }
    return {};
}

double Factorisation::loss() const
{
    const InteractionRows &rows = m_data->byUser();
    const unsigned threads = threadsOf(m_options);
    const auto product = kernels().dot[formOf(m_options.rank)];
    const std::size_t stride = m_factors.items.stride();
    std::vector<double> parts((rows.size() + kSummed - 1) / kSummed);
    shared(rows.size(), kSummed, threads, {}, [&](std::size_t begin, std::size_t end, std::vector<float> &) {
        double sum = 0;
        for (std::size_t user = begin; user < end; ++user) {
            const float *x = m_factors.users.data() + user * stride;
            for (std::uint64_t i = rows.begin[user]; i < rows.begin[user + 1]; ++i) {
                const double said = static_cast<double>(product(x, m_factors.items.data() + rows.columns[i] * stride)), told = static_cast<double>(rows.weights[i]);
                if (m_options.feedback == Feedback::Explicit) {
                    sum += (told - said) * (told - said);
                } else {
                    const double confidence = 1 + static_cast<double>(m_options.alpha) * std::abs(told), wanted = told > 0 ? 1 : 0;
                    sum += confidence * (wanted - said) * (wanted - said) - said * said;
                }
            }
        }
        parts[begin / kSummed] = sum;
    });
    double loss = 0;
    for (const double part : parts) loss += part;
    if (m_options.feedback == Feedback::Implicit) { // Σ over everything of (x·y)² is the product of the two Gram matrices
        const auto users = gramOf(m_factors.users, threads), items = gramOf(m_factors.items, threads);
        for (std::size_t i = 0; i < users.size(); ++i) loss += static_cast<double>(users[i]) * static_cast<double>(items[i]);
    }
    for (const auto &[own, side] : {std::pair(&m_factors.users, &m_data->byUser()), {&m_factors.items, &m_data->byItem()}}) {
        for (std::size_t row = 0; row < own->size(); ++row) {
            double squares = 0;
            for (const float value : own->row(row)) squares += static_cast<double>(value) * static_cast<double>(value);
            loss += static_cast<double>(m_options.regularisation) * (m_options.scales ? static_cast<double>(side->count(row)) : 1.0) * squares;
        }
    }
    return loss;
}

} // namespace taraf::learn
