#include "map_state.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <type_traits>

namespace taraf::analysis {
namespace {

// magic, version, then the content: descriptor version, tracks, how many numbers are compared, the size of each part, floats;
// last the content's hash. Everything little-endian.
constexpr std::string_view kMagic = "TARAFMAP";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeader = kMagic.size() + sizeof(std::uint32_t);

template<class Word> void put(std::string &out, Word value)
{
    for (std::size_t i = 0; i < sizeof(Word); ++i) out.push_back(static_cast<char>(static_cast<unsigned char>(value >> (8 * i))));
}

void put(std::string &out, const std::vector<float> &values)
{
    for (const float value : values) put(out, std::bit_cast<std::uint32_t>(value));
}

/// Reads from the front of bytes whose length has been checked.
class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}

    template<class Word> Word take()
    {
        Word value = 0;
        for (std::size_t i = 0; i < sizeof(Word); ++i) value |= static_cast<Word>(static_cast<Word>(static_cast<unsigned char>(m_bytes[i])) << (8 * i));
        m_bytes.remove_prefix(sizeof(Word));
        return value;
    }

    std::vector<float> floats(std::size_t count)
    {
        std::vector<float> values(count);
        for (float &value : values) value = std::bit_cast<float>(take<std::uint32_t>());
        return values;
    }

private:
    std::string_view m_bytes;
};

constexpr std::size_t projectionSize(const PartRange &part) { return reach(part.part).size * part.size; }

constexpr std::size_t kContent = [] {
    std::size_t floats = 2 * kCompared;
    for (const PartRange &part : kParts) floats += projectionSize(part);
    return (3 + kPartCount + floats) * sizeof(std::uint32_t);
}();

std::unexpected<Error> corrupt(std::string_view why)
{
    return fail(ErrorCode::Corrupt, "the map is damaged (" + std::string(why) + "); delete it, it will be learned again");
}

bool within(const std::vector<float> &values, float lowest, float highest)
{
    return std::ranges::all_of(values, [&](float v) { return v >= lowest && v <= highest; });
}

} // namespace

std::uint64_t contentHash(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    return hash;
}

std::string contentBytes(const Map::State &state)
{
    std::string out;
    out.reserve(kContent);
    put(out, static_cast<std::uint32_t>(kDescriptorVersion));
    put(out, state.trainedOn);
    put(out, static_cast<std::uint32_t>(kCompared));
    for (const PartRange &part : kParts) put(out, static_cast<std::uint32_t>(part.size));
    put(out, state.mean);
    put(out, state.scale);
    for (const std::vector<float> &projection : state.projections) put(out, projection);
    return out;
}

std::string Map::serialise() const
{
    std::string out(kMagic);
    put(out, kVersion);
    out += contentBytes(*m_state);
    put(out, m_state->generation);
    return out;
}

Result<Map> Map::parse(std::string_view bytes)
{
    if (!bytes.starts_with(kMagic)) return corrupt("it is no map");
    if (bytes.size() < kHeader + sizeof(std::uint32_t)) return corrupt("it is cut short");
    Reader header(bytes.substr(kMagic.size()));
    if (const auto version = header.take<std::uint32_t>(); version != kVersion) {
        return fail(ErrorCode::Unsupported, "the map has format version " + std::to_string(version) + ", this program reads version " +
                                                std::to_string(kVersion) + "; delete it, it will be learned again");
    }
    if (const auto version = header.take<std::uint32_t>(); version != static_cast<std::uint32_t>(kDescriptorVersion)) {
        return fail(ErrorCode::Unsupported, "the map is for descriptors of version " + std::to_string(version) + ", not " +
                                                std::to_string(kDescriptorVersion) + "; delete it, it will be learned again");
    }
    if (bytes.size() != kHeader + kContent + sizeof(std::uint64_t)) return corrupt("it has the wrong length");
    const std::string_view content = bytes.substr(kHeader, kContent);
    auto state = std::make_shared<State>();
    state->generation = contentHash(content);
    if (Reader(bytes.substr(kHeader + kContent)).take<std::uint64_t>() != state->generation) return corrupt("its checksum is wrong");
    Reader reader(content.substr(sizeof(std::uint32_t)));
    state->trainedOn = reader.take<std::uint32_t>();
    if (reader.take<std::uint32_t>() != kCompared) return corrupt("it is for another descriptor");
    for (const PartRange &part : kParts) {
        if (reader.take<std::uint32_t>() != part.size) return corrupt("it is for other vectors");
    }
    state->mean = reader.floats(kCompared);
    state->scale = reader.floats(kCompared);
    for (const PartRange &part : kParts) state->projections[static_cast<std::size_t>(part.part)] = reader.floats(projectionSize(part));
    // Comparisons are false for what is not a number. With these bounds no product or sum can leave the range of a float.
    constexpr float kLargest = 1e6F;
    if (!within(state->mean, -kLargest, kLargest) || !within(state->scale, 1e-9F, 1e9F) ||
        !std::ranges::all_of(state->projections, [&](const auto &p) { return within(p, -kLargest, kLargest); })) {
        return corrupt("a value is out of range");
    }
    return Map(std::move(state));
}

} // namespace taraf::analysis
