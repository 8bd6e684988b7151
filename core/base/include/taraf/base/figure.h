/// @file A figure that was measured on a sample, and how sure it is.
#pragma once

#include <cmath>
#include <limits>
#include <vector>

namespace taraf {

/// A value and the bounds of its 95 % confidence interval. What is not finite can't be told.
struct Figure {
    double value = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();

    [[nodiscard]] bool isKnown() const noexcept { return std::isfinite(value); }
    [[nodiscard]] bool hasInterval() const noexcept { return std::isfinite(low) && std::isfinite(high); }
};

/// A figure for each column of labels, and the mean over those that can be told.
struct ColumnFigures {
    Figure mean;
    std::vector<Figure> columns;
};

} // namespace taraf
