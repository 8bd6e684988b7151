/// @file Vector file and graph as one input: one after the other, parted where the graph's magic is.
#pragma once

#include <string>
#include <string_view>

namespace taraf::neighbours {

struct IndexFiles {
    std::string vectors;
    std::string graph;
};

[[nodiscard]] IndexFiles parted(std::string_view input);

/// The same with what a checksum or a length would refuse put right, so that what lies behind those checks is reached: as many rows and
/// nodes as the headers say, if they are not more than 64.
[[nodiscard]] IndexFiles mended(IndexFiles files);

} // namespace taraf::neighbours
