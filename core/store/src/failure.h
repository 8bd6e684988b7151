/// @file How SQLite's refusals become ours.
#pragma once

#include "taraf/base/error.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

namespace taraf::store {

/// Names the library, what happened and what to do.
Error describe(const SQLite::Exception &refusal, const std::string &path);

} // namespace taraf::store
