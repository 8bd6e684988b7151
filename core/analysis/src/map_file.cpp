#include "map_state.h"

#include "taraf/base/half.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace taraf::analysis {
namespace {

// magic, version, then the content: descriptor version, tracks, how many numbers are compared, the size of each part; the discriminants' weight, the
// network, whether there are discriminants, whether there are a network's mean and axes, how many shelves; floats; the shelves; last the content's hash.
// Everything little-endian.
constexpr std::string_view kMagic = "TARAFMAP";
constexpr std::uint32_t kVersion = 3;
constexpr std::size_t kHeader = kMagic.size() + sizeof(std::uint32_t);
constexpr std::size_t kNumbers = (7 + kPartCount) * sizeof(std::uint32_t) + sizeof(std::uint64_t); ///< bytes of the content before the floats
constexpr std::size_t kShelfBytes = sizeof(std::uint64_t) + kShelvedParts * sizeof(float) + kShelved * sizeof(std::uint16_t);

template<class Word> void put(std::string &out, Word value)
{
    for (std::size_t i = 0; i < sizeof(Word); ++i) out.push_back(static_cast<char>(static_cast<unsigned char>(value >> (8 * i))));
}

void put(std::string &out, float value) { put(out, std::bit_cast<std::uint32_t>(value)); }

void put(std::string &out, const std::vector<float> &values)
{
    for (const float value : values) put(out, value);
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

    float number() { return std::bit_cast<float>(take<std::uint32_t>()); }

    std::vector<float> floats(std::size_t count)
    {
        std::vector<float> values(count);
        for (float &value : values) value = number();
        return values;
    }

    [[nodiscard]] std::size_t left() const { return m_bytes.size(); }

private:
    std::string_view m_bytes;
};

constexpr std::size_t baseSize(const PartRange &where) { return reach(where.part).size * where.size; }

/// How many floats there are before the shelves.
std::size_t floatsOf(const Map::State &state)
{
    std::size_t count = 2 * kCompared + state.directions.size() + state.networkMean.size() + state.networkAxes.size();
    for (const PartRange &where : kParts) count += baseSize(where) + state.networkTaken(where.part) + state.joined(where.part) * where.size;
    return count;
}

std::unexpected<Error> corrupt(std::string_view why)
{
    return fail(ErrorCode::Corrupt, "the map is damaged (" + std::string(why) + "); delete it, it will be learned again");
}

bool within(std::span<const float> values, float lowest, float highest)
{
    return std::ranges::all_of(values, [&](float v) { return v >= lowest && v <= highest; });
}

Result<Map::State::Shelf> shelfFrom(Reader &reader)
{
    Map::State::Shelf shelf;
    shelf.artist = reader.take<std::uint64_t>();
    for (float &strength : shelf.strength) strength = reader.number();
    if (!within(shelf.strength, 0.0F, 1.0F)) return corrupt("a shelf draws too far");
    for (std::uint16_t &half : shelf.mean) {
        half = reader.take<std::uint16_t>();
        if (!(std::abs(fromHalf(half)) <= 1.01F) || !isFiniteHalf(half)) return corrupt("a shelf lies outside");
    }
    return shelf;
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
    out.reserve(kNumbers + floatsOf(state) * sizeof(float) + state.shelves.size() * kShelfBytes);
    put(out, static_cast<std::uint32_t>(kDescriptorVersion));
    put(out, state.trainedOn);
    put(out, static_cast<std::uint32_t>(kCompared));
    for (const PartRange &where : kParts) put(out, static_cast<std::uint32_t>(where.size));
    put(out, state.directionWeight);
    put(out, state.network);
    put(out, static_cast<std::uint32_t>(state.directions.empty() ? 0 : 1));
    put(out, static_cast<std::uint32_t>(state.networkMean.empty() ? 0 : 1));
    put(out, static_cast<std::uint32_t>(state.shelves.size()));
    put(out, state.mean);
    put(out, state.scale);
    put(out, state.directions);
    put(out, state.networkMean);
    put(out, state.networkAxes);
    for (const auto &part : state.parts) {
        put(out, part.base);
        put(out, part.networkEmphasis);
        put(out, part.fusion);
    }
    for (const auto &shelf : state.shelves) {
        put(out, shelf.artist);
        for (const float strength : shelf.strength) put(out, strength);
        for (const std::uint16_t half : shelf.mean) put(out, half);
    }
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
    if (bytes.size() < kHeader + kNumbers + sizeof(std::uint64_t)) return corrupt("it is cut short");
    const std::string_view content = bytes.substr(kHeader, bytes.size() - kHeader - sizeof(std::uint64_t));
    auto state = std::make_shared<State>();
    state->generation = contentHash(content);
    if (Reader(bytes.substr(kHeader + content.size())).take<std::uint64_t>() != state->generation) return corrupt("its checksum is wrong");
    Reader reader(content.substr(sizeof(std::uint32_t)));
    state->trainedOn = reader.take<std::uint32_t>();
    if (reader.take<std::uint32_t>() != kCompared) return corrupt("it is for another descriptor");
    for (const PartRange &where : kParts) {
        if (reader.take<std::uint32_t>() != where.size) return corrupt("it is for other vectors");
    }
    state->directionWeight = reader.number();
    state->network = reader.take<std::uint64_t>();
    const auto hasDirections = reader.take<std::uint32_t>(), hasNetwork = reader.take<std::uint32_t>();
    const std::size_t shelves = reader.take<std::uint32_t>();
    if (hasDirections > 1 || hasNetwork > 1 || !within({&state->directionWeight, 1}, 0.0F, 1.0F)) return corrupt("its layers make no sense");
    // joined() goes by whether they are there.
    state->directions.resize(hasDirections * kCompared * kDirections);
    state->networkMean.resize(hasNetwork * kNetworkSize);
    state->networkAxes.resize(hasNetwork * kNetworkSize * kNetworkSize);
    if (reader.left() != floatsOf(*state) * sizeof(float) + shelves * kShelfBytes) return corrupt("it has the wrong length");
    state->mean = reader.floats(kCompared);
    state->scale = reader.floats(kCompared);
    state->directions = reader.floats(state->directions.size());
    state->networkMean = reader.floats(state->networkMean.size());
    state->networkAxes = reader.floats(state->networkAxes.size());
    for (const PartRange &where : kParts) {
        State::PartMap &part = state->parts[static_cast<std::size_t>(where.part)];
        part.base = reader.floats(baseSize(where));
        part.networkEmphasis = reader.floats(state->networkTaken(where.part));
        part.fusion = reader.floats(state->joined(where.part) * where.size);
    }
    // Comparisons are false for what is not a number. With these bounds no product or sum can leave the range of a float.
    constexpr float kLargest = 1e6F;
    if (!within(state->mean, -kLargest, kLargest) || !within(state->scale, 1e-9F, 1e9F) || !within(state->directions, -kLargest, kLargest) ||
        !within(state->networkMean, -kLargest, kLargest) || !within(state->networkAxes, -kLargest, kLargest) ||
        !std::ranges::all_of(state->parts, [](const State::PartMap &part) {
            return within(part.base, -kLargest, kLargest) && within(part.networkEmphasis, 0.0F, 1.0F) && within(part.fusion, -kLargest, kLargest);
        })) {
        return corrupt("a value is out of range");
    }
    state->shelves.reserve(shelves);
    for (std::size_t i = 0; i < shelves; ++i) {
        auto shelf = shelfFrom(reader);
        if (!shelf) return fail(std::move(shelf).error());
        if (shelf->artist == 0 || (i > 0 && shelf->artist <= state->shelves.back().artist)) return corrupt("its shelves are in disorder");
        state->shelves.push_back(*shelf);
    }
    return Map(std::move(state));
}

} // namespace taraf::analysis
