#include "taraf/judge/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <unordered_map>

namespace taraf::judge {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kTail = 0.025;

/// How often each cluster is drawn. The standard fixes the engine's numbers but not those of its distributions.
void draw(std::mt19937_64 &engine, std::vector<std::uint16_t> &times)
{
    std::ranges::fill(times, std::uint16_t{0});
    const std::uint64_t clusters = times.size();
    for (std::uint64_t drawn = 0; drawn < clusters; drawn += 2) {
        const std::uint64_t bits = engine();
        ++times[((bits >> 32U) * clusters) >> 32U];
        if (drawn + 1 < clusters) ++times[((bits & 0xFFFFFFFFU) * clusters) >> 32U];
    }
}

/// Between the order statistics, linearly.
double quantile(const std::vector<double> &sorted, double share)
{
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

} // namespace

double meanOfKnown(std::span<const double> values) noexcept
{
    double sum = 0;
    std::size_t known = 0;
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        sum += value;
        ++known;
    }
    return known == 0 ? kUnknown : sum / static_cast<double>(known);
}

Bootstrap::Bootstrap(std::span<const std::uint32_t> clusters, std::size_t resamples, std::uint64_t seed) : m_resamples(resamples), m_seed(seed)
{
    std::unordered_map<std::uint32_t, std::uint32_t> numbers;
    m_clusterOf.reserve(clusters.size());
    for (const std::uint32_t cluster : clusters) m_clusterOf.push_back(numbers.try_emplace(cluster, static_cast<std::uint32_t>(numbers.size())).first->second);
    m_clusters = static_cast<std::uint32_t>(numbers.size());
}

std::vector<Figure> Bootstrap::of(std::size_t width, const Terms &terms, std::span<const Statistic> statistics) const
{
    std::vector<double> perCluster(m_clusters * width), own(width), sums(width);
    for (std::size_t member = 0; member < m_clusterOf.size(); ++member) {
        std::ranges::fill(own, 0.0);
        terms(member, own);
        for (std::size_t i = 0; i < width; ++i) {
            perCluster[m_clusterOf[member] * width + i] += own[i];
            sums[i] += own[i];
        }
    }
    std::vector<Figure> figures(statistics.size());
    for (std::size_t each = 0; each < statistics.size(); ++each) figures[each].value = statistics[each](sums);
    if (m_clusters < 2) return figures;

    std::mt19937_64 engine(m_seed);
    std::vector<std::uint16_t> times(m_clusters);
    std::vector<std::vector<double>> drawn(statistics.size());
    for (std::size_t resample = 0; resample < m_resamples; ++resample) {
        draw(engine, times);
        std::ranges::fill(sums, 0.0);
        for (std::size_t cluster = 0; cluster < m_clusters; ++cluster) {
            if (times[cluster] == 0) continue;
            const double *from = perCluster.data() + cluster * width;
            for (std::size_t i = 0; i < width; ++i) sums[i] += times[cluster] * from[i];
        }
        for (std::size_t each = 0; each < statistics.size(); ++each) {
            if (const double value = statistics[each](sums); std::isfinite(value)) drawn[each].push_back(value);
        }
    }
    for (std::size_t each = 0; each < statistics.size(); ++each) {
        // Where most resamples can't tell, an interval of the rest would be one of luck.
        if (!figures[each].isKnown() || drawn[each].empty() || drawn[each].size() < m_resamples / 2) continue;
        std::ranges::sort(drawn[each]);
        figures[each].low = quantile(drawn[each], kTail);
        figures[each].high = quantile(drawn[each], 1 - kTail);
    }
    return figures;
}

ColumnFigures Bootstrap::means(std::size_t columns, const std::function<double(std::size_t, std::size_t)> &value) const
{
    if (columns == 0) return {};
    const auto terms = [&](std::size_t member, std::span<double> out) {
        for (std::size_t column = 0; column < columns; ++column) {
            const double one = value(member, column);
            if (!std::isfinite(one)) continue;
            out[2 * column] = one;
            out[2 * column + 1] = 1;
        }
    };
    const auto meanOf = [](std::span<const double> sums, std::size_t column) { return sums[2 * column] / sums[2 * column + 1]; };
    std::vector<Statistic> statistics;
    for (std::size_t column = 0; column < columns; ++column) {
        statistics.emplace_back([meanOf, column](std::span<const double> sums) { return meanOf(sums, column); });
    }
    statistics.emplace_back([meanOf, columns, all = std::vector<double>(columns)](std::span<const double> sums) mutable {
        for (std::size_t column = 0; column < columns; ++column) all[column] = meanOf(sums, column);
        return meanOfKnown(all);
    });
    ColumnFigures figures{.mean = {}, .columns = of(2 * columns, terms, statistics)};
    figures.mean = figures.columns.back();
    figures.columns.pop_back();
    return figures;
}

Figure Bootstrap::mean(const std::function<double(std::size_t)> &value) const
{
    return means(1, [&](std::size_t member, std::size_t) { return value(member); }).mean;
}

Figure Bootstrap::largest(std::span<const double> values) const
{
    if (m_clusterOf.empty()) return {};
    std::vector<double> peaks(m_clusters, -std::numeric_limits<double>::infinity());
    for (std::size_t member = 0; member < m_clusterOf.size(); ++member) {
        double &peak = peaks[m_clusterOf[member]];
        peak = std::max(peak, values[member]);
    }
    std::ranges::sort(peaks);
    Figure figure{.value = peaks.back()};
    if (m_clusters < 2) return figure;
    const auto clusters = static_cast<double>(m_clusters);
    const auto at = [&](double probability) {
        const double place = std::ceil(clusters * std::pow(probability, 1 / clusters));
        return peaks[static_cast<std::size_t>(std::clamp(place, 1.0, clusters)) - 1];
    };
    figure.low = at(kTail);
    figure.high = at(1 - kTail);
    return figure;
}

} // namespace taraf::judge
