/// @file Arguments that name music, and listening to those that the collection does not hold.
#pragma once

#include "taraf/answer/answers.h"

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::service {

/// What a question names: a track, an album folder, a playlist or any audio file; or a part of a track or file.
struct Named {
    std::string argument;
    std::optional<Span> part{};
    std::optional<Focus> focus{}; ///< none: the question's
};

/// What is named. Files outside the collection and parts are listened to here and now.
/// Errors: those of Answers::find() and of listening.
[[nodiscard]] Result<std::vector<answer::Seed>> findSeeds(const std::stop_token &stop, const answer::Answers &answers, std::span<const Named> named);

} // namespace taraf::service
