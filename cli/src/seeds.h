/// @file Arguments that name music, and listening to those that the collection does not hold.
#pragma once

#include "context.h"

#include "taraf/answer/answers.h"

#include <optional>

namespace taraf::cli {

/// What the arguments name. Files outside the collection, and the part `span` of the only one, are listened to here and now.
/// Errors: those of Answers::find() and of listening.
[[nodiscard]] Result<std::vector<answer::Seed>> findSeeds(const Context &context, const answer::Answers &answers,
                                                          const std::vector<std::string> &arguments, std::optional<Span> span = {});

} // namespace taraf::cli
