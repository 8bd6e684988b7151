/// @file What holds for every input, said by the targets.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace taraf::fuzz {

/// Ends the program where it does not hold, so that libFuzzer keeps the input. Not assert(): it stays in every build type.
inline void must(bool holds, const char *what)
{
    if (holds) return;
    std::fprintf(stderr, "must hold: %s\n", what);
    std::abort();
}

} // namespace taraf::fuzz
