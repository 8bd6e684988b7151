/// @file What tune and model share.
#pragma once

#include "context.h"

#include <QJsonArray>

namespace taraf::cli {

struct TuneRequest {
    std::uint64_t seed = 1;
    unsigned steps = 0; ///< 0: by the size of the collection
    std::string device = "auto";
    int jobs = 0;
    bool force = false;
    bool fullSpeed = false;
    enum class Wanted { Trained, Untuned, Kept } wanted = Wanted::Trained;
};
/// Runs the job and tells how it went.
[[nodiscard]] Result<Exit> tune(const Context &context, const TuneRequest &request);

/// A table of figures: what was judged, before and after.
void tellFigures(const QJsonArray &figures);

} // namespace taraf::cli
