#include "bytes.h"
#include "network_state.h"

#include <algorithm>

namespace taraf::learn {
namespace {

// magic, version, then the content: seed, tracks, how many weights, floats (weights, scale, centre); last the content's hash. Everything little-endian.
constexpr std::string_view kMagic = "TARAFNET";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeader = kMagic.size() + sizeof(std::uint32_t);

std::size_t contentSize()
{
    return sizeof(std::uint64_t) + 2 * sizeof(std::uint32_t) + (Weights::count() + 2 * kBands + kNetworkSize) * sizeof(float);
}

std::unexpected<Error> corrupt(std::string_view why)
{
    return fail(ErrorCode::Corrupt, "the network is damaged (" + std::string(why) + "); go back with taraf tune --undo, or train another with taraf tune");
}

bool within(std::span<const float> values, float lowest, float highest)
{
    return std::ranges::all_of(values, [&](float v) { return v >= lowest && v <= highest; });
}

} // namespace

std::string contentBytes(const Network::State &state)
{
    std::string out;
    out.reserve(contentSize());
    put(out, state.seed);
    put(out, state.trainedOn);
    put(out, static_cast<std::uint32_t>(Weights::count()));
    putFloats(out, state.weights.flat());
    putFloats(out, state.scale.mean);
    putFloats(out, state.scale.spread);
    putFloats(out, state.centre);
    return out;
}

std::string Network::serialise() const
{
    std::string out(kMagic);
    put(out, kVersion);
    out += contentBytes(*m_state);
    put(out, m_state->hash);
    return out;
}

Result<Network> Network::parse(std::string_view bytes)
{
    if (!bytes.starts_with(kMagic)) return corrupt("it is no network");
    if (bytes.size() < kHeader) return corrupt("it is cut short");
    if (const auto version = ByteReader(bytes.substr(kMagic.size())).take<std::uint32_t>(); version != kVersion) {
        return fail(ErrorCode::Unsupported, "the network has format version " + std::to_string(version) + ", this program reads version " +
                                                std::to_string(kVersion) + "; train another: taraf tune");
    }
    const std::size_t size = contentSize();
    if (bytes.size() != kHeader + size + sizeof(std::uint64_t)) return corrupt("it has the wrong length");
    const std::string_view content = bytes.substr(kHeader, size);
    auto state = std::make_shared<State>();
    state->hash = hashOf(content);
    if (ByteReader(bytes.substr(kHeader + size)).take<std::uint64_t>() != state->hash) return corrupt("its checksum is wrong");
    ByteReader reader(content);
    state->seed = reader.take<std::uint64_t>();
    state->trainedOn = reader.take<std::uint32_t>();
    if (reader.take<std::uint32_t>() != Weights::count()) return corrupt("it has another number of weights");
    const std::vector<float> weights = reader.floats(Weights::count());
    reader.floats(std::span(state->scale.mean));
    reader.floats(std::span(state->scale.spread));
    reader.floats(std::span(state->centre));
    // Comparisons are false for what is not a number.
    constexpr float kLargest = 1e6F;
    if (!within(weights, -kLargest, kLargest) || !within(state->scale.mean, 0.0F, 255.0F) || !within(state->scale.spread, 0.5F, 255.0F) ||
        !within(state->centre, -1.0F, 1.0F)) {
        return corrupt("a value is out of range");
    }
    try {
        state->weights = Weights::fromFlat(weights);
        for (std::size_t block = 0; block < kBlocks; ++block) {
            if (state->weights.running[2 * block + 1].min().item<float>() < 0.0F) return corrupt("a variance is negative");
        }
    } catch (const std::exception &error) {
        return fail(failure(error));
    }
    return Network(std::move(state));
}

} // namespace taraf::learn
