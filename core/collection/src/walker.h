/// @file The walk itself, for those inside who want more of it than walk() gives: other calls, and each folder as it is seen.
#pragma once

#include "looker.h"
#include "rules.h"
#include "taraf/base/progress.h"
#include "taraf/collection/walk.h"

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::collection {

/// What a walk is made with.
struct Means {
    std::shared_ptr<const Calls> calls = std::make_shared<const Calls>();
    Milliseconds patience{30'000};
    Look::What look = Look::What::Entries; ///< Names: no files are wanted
    /// Each folder that was entered, once; `isLinked`: reached through a link.
    std::function<void(const std::string &path, bool isLinked, const Seen &seen)> entered;
    /// A mount that did not answer, and who is stuck there (see Looker::Report).
    std::function<void(const std::string &mountPoint, const std::shared_ptr<const void> &stuck)> silent;
    std::vector<std::string> silentMounts; ///< known not to answer: not touched
};

/// walk(), by these means. Exceptions: std::bad_alloc, std::system_error (no thread).
[[nodiscard]] Result<Walk> walkWith(const Means &means, std::span<const std::string> roots, const Exclusions &exclusions, const std::stop_token &stop,
                                    const ProgressSink &progress);

} // namespace taraf::collection
