/// @file What a search gives back, and how recordings are kept out of it.
#pragma once

#include "taraf/base/ids.h"

#include <functional>

namespace taraf::neighbours {

/// What "nearest" means.
enum class Ranking {
    Plain,     ///< by cosine
    Corrected, ///< by mutual proximity: what is near to everything is near to nothing in particular
};

/// A neighbour. Lists of hits are ordered by descending proximity, equal ones by descending cosine, then by ascending id.
struct Hit {
    RecordingId id;
    float cosine = 0.0F;    ///< weighted sum of the parts' cosines, -1 to 1; a part that is all zero counts as 0
    float proximity = 0.0F; ///< Plain: the cosine. Corrected: that at which two ordinary tracks would be as near to each other

    friend bool operator==(const Hit &, const Hit &) = default;
};

/// Says true for a recording that must not be among the hits. Empty: none. Called in the searching thread; must not throw.
using Exclude = std::function<bool(RecordingId)>;

} // namespace taraf::neighbours
