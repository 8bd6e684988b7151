/// @file Two columns as an Opinion.
#pragma once

#include "connection.h"
#include "taraf/base/opinion.h"

namespace taraf::store {

/// Columns from `first`: rating, feeling.
inline Opinion opinionOf(const Bound &row, int first)
{
    return {.rating = row.number(first), .feeling = feelingOf(row.view(first + 1)).value_or(Feeling::None)};
}

} // namespace taraf::store
