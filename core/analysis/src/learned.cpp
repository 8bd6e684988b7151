#include "learned.h"

#include <algorithm>
#include <cmath>

namespace taraf::analysis {
namespace {

constexpr std::size_t kRowsAtOnce = 1024;
constexpr auto kWidth = static_cast<std::int64_t>(kCompared);

/// The covariance that a factor of low rank and what is left stand for.
Tensor believed(const std::vector<float> &factor, float rest)
{
    const Tensor rows = doubles(factor).view({static_cast<std::int64_t>(Prior::kRank), kWidth});
    return at::matmul(rows.t(), rows) + at::eye(kWidth, at::kDouble) * static_cast<double>(rest);
}

} // namespace

void checkpoint(const std::stop_token &stop)
{
    if (stop.stop_requested()) throw Stopped{};
}

double share(std::size_t count, double prior) { return static_cast<double>(count) / (static_cast<double>(count) + prior); }

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

std::pair<Tensor, Tensor> principal(const Tensor &symmetric, std::int64_t count)
{
    const auto [values, all] = at::linalg_eigh((symmetric + symmetric.t()) * 0.5);
    const Tensor vectors = all.flip({1}).narrow(1, 0, count).contiguous();
    const Tensor largest = vectors.abs().argmax(0, true);
    return {values.flip({0}).narrow(0, 0, count).contiguous(), vectors * vectors.gather(0, largest).sign()};
}

Tensor unitRows(const Tensor &rows)
{
    const Tensor lengths = rows.square().sum(1, true).sqrt();
    return rows * at::where(lengths > 1e-6, lengths.reciprocal(), at::zeros_like(lengths));
}

Tensor Learned::standardised(const Tensor &rows) const
{
    const auto farthest = static_cast<double>(kFarthest);
    return ((rows - mean) * scale).clamp_(-farthest, farthest);
}

Learned learned(std::span<const Sample *const> samples, const std::stop_token &stop, const ProgressSink &progress)
{
    const Prior &before = prior();
    const Tensor priorMean = doubles(before.mean), priorVariance = doubles(before.deviation).square();
    Learned out;
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
    const auto tell = [&](std::uint64_t done) {
        if (progress) progress({.phase = "learning the map", .done = done, .total = 4 + kPartCount, .item = {}});
    };

    // Mean, then variance around it: two passes keep their digits.
    Tensor sum = at::zeros({kWidth}, at::kDouble), squares = at::zeros({kWidth}, at::kDouble);
    pieces([&](const Tensor &piece) { sum += piece.sum(0); });
    const Tensor mean = rows.empty() ? priorMean : sum / count;
    pieces([&](const Tensor &piece) { squares += (piece - mean).square_().sum(0); });
    const Tensor variance = rows.empty() ? squares : squares / count;
    out.mean = mean * meanShare + priorMean * (1.0 - meanShare);
    // A number that never changes here would blow up the first track that differs.
    out.scale = (variance * spreadShare + priorVariance * (1.0 - spreadShare)).maximum(priorVariance * 1e-4).rsqrt();

    tell(1);
    Tensor second = at::zeros({kWidth, kWidth}, at::kDouble);
    pieces([&](const Tensor &piece) {
        const Tensor z = out.standardised(piece);
        second.addmm_(z.t(), z);
    });
    out.covariance = (rows.empty() ? second : second / count) * spreadShare + believed(before.factor, before.rest) * (1.0 - spreadShare);

    tell(2);
    Tensor within = at::zeros({kWidth, kWidth}, at::kDouble);
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
        within.addmm_(all.t(), all);
    }
    const double scatterShare = share(tracks, kSpreadPrior);
    if (parts > 0) within.div_(static_cast<double>(parts));
    out.scatter = within * scatterShare + believed(before.scatter, before.scatterRest) * (1.0 - scatterShare);
    tell(3);
    return out;
}

} // namespace taraf::analysis
