/// @file Makes resources/maps/cold-start.prior: what is believed about descriptors before a collection is known.
#include "map_state.h"
#include "tensors.h"
#include "synthetic.h"

#include "taraf/analysis/analyser.h"
#include "taraf/base/file.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <span>

using namespace taraf;
using namespace taraf::analysis;

namespace {

void put(std::string &out, const Tensor &values)
{
    const Tensor flat = values.to(at::kFloat).contiguous();
    out.append(reinterpret_cast<const char *>(flat.const_data_ptr<float>()), static_cast<std::size_t>(flat.numel()) * sizeof(float));
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
    if (argc != 3) {
        std::fprintf(stderr, "usage: taraf-cold-start OUT PIECES\n");
        return 2;
    }
    const Result<Analyser> analyser = Analyser::make(Device::Cpu);
    if (!analyser) return refuse(analyser.error());
    const c10::InferenceMode inference;
    const int pieces = std::atoi(arguments[2]);
    std::vector<Tensor> rows;
    for (int piece = 0; piece < pieces; ++piece) {
        const Result<Descriptor> descriptor = analyser->describe(synthetic(static_cast<std::uint64_t>(piece), Seconds{60.0}));
        if (!descriptor) return refuse(descriptor.error());
        rows.push_back(at::tensor(descriptor->values, at::kFloat).narrow(0, 0, static_cast<std::int64_t>(kCompared)).to(at::kDouble));
    }
    const Tensor all = at::stack(rows);
    const Tensor mean = all.mean(0), deviation = (all - mean).square().mean(0).sqrt().clamp_min(1e-3);
    const auto farthest = static_cast<double>(kFarthest);
    const Tensor weights = at::tensor(patternWeights(), at::kFloat).to(at::kDouble);
    const Tensor z = ((all - mean) / deviation).clamp(-farthest, farthest) * weights;
    const auto [values, vectors] = at::linalg_eigh(at::matmul(z.t(), z) / static_cast<double>(pieces));
    const auto rank = static_cast<std::int64_t>(Prior::kRank), width = static_cast<std::int64_t>(kCompared);
    const Tensor factor = (vectors.narrow(1, width - rank, rank) * values.narrow(0, width - rank, rank).sqrt()).t();
    // What the leading directions leave is spread evenly over the rest, as a share of each number's own weight.
    const Tensor rest = values.narrow(0, 0, width - rank).sum() / weights.square().sum();
    std::string out;
    for (const Tensor &part : {mean, deviation, factor, rest}) put(out, part);
    if (auto written = writeAtomically(arguments[1], out); !written) return refuse(written.error());
    std::printf("%d pieces; the first %d directions hold %.0f %% of the variance\n", pieces, static_cast<int>(rank),
                100.0 * (1.0 - rest.item<double>() * weights.square().sum().item<double>() / values.sum().item<double>()));
    return 0;
}
