/// @file What the keys of a file's tags mean.
#pragma once

#include "tag_file.h"

#include "taraf/base/tags.h"

namespace taraf::probe {

/// Key by key from the first source that has it; every number checked against its range.
[[nodiscard]] Tags fields(const RawTags &raw);

} // namespace taraf::probe
