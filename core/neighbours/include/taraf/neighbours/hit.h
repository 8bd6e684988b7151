/// @file What a search gives back, and how recordings are kept out of it.
#pragma once

#include "taraf/base/ids.h"

#include <functional>

namespace taraf::neighbours {

/// A neighbour. Lists of hits are ordered by descending cosine, equal ones by ascending id.
struct Hit {
    RecordingId id;
    float cosine = 0.0F; ///< weighted sum of the parts' cosines, -1 to 1; a part that is all zero counts as 0

    friend bool operator==(const Hit &, const Hit &) = default;
};

/// Says true for a recording that must not be among the hits. Empty: none. Called in the searching thread; must not throw.
using Exclude = std::function<bool(RecordingId)>;

} // namespace taraf::neighbours
