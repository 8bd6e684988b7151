/// @file Whether what does the work works here.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"

#include <optional>
#include <stop_token>

namespace taraf::work {

struct Fitness {
    std::optional<Error> probe; ///< why no file can be read
    std::optional<Error> ears;  ///< why nothing can be listened to
    bool cuda = false;          ///< there is a device to listen on
    double realTime = 0;        ///< seconds of audio that one probe decodes in a second; 0: it does not
};

/// Reads a sound of its own with taraf-probe, and opens libtorch. Takes a second or two. Threads: any.
[[nodiscard]] TARAF_EXPORT Fitness fitness(const std::stop_token &stop);

} // namespace taraf::work
