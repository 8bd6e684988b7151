/// @file Makes resources/maps/cold-start.prior: what is believed about descriptors before a collection is known.
#include "learned.h"
#include "synthetic.h"

#include "taraf/analysis/analyser.h"
#include "taraf/base/file.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <span>

using namespace taraf;
using namespace taraf::analysis;

namespace {

/// What music of one origin says; numbers standardised by its own means and deviations, so that origins can be averaged.
struct Origin {
    std::vector<Descriptor> pieces;

    struct Spread {
        Tensor mean, variance, covariance, scatter;
    };
    [[nodiscard]] Spread spread() const
    {
        const auto farthest = static_cast<double>(kFarthest);
        std::vector<std::span<const float>> rows;
        for (const Descriptor &piece : pieces) rows.emplace_back(piece.values);
        const Tensor all = table(rows), mean = all.mean(0), variance = (all - mean).square().mean(0).clamp_min(1e-6);
        const auto standardised = [&](const Tensor &numbers) { return ((numbers - mean) * variance.rsqrt()).clamp(-farthest, farthest); };
        const Tensor z = standardised(all);
        Tensor within = at::zeros_like(at::matmul(z.t(), z));
        double parts = 0;
        for (const Descriptor &piece : pieces) {
            if (piece.segments.size() < 2) continue;
            const Tensor segments = standardised(table(std::vector<std::span<const float>>(piece.segments.begin(), piece.segments.end())));
            const Tensor deviation = segments - segments.mean(0, true);
            within.addmm_(deviation.t(), deviation);
            parts += static_cast<double>(piece.segments.size() - 1);
        }
        return {mean, variance, at::matmul(z.t(), z) / static_cast<double>(pieces.size()), within / std::max(parts, 1.0)};
    }
};

/// Low rank and what it leaves, spread evenly: [kRank, kCompared], and one number.
std::pair<Tensor, Tensor> condensed(const Tensor &covariance)
{
    const auto rank = static_cast<std::int64_t>(Prior::kRank);
    const auto [values, vectors] = principal(covariance, covariance.size(0));
    const Tensor rest = values.narrow(0, rank, values.size(0) - rank).mean();
    return {(vectors.narrow(1, 0, rank) * (values.narrow(0, 0, rank) - rest).clamp_min(0.0).sqrt()).t(), rest};
}

/// Raw 32-bit floats, one channel at kAnalysisRate.
Result<Pcm> samplesOf(const char *path)
{
    const auto bytes = readFile(path, 1U << 30U);
    if (!bytes) return fail(bytes.error());
    Pcm pcm;
    pcm.samples.resize(bytes->size() / sizeof(float));
    std::memcpy(pcm.samples.data(), bytes->data(), pcm.samples.size() * sizeof(float));
    return pcm;
}

int refuse(const Error &error)
{
    std::fprintf(stderr, "%s\n", error.message.c_str());
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    const std::span<char *> arguments(argv, static_cast<std::size_t>(argc));
    int pieces = 0;
    if (argc < 4 || std::from_chars(arguments[2], arguments[2] + std::char_traits<char>::length(arguments[2]), pieces).ec != std::errc() || pieces < 2) {
        std::fprintf(stderr, "usage: taraf-cold-start OUT PIECES FILE...\n");
        return 2;
    }
    const Result<Analyser> analyser = Analyser::make(Device::Cpu);
    if (!analyser) return refuse(analyser.error());
    const c10::InferenceMode inference;
    Origin made, rendered;
    for (int piece = 0; piece < pieces; ++piece) {
        auto descriptor = analyser->describe(synthetic(static_cast<std::uint64_t>(piece), Seconds{60.0}));
        if (!descriptor) return refuse(descriptor.error());
        made.pieces.push_back(*std::move(descriptor));
    }
    for (const char *path : arguments.subspan(3)) {
        const auto pcm = samplesOf(path);
        if (!pcm) return refuse(pcm.error());
        auto descriptor = analyser->describe(*pcm);
        if (!descriptor) return refuse(descriptor.error());
        rendered.pieces.push_back(*std::move(descriptor));
    }
    const Origin::Spread a = made.spread(), b = rendered.spread();
    const auto [factor, rest] = condensed((a.covariance + b.covariance) / 2);
    const auto [scatter, scatterRest] = condensed((a.scatter + b.scatter) / 2);
    std::string out;
    for (const Tensor &part : {(a.mean + b.mean) / 2, ((a.variance + b.variance) / 2).sqrt(), factor, scatter, rest, scatterRest}) {
        const Tensor flat = part.to(at::kFloat).contiguous();
        out.append(reinterpret_cast<const char *>(flat.const_data_ptr<float>()), static_cast<std::size_t>(flat.numel()) * sizeof(float)); // NOLINT
    }
    if (auto written = writeAtomically(arguments[1], out); !written) return refuse(written.error());
    std::printf("%zu made and %zu rendered pieces\n", made.pieces.size(), rendered.pieces.size());
    return 0;
}
