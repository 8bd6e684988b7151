/// @file Questions that all tracks ask, which neighbours() and evaluate() share.
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/neighbours/index.h"

#include <functional>
#include <stop_token>

namespace taraf::answer {

/// So many ask between two looks at what came out.
inline constexpr std::size_t kQueriesAtOnce = 2048;

/// The index as asked for. Errors: NotFound (nothing has been listened to yet), those of Index::open().
[[nodiscard]] Result<neighbours::Index> openIndex(const Home &home, IndexChoice choice);

/// The k nearest of a recording that is in the index, hubs corrected; itself is none of them.
[[nodiscard]] Result<std::vector<neighbours::Hit>> nearestOf(const neighbours::Index &index, RecordingId self, std::size_t k, const PartWeights &weights,
                                                             const neighbours::Exclude &exclude);

/// `ask` once for each of [begin, end), on every core. Errors: Cancelled; the first of those of `ask`.
[[nodiscard]] Result<> onEveryCore(std::size_t begin, std::size_t end, const std::stop_token &stop, const std::function<Result<>(std::size_t)> &ask);

} // namespace taraf::answer
