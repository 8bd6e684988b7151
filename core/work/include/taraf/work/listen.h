/// @file Listening to one file that a question is asked with.
#pragma once

#include "taraf/base/audio.h"
#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::work {

/// The file's vector (kVectorSize floats) by the map that the index was made with; of the part `span` alone if there is one.
/// Errors: NotFound (no such file; nothing has been listened to yet), those of the probe and the analysis, Cancelled.
[[nodiscard]] TARAF_EXPORT Result<std::vector<float>> listen(const Home &home, const std::string &path, std::optional<Span> span, const std::stop_token &stop);

} // namespace taraf::work
