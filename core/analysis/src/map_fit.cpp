#include "alone.h"
#include "discriminants.h"
#include "learned.h"
#include "map_state.h"

#include <algorithm>
#include <exception>

namespace taraf::analysis {
namespace {

constexpr std::int64_t kPrincipal = 200;   ///< directions that are kept before whitening
constexpr double kStructurePrior = 40.0;   ///< tracks that the absence of structure is worth
constexpr double kFinest = 0.2;            ///< of the leading direction's emphasis, that every one has at least
constexpr std::size_t kTried = 3'000;      ///< tracks that layers are tried on and joined by

bool before(std::span<const float> a, std::span<const float> b) { return std::ranges::lexicographical_compare(a, b); }

/// By key; tracks with one key by their numbers, so that the order they came in does not matter.
std::vector<const Sample *> ordered(std::span<const Sample> samples)
{
    std::vector<const Sample *> out;
    for (const Sample &sample : samples) out.push_back(&sample);
    std::ranges::sort(out, [](const Sample *a, const Sample *b) {
        if (a->key != b->key) return a->key < b->key;
        if (!std::ranges::equal(a->descriptor, b->descriptor)) return before(a->descriptor, b->descriptor);
        if (a->segments.size() != b->segments.size()) return a->segments.size() < b->segments.size();
        for (std::size_t i = 0; i < a->segments.size(); ++i) {
            if (!std::ranges::equal(a->segments[i], b->segments[i])) return before(a->segments[i], b->segments[i]);
        }
        return false;
    });
    if (out.size() > Map::kMostSamples) out.resize(Map::kMostSamples);
    return out;
}

Result<> checked(std::span<const Sample> samples)
{
    const auto finite = [](std::span<const float> numbers) { return std::ranges::all_of(numbers, [](float v) { return std::isfinite(v); }); };
    const auto fits = [&](std::span<const float> numbers) { return numbers.size() == kDescriptorSize && finite(numbers); };
    for (const Sample &sample : samples) {
        if (!fits(sample.descriptor) || !std::ranges::all_of(sample.segments, fits)) {
            return fail(ErrorCode::InvalidArgument, "a map is learned from finite descriptors of " + std::to_string(kDescriptorSize) +
                                                        " numbers; analyse the tracks again");
        }
        if (!sample.network.empty() && (sample.network.size() != kNetworkSize || !finite(sample.network))) {
            return fail(ErrorCode::InvalidArgument, "a map is learned from " + std::to_string(kNetworkSize) + " finite numbers of a network; tune again");
        }
    }
    return {};
}

/// By how much each direction counts, of how much the collection varies along them: the leading one is 1.
Tensor emphasised(const Tensor &spread, double power, std::size_t tracks)
{
    // Few tracks don't show the structure of a collection. What is left of the finer directions tells a track from its fellows where the coarse
    // ones say the same of all.
    return (spread / spread.max().clamp_min(1e-12)).clamp_min(1e-9).pow((power - 1.0) * share(tracks, kStructurePrior) / 2.0).clamp_min(kFinest);
}

/// [reach, size]: PCA, whitening by the scatter within tracks, PCA, emphasis. `tuned`: beside a network.
/// Source: Hatch, Kajarekar, Stolcke 2006; a share of the identity is mixed in, without which small scatter is blown up.
Tensor projection(const Learned &learned, const PartRange &where, std::size_t tracks, bool tuned)
{
    const PartPlan &planned = plan(where.part);
    const Reach from = reach(where.part);
    const auto offset = static_cast<std::int64_t>(from.offset), size = static_cast<std::int64_t>(from.size);
    const Tensor weights = doubles(weightsOf(where.part, tuned)).narrow(0, offset, size);
    const auto weighted = [&](const Tensor &whole) { return whole.narrow(0, offset, size).narrow(1, offset, size) * at::outer(weights, weights); };
    const Tensor covariance = weighted(learned.covariance);
    const Tensor basis = principal(covariance, std::min(size, kPrincipal)).second;
    const Tensor scatter = at::matmul(at::matmul(basis.t(), weighted(learned.scatter)), basis);
    const double mean = scatter.trace().item<double>() / static_cast<double>(basis.size(1));
    const Tensor mixed = scatter * (planned.withinShare / mean) + at::eye(basis.size(1), at::kDouble) * (1.0 - planned.withinShare);
    const auto [values, vectors] = at::linalg_eigh((mixed + mixed.t()) * 0.5);
    const Tensor white = at::matmul(basis, at::matmul(vectors * values.clamp_min(1e-6).rsqrt(), vectors.t()));
    const auto [spread, last] = principal(at::matmul(at::matmul(white.t(), covariance), white), static_cast<std::int64_t>(where.size));
    return at::matmul(white, last) * emphasised(spread, planned.emphasis, tracks) * weights.unsqueeze(1);
}

/// The tracks that layers are tried on and joined by, as each layer sees them: rows of unit length.
struct Tried {
    std::span<const Sample *const> samples;
    Tensor z;          ///< standardised, [tracks, kCompared]
    Tensor directions; ///< [tracks, kDirections]
    Tensor network;    ///< [tracks, kNetworkSize], along networkAxes; all zero where a track was not heard by it

    [[nodiscard]] Tensor base(const PartRange &where, const Tensor &projection) const
    {
        const Reach from = reach(where.part);
        return unitRows(at::matmul(z.narrow(1, static_cast<std::int64_t>(from.offset), static_cast<std::int64_t>(from.size)), projection));
    }
};

/// The network's vectors of all samples say where their middle is, those that are tried how they vary, and what each part makes of that.
void hearNetwork(Map::State &state, std::span<const Sample *const> samples, Tried &tried)
{
    std::vector<double> sum(kNetworkSize, 0.0);
    double count = 0;
    for (const Sample *sample : samples) {
        if (sample->network.empty()) continue;
        for (std::size_t i = 0; i < kNetworkSize; ++i) sum[i] += static_cast<double>(sample->network[i]);
        ++count;
    }
    for (const double each : sum) state.networkMean.push_back(static_cast<float>(each / count));
    const Tensor mean = doubles(state.networkMean);
    std::vector<Tensor> rows;
    for (const Sample *sample : tried.samples) {
        const bool heard = !sample->network.empty();
        rows.push_back(heard ? doubles({sample->network.begin(), sample->network.end()}) - mean : at::zeros_like(mean));
    }
    const Tensor units = unitRows(at::stack(rows));
    const auto [spread, axes] = principal(at::matmul(units.t(), units), static_cast<std::int64_t>(kNetworkSize));
    state.networkAxes = floats(axes);
    tried.network = at::matmul(units, axes);
    for (const PartRange &where : kParts) {
        if (state.networkTaken(where.part) == 0) continue;
        state.parts[static_cast<std::size_t>(where.part)].networkEmphasis = floats(emphasised(spread, plan(where.part).networkEmphasis, samples.size()));
    }
}

/// [joined, size]: the layers side by side, each with its weight, and the directions in which they vary most.
Tensor fusion(const Map::State &state, const PartRange &where, const Tensor &base, const Tried &tried)
{
    const PartPlan &planned = plan(where.part);
    std::vector<Tensor> layers{base};
    std::vector<double> weights(where.size, 1.0);
    const auto join = [&](const Tensor &layer, float weight) {
        layers.push_back(layer);
        weights.insert(weights.end(), static_cast<std::size_t>(layer.size(1)), static_cast<double>(weight));
    };
    if (planned.directions > 0 && !state.directions.empty()) join(tried.directions, planned.directions * state.directionWeight);
    if (state.networkTaken(where.part) > 0) {
        join(unitRows(tried.network * doubles(state.parts[static_cast<std::size_t>(where.part)].networkEmphasis)), planned.network);
    }
    const Tensor scale = at::tensor(weights, at::kDouble);
    const Tensor rows = unitRows(at::cat(layers, 1) * scale);
    const Tensor axes = principal(at::matmul(rows.t(), rows), static_cast<std::int64_t>(where.size)).second;
    return axes * scale.unsqueeze(1);
}

std::shared_ptr<const Map::State> learn(std::span<const Sample *const> samples, std::uint64_t network, const std::stop_token &stop, const ProgressSink &progress)
{
    workAlone();
    const c10::InferenceMode inference;
    const Learned found = learned(samples, stop, progress);
    auto state = std::make_shared<Map::State>();
    state->trainedOn = static_cast<std::uint32_t>(samples.size());
    state->mean = floats(found.mean);
    state->scale = floats(found.scale);
    std::uint64_t done = 3;
    const auto tell = [&] {
        checkpoint(stop);
        if (progress) progress({.phase = "learning the map", .done = done++, .total = 4 + kPartCount, .item = {}});
    };
    const bool tuned = network != 0 && std::ranges::count_if(samples, [](const Sample *sample) { return !sample->network.empty(); }) > 1;
    if (tuned) state->network = network;
    std::array<Tensor, kPartCount> bases;
    for (std::size_t part = 0; part < kPartCount; ++part) {
        tell();
        bases[part] = projection(found, kParts[part], samples.size(), tuned);
        state->parts[part].base = floats(bases[part]);
    }
    tell();
    if (!samples.empty()) {
        Tried tried{.samples = samples.first(std::min(samples.size(), kTried)), .z = {}, .directions = {}, .network = {}};
        std::vector<std::span<const float>> rows;
        for (const Sample *sample : tried.samples) rows.push_back(sample->descriptor);
        tried.z = found.standardised(table(rows));
        const Discriminants apart = discriminants(found, samples, tried.base(kParts[0], bases[0]), stop);
        if (apart.weight > 0) {
            state->directions = floats(apart.directions);
            state->directionWeight = static_cast<float>(apart.weight);
            tried.directions = unitRows(at::matmul(tried.z, apart.directions));
        }
        if (tuned) hearNetwork(*state, samples, tried);
        for (std::size_t part = 0; part < kPartCount; ++part) {
            checkpoint(stop);
            if (state->joined(kParts[part].part) == 0) continue;
            state->parts[part].fusion = floats(fusion(*state, kParts[part], tried.base(kParts[part], bases[part]), tried));
        }
    }
    state->generation = contentHash(contentBytes(*state));
    return state;
}

} // namespace

Result<Map> Map::fit(std::span<const Sample> samples, std::uint64_t network, const std::stop_token &stop, const ProgressSink &progress)
{
    if (auto fit = checked(samples); !fit) return fail(std::move(fit.error()));
    if (samples.empty()) return coldStart();
    try {
        const std::vector<const Sample *> chosen = ordered(samples);
        return Map(learn(chosen, network, stop, progress));
    } catch (const Stopped &) {
        return fail(ErrorCode::Cancelled, "learning the map was cancelled");
    } catch (const std::bad_alloc &) {
        return fail(ErrorCode::OutOfMemory, "learning the map: there is not enough memory; close other programs");
    } catch (const std::exception &error) {
        const std::string text = error.what();
        return fail(ErrorCode::Internal, "learning the map: " + text.substr(0, text.find('\n')));
    }
}

Map Map::coldStart()
{
    static const std::shared_ptr<const State> state = learn({}, 0, {}, {});
    return Map(state);
}

} // namespace taraf::analysis
