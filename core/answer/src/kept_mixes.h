/// @file Mixes as they are kept below the cache: a file a kind, by recordings, so that files may move.
#pragma once

#include "mixing.h"

#include <optional>

namespace taraf::answer {

struct KeptMix {
    UnixTime madeAt{0};
    std::vector<MixList> lists;
};

/// Nothing where there is none that can be read.
[[nodiscard]] std::optional<KeptMix> keptMix(const Home &home, recommend::MixKind kind);
/// One that can't be written is made anew each time; nobody loses anything.
void keepMix(const Home &home, recommend::MixKind kind, const KeptMix &mix);

} // namespace taraf::answer
