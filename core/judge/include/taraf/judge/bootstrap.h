/// @file How far a figure would move if the music had been another draw of the same kind.
#pragma once

#include "taraf/base/figure.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace taraf::judge {

/// Percentile intervals from resampling whole clusters: tracks by one artist stand or fall together, and taking them for independent would
/// claim more certainty than there is.
/// Sources: B. Efron, "Bootstrap methods: another look at the jackknife", The Annals of Statistics 7, 1979; whole clusters: C. A. Field,
/// A. H. Welsh, "Bootstrapping clustered data", Journal of the Royal Statistical Society B 69, 2007, section 2.2.
/// With fewer than two clusters there is a value but no interval. The same clusters and seed give the same interval everywhere.
/// Threads: const methods from any number of threads.
class Bootstrap
{
public:
    /// `clusters`: of each member of the sample, any numbers.
    explicit Bootstrap(std::span<const std::uint32_t> clusters, std::size_t resamples = 1000, std::uint64_t seed = 1);

    /// Writes a member's terms, which are zero before.
    using Terms = std::function<void(std::size_t member, std::span<double> terms)>;
    /// A figure made of the sums of all members' terms; not finite where it can't be told.
    using Statistic = std::function<double(std::span<const double> sums)>;

    /// All statistics over the same `width` terms, and the same resamples for all of them.
    [[nodiscard]] std::vector<Figure> of(std::size_t width, const Terms &terms, std::span<const Statistic> statistics) const;

    /// Of one value a member, and those that are not finite don't count. By columns: `value(member, column)`, and the mean of their means.
    [[nodiscard]] ColumnFigures means(std::size_t columns, const std::function<double(std::size_t member, std::size_t column)> &value) const;
    [[nodiscard]] Figure mean(const std::function<double(std::size_t member)> &value) const;

    /// The largest of the members' values. A resample's largest is below m only if every cluster drawn is, so its distribution is known
    /// without drawing: P(max <= m) = (share of clusters with no value above m) ^ clusters.
    [[nodiscard]] Figure largest(std::span<const double> values) const;

    [[nodiscard]] std::size_t members() const noexcept { return m_clusterOf.size(); }

private:
    std::vector<std::uint32_t> m_clusterOf; ///< [0, m_clusters)
    std::uint32_t m_clusters = 0;
    std::size_t m_resamples;
    std::uint64_t m_seed;
};

/// The mean of those that are finite; not finite where none is.
[[nodiscard]] double meanOfKnown(std::span<const double> values) noexcept;

} // namespace taraf::judge
