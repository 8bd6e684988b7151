#include "alone.h"
#include "map_state.h"
#include "tensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <exception>
#include <limits>
#include <numeric>

namespace taraf::analysis {
namespace {

constexpr std::int64_t kPrincipal = 200; ///< directions that are kept before whitening
constexpr double kWithinShare = 0.5;     ///< of the scatter within tracks, against the identity, when whitening
constexpr std::size_t kRowsAtOnce = 1024;
constexpr auto kWidth = static_cast<std::int64_t>(kCompared);

struct Stopped {};

void checkpoint(const std::stop_token &stop)
{
    if (stop.stop_requested()) throw Stopped{};
}

double share(std::size_t count, double prior) { return static_cast<double>(count) / (static_cast<double>(count) + prior); }

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
    const auto fits = [](std::span<const float> numbers) {
        return numbers.size() == kDescriptorSize && std::ranges::all_of(numbers, [](float v) { return std::isfinite(v); });
    };
    for (const Sample &sample : samples) {
        if (!fits(sample.descriptor) || !std::ranges::all_of(sample.segments, fits)) {
            return fail(ErrorCode::InvalidArgument, "a map is learned from finite descriptors of " + std::to_string(kDescriptorSize) +
                                                        " numbers; analyse the tracks again");
        }
    }
    return {};
}

/// Rows of compared numbers, in double: [rows, kCompared].
Tensor table(std::span<const std::span<const float>> rows)
{
    Tensor out = at::empty({static_cast<std::int64_t>(rows.size()), kWidth}, at::kDouble);
    double *target = out.mutable_data_ptr<double>();
    for (const std::span<const float> row : rows) target = std::copy_n(row.data(), kCompared, target);
    return out;
}

Tensor doubles(const std::vector<float> &values) { return at::tensor(values, at::kFloat).to(at::kDouble); }

std::vector<float> floats(const Tensor &values)
{
    const Tensor flat = values.to(at::kFloat).contiguous();
    const float *from = flat.const_data_ptr<float>();
    return {from, from + flat.numel()};
}

/// What is learned about the compared numbers, in double on the CPU.
struct Learned {
    Tensor mean, scale;        ///< [kCompared]
    Tensor weights;            ///< [kCompared]
    Tensor covariance;         ///< of standardised, weighted numbers
    Tensor scatter;            ///< the same within tracks; all zero where nothing is known
    double withinShare = 0.0;  ///< how far the scatter is to be trusted

    [[nodiscard]] Tensor standardised(const Tensor &rows) const
    {
        const double most = static_cast<double>(kFarthest);
        return ((rows - mean) * scale).clamp_(-most, most).mul_(weights);
    }
};

Learned learned(std::span<const Sample *const> samples, const std::stop_token &stop, const ProgressSink &progress)
{
    const Prior &believed = prior();
    const Tensor priorMean = doubles(believed.mean), priorDeviation = doubles(believed.deviation);
    Learned out;
    out.weights = doubles(patternWeights());
    std::vector<std::span<const float>> rows;
    for (const Sample *sample : samples) rows.push_back(sample->descriptor);
    const auto pieces = [&](const auto &use) {
        for (std::size_t from = 0; from < rows.size(); from += kRowsAtOnce) {
            checkpoint(stop);
            use(table(std::span(rows).subspan(from, std::min(kRowsAtOnce, rows.size() - from))));
        }
    };
    const auto count = static_cast<double>(rows.size());
    const double meanShare = share(rows.size(), kMeanPrior), spreadShare = share(rows.size(), kSpreadPrior);

    // Mean, then variance around it: two passes keep their digits.
    Tensor sum = at::zeros({kWidth}, at::kDouble), squares = at::zeros({kWidth}, at::kDouble);
    pieces([&](const Tensor &piece) { sum += piece.sum(0); });
    const Tensor mean = rows.empty() ? priorMean : sum / count;
    pieces([&](const Tensor &piece) { squares += (piece - mean).square_().sum(0); });
    const Tensor variance = rows.empty() ? squares : squares / count;
    out.mean = mean * meanShare + priorMean * (1.0 - meanShare);
    const Tensor priorVariance = priorDeviation.square();
    // A number that never changes here would blow up the first track that differs.
    out.scale = (variance * spreadShare + priorVariance * (1.0 - spreadShare)).maximum(priorVariance * 1e-4).rsqrt();

    if (progress) progress({.phase = "learning the map", .done = 1, .total = 6, .item = {}});
    Tensor second = at::zeros({kWidth, kWidth}, at::kDouble);
    pieces([&](const Tensor &piece) {
        const Tensor z = out.standardised(piece);
        second.addmm_(z.t(), z);
    });
    const Tensor factor = doubles(believed.factor).view({static_cast<std::int64_t>(Prior::kRank), kWidth});
    const Tensor flat = at::diag(out.weights.square()) * static_cast<double>(believed.rest);
    const Tensor priorCovariance = at::matmul(factor.t(), factor) + flat;
    out.covariance = (rows.empty() ? second : second / count) * spreadShare + priorCovariance * (1.0 - spreadShare);

    if (progress) progress({.phase = "learning the map", .done = 2, .total = 6, .item = {}});
    out.scatter = at::zeros({kWidth, kWidth}, at::kDouble);
    std::size_t tracks = 0, parts = 0;
    for (std::size_t i = 0; i < samples.size() && tracks < Map::kMostScattered;) {
        checkpoint(stop);
        std::vector<Tensor> deviations;
        for (; i < samples.size() && tracks < Map::kMostScattered && deviations.size() < kRowsAtOnce / 4; ++i) {
            if (samples[i]->segments.size() < 2) continue;
            const Tensor z = out.standardised(table(samples[i]->segments));
            deviations.push_back(z - z.mean(0, true));
            ++tracks;
            parts += samples[i]->segments.size() - 1;
        }
        if (deviations.empty()) continue;
        const Tensor all = at::cat(deviations);
        out.scatter.addmm_(all.t(), all);
    }
    if (parts > 0) out.scatter.div_(static_cast<double>(parts));
    out.withinShare = kWithinShare * share(tracks, kSpreadPrior);
    return out;
}

/// Eigenvectors of the `count` largest eigenvalues as columns, largest first. An eigenvector's sign is nobody's: its component
/// of the largest size is made positive.
Tensor principal(const Tensor &covariance, std::int64_t count)
{
    const Tensor symmetric = (covariance + covariance.t()) * 0.5;
    const Tensor vectors = std::get<1>(at::linalg_eigh(symmetric)).flip({1}).narrow(1, 0, count).contiguous();
    const Tensor largest = vectors.abs().argmax(0, true);
    const Tensor sign = vectors.gather(0, largest).sign();
    return vectors * sign;
}

/// [reach, size]: PCA, whitening by the scatter within tracks, PCA.
/// Source: Hatch, Kajarekar, Stolcke 2006; a share of the identity is mixed in, without which small scatter is blown up.
Tensor projection(const Learned &learned, const PartRange &part)
{
    const Reach from = reach(part.part);
    const auto offset = static_cast<std::int64_t>(from.offset), size = static_cast<std::int64_t>(from.size);
    const auto square = [&](const Tensor &whole) { return whole.narrow(0, offset, size).narrow(1, offset, size); };
    const Tensor basis = principal(square(learned.covariance), std::min(size, kPrincipal));
    const Tensor scatter = at::matmul(at::matmul(basis.t(), square(learned.scatter)), basis);
    const auto dimensions = static_cast<double>(basis.size(1));
    const double mean = scatter.trace().item<double>() / dimensions;
    Tensor whitening = at::eye(basis.size(1), at::kDouble);
    if (mean > 0.0) {
        const Tensor mixed = scatter * (learned.withinShare / mean) + whitening * (1.0 - learned.withinShare);
        const auto [values, vectors] = at::linalg_eigh((mixed + mixed.t()) * 0.5);
        whitening = at::matmul(vectors * values.clamp_min(1e-6).rsqrt(), vectors.t());
    }
    const Tensor white = at::matmul(basis, whitening);
    const Tensor last = principal(at::matmul(at::matmul(white.t(), square(learned.covariance)), white), static_cast<std::int64_t>(part.size));
    return at::matmul(white, last) * learned.weights.narrow(0, offset, size).unsqueeze(1);
}

std::shared_ptr<const Map::State> learn(std::span<const Sample *const> samples, const std::stop_token &stop, const ProgressSink &progress)
{
    workAlone();
    const c10::InferenceMode inference;
    const Learned found = learned(samples, stop, progress);
    auto state = std::make_shared<Map::State>();
    state->trainedOn = static_cast<std::uint32_t>(samples.size());
    state->mean = floats(found.mean);
    state->scale = floats(found.scale);
    for (const PartRange &part : kParts) {
        checkpoint(stop);
        if (progress) progress({.phase = "learning the map", .done = 3 + static_cast<std::uint64_t>(part.part), .total = 6, .item = {}});
        state->projections[static_cast<std::size_t>(part.part)] = floats(projection(found, part));
    }
    state->generation = contentHash(contentBytes(*state));
    return state;
}

} // namespace

std::vector<float> patternWeights()
{
    std::vector<float> weights;
    for (const PatternRange &pattern : kPatterns) {
        if (pattern.group == Group::Kept) continue;
        weights.insert(weights.end(), pattern.size(), static_cast<float>(1.0 / std::sqrt(static_cast<double>(pattern.size()))));
    }
    return weights;
}

const Prior &prior()
{
    static const Prior read = [] {
        const std::span<const unsigned char> bytes = priorBytes();
        Prior out;
        std::size_t at = 0;
        const auto take = [&] {
            std::uint32_t word = 0;
            for (std::size_t i = 0; i < 4; ++i) word |= static_cast<std::uint32_t>(bytes[at++]) << (8 * i);
            return std::bit_cast<float>(word);
        };
        for (auto *const list : {&out.mean, &out.deviation}) {
            for (std::size_t i = 0; i < kCompared; ++i) list->push_back(take());
        }
        for (std::size_t i = 0; i < Prior::kRank * kCompared; ++i) out.factor.push_back(take());
        out.rest = take();
        return out;
    }();
    return read;
}

Result<Map> Map::fit(std::span<const Sample> samples, const std::stop_token &stop, const ProgressSink &progress)
{
    if (auto fit = checked(samples); !fit) return fail(std::move(fit.error()));
    if (samples.empty()) return coldStart();
    try {
        const std::vector<const Sample *> chosen = ordered(samples);
        return Map(learn(chosen, stop, progress));
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
    static const std::shared_ptr<const State> state = learn({}, {}, {});
    return Map(state);
}

} // namespace taraf::analysis
