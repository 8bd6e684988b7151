#include "taraf/recommend/query.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace taraf::recommend {
namespace {

/// Below this length a sum of unit vectors has no direction worth following: what is left is rounding.
constexpr double kNoDirection = 1e-4;

using Sum = std::vector<double>;

double length(const Sum &sum)
{
    double squares = 0;
    for (const double value : sum) squares += value * value;
    return std::sqrt(squares);
}

/// Whether there was a direction to keep.
bool normalise(Sum &sum, double scale)
{
    const double norm = length(sum);
    if (!(norm > kNoDirection * scale)) return false;
    for (double &value : sum) value /= norm;
    return true;
}

struct Mean {
    Sum direction; ///< unit, or zero
    bool there = false;
};

/// How much a term counts in a part. Parts that nobody asked for still get a direction, for the reasons.
double share(const Term &term, std::size_t part, bool asked)
{
    return static_cast<double>(term.weight) * (asked ? static_cast<double>(term.parts[part]) : 1.0);
}

Mean meanOf(std::span<const Term> terms, std::size_t part)
{
    const PartRange &where = kParts[part];
    const bool asked = std::ranges::any_of(terms, [&](const Term &term) { return term.parts[part] > 0; });
    Mean mean{Sum(where.size, 0.0)};
    double total = 0;
    double heaviest = 0;
    const Term *stand = nullptr;
    for (const Term &term : terms) {
        const double weight = share(term, part, asked);
        const auto values = term.vector.subspan(where.offset, where.size);
        if (weight <= 0 || std::ranges::all_of(values, [](float value) { return value == 0.0F; })) continue;
        for (std::size_t i = 0; i < where.size; ++i) mean.direction[i] += weight * static_cast<double>(values[i]);
        total += weight;
        if (weight > heaviest) {
            heaviest = weight;
            stand = &term;
        }
    }
    if (stand == nullptr) return mean;
    mean.there = normalise(mean.direction, total);
    if (!mean.there) {
        const auto values = stand->vector.subspan(where.offset, where.size);
        std::ranges::copy(values, mean.direction.begin());
        mean.there = normalise(mean.direction, 1.0);
    }
    if (!mean.there) std::ranges::fill(mean.direction, 0.0);
    return mean;
}

Result<> check(std::span<const Term> terms)
{
    for (const Term &term : terms) {
        if (term.vector.size() != kVectorSize) {
            return fail(ErrorCode::InvalidArgument, "a track's vector has " + std::to_string(term.vector.size()) + " numbers instead of "
                                                        + std::to_string(kVectorSize) + "; rescan its folder");
        }
        if (!std::ranges::all_of(term.vector, [](float value) { return std::isfinite(value); })) {
            return fail(ErrorCode::InvalidArgument, "a track's vector has numbers that are none; rescan its folder");
        }
        if (!std::isfinite(term.weight) || term.weight <= 0) return fail(ErrorCode::InvalidArgument, "a track's weight must be above 0");
        const bool meant = std::ranges::any_of(term.parts, [](float weight) { return weight > 0; });
        const bool sane = std::ranges::all_of(term.parts, [](float weight) { return std::isfinite(weight) && weight >= 0; });
        if (!meant || !sane) return fail(ErrorCode::InvalidArgument, "the parts' weights must be 0 or more, and one of them above 0");
    }
    return {};
}

} // namespace

Result<Query> combine(std::span<const Term> terms, std::span<const Term> minus, float minusWeight)
{
    if (terms.empty()) return fail(ErrorCode::InvalidArgument, "a query needs at least one track to be similar to");
    if (!std::isfinite(minusWeight) || minusWeight < 0) return fail(ErrorCode::InvalidArgument, "the weight of what to avoid must be 0 or more");
    if (auto checked = check(terms); !checked) return fail(std::move(checked).error());
    if (auto checked = check(minus); !checked) return fail(std::move(checked).error());

    Query query{std::vector<float>(kVectorSize, 0.0F), {}};
    for (std::size_t part = 0; part < kPartCount; ++part) {
        const PartRange &where = kParts[part];
        const auto out = std::span(query.vector).subspan(where.offset, where.size);
        if (terms.size() == 1 && minus.empty()) {
            std::ranges::copy(terms.front().vector.subspan(where.offset, where.size), out.begin());
            continue;
        }
        Mean mean = meanOf(terms, part);
        if (mean.there && !minus.empty()) {
            const Mean avoided = meanOf(minus, part);
            Sum moved = mean.direction;
            for (std::size_t i = 0; i < where.size; ++i) moved[i] -= static_cast<double>(minusWeight) * avoided.direction[i];
            if (normalise(moved, 1.0)) mean.direction = std::move(moved);
        }
        std::ranges::transform(mean.direction, out.begin(), [](double value) { return static_cast<float>(value); });
    }

    double total = 0;
    std::array<double, kPartCount> sums{};
    for (const Term &term : terms) {
        for (std::size_t part = 0; part < kPartCount; ++part) {
            sums[part] += static_cast<double>(term.weight) * static_cast<double>(term.parts[part]);
            total += static_cast<double>(term.weight) * static_cast<double>(term.parts[part]);
        }
    }
    for (std::size_t part = 0; part < kPartCount; ++part) query.weights[part] = static_cast<float>(sums[part] / total);
    return query;
}

} // namespace taraf::recommend
