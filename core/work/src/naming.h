/// @file Opinions of this library, by the names that other devices know their subjects by.
#pragma once

#include "taraf/store/sharing.h"

namespace taraf::work {

/// What was said since the last time waits to be sent from now on. What has no name any more is left until it has one. In the caller's transaction. Errors: those of the library.
[[nodiscard]] Result<> nameOpinions(store::Library &library, std::int64_t device);

/// What kSelf said of albums and artists by name is said of those of the collection, unless they were judged later. Errors: those of the library.
[[nodiscard]] Result<> passOnByName(store::Library &library);

} // namespace taraf::work
