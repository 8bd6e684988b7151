/// @file The file of a map. It holds a megabyte of numbers, so inputs are spread out to that, under a checksum that is right.

#include "map_state.h"
#include "must.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace taraf::analysis {
namespace {

using fuzz::must;

/// A map whose descriptor version and checksum are right and whose other bytes are the input's, again and again.
std::string spread(std::string_view bytes)
{
    static const std::string empty = [] {
        Map::State state;
        state.mean.assign(kCompared, 0.0F);
        state.scale.assign(kCompared, 1.0F);
        state.directions.assign(kCompared * kDirections, 0.0F);
        state.networkMean.assign(kNetworkSize, 0.0F);
        for (const PartRange &where : kParts) {
            Map::State::PartMap &part = state.parts[static_cast<std::size_t>(where.part)];
            part.base.assign(reach(where.part).size * where.size, 0.0F);
            part.fusion.assign(state.joined(where.part) * where.size, 0.0F);
        }
        for (std::uint64_t artist = 1; artist < 4; ++artist) state.shelves.push_back({.artist = artist});
        return Map(std::make_shared<Map::State>(std::move(state))).serialise();
    }();
    constexpr std::size_t content = 12;                                  // behind magic and version
    constexpr std::size_t numbers = content + (7 + kPartCount) * 4 + 8; // behind the sizes
    std::string map = empty;
    const std::size_t end = map.size() - sizeof(std::uint64_t);
    if (!bytes.empty()) {
        // The first four are xored onto the sizes: mostly zero, so that mostly they stay right.
        for (std::size_t i = 0; i < std::min<std::size_t>(bytes.size(), 4); ++i) map[content + 4 + 5 * i] ^= bytes[i];
        bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 4));
        for (std::size_t at = numbers; at < end && !bytes.empty(); at += bytes.size()) {
            std::memcpy(map.data() + at, bytes.data(), std::min(bytes.size(), end - at));
        }
    }
    const std::uint64_t sum = contentHash(std::string_view(map).substr(content, end - content));
    for (std::size_t i = 0; i < sizeof sum; ++i) map[end + i] = static_cast<char>(static_cast<unsigned char>(sum >> (8 * i)));
    return map;
}

void take(std::string_view bytes)
{
    const auto map = Map::parse(bytes);
    if (!map) return;
    must(map->serialise() == bytes, "a map that is read is written as the same bytes");
    std::array<float, kDescriptorSize> descriptor{};
    std::ranges::generate(descriptor, [i = 0.0F]() mutable { return i += 1.0F; });
    const auto vector = map->apply({.descriptor = descriptor, .network = std::span(descriptor).first(kNetworkSize), .artist = 2});
    must(vector && std::ranges::all_of(*vector, [](float v) { return std::abs(v) <= 1.001F; }), "a vector's numbers are those of unit length");
}

} // namespace
} // namespace taraf::analysis

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    taraf::analysis::take(bytes);
    taraf::analysis::take(taraf::analysis::spread(bytes));
    return 0;
}
