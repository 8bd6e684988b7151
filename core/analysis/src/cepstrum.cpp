#include "cepstrum.h"

#include "spectrum.h"

#include <algorithm>
#include <cmath>

namespace taraf::analysis {
namespace {

constexpr std::int64_t kMelBands = 36;
constexpr std::int64_t kCoefficients = 20;
constexpr std::int64_t kSpread = 13;

double mel(double hertz) { return 2595.0 * std::log10(1.0 + hertz / 700.0); }

Tensor melMatrix(at::Device device)
{
    const double lowest = mel(40.0), step = (mel(11000.0) - lowest) / static_cast<double>(kMelBands + 1);
    std::vector<double> weights;
    for (std::int64_t band = 1; band <= kMelBands; ++band) {
        std::vector<double> row;
        double sum = 0.0;
        for (std::int64_t cent = 0; cent < kBands; ++cent) {
            // A cent band stands for as many hertz as it is wide. Where a mel band is narrower than the cent bands, the
            // nearest ones are interpolated: a triangle is never narrower than the step between them.
            const double width = bandCentre(cent) * (std::exp2(1.0 / 24.0) - std::exp2(-1.0 / 24.0));
            const double side = std::max(step, mel(bandCentre(cent) + width) - mel(bandCentre(cent)));
            row.push_back(std::max(0.0, 1.0 - std::abs(mel(bandCentre(cent)) - (lowest + step * static_cast<double>(band))) / side) * width);
            sum += row.back();
        }
        for (const double weight : row) weights.push_back(weight / sum);
    }
    return constant(weights, {kMelBands, kBands}, device);
}

} // namespace

CepstrumTables::CepstrumTables(at::Device device)
    : mel(melMatrix(device)), dct(dctMatrix(kCoefficients, kMelBands, device))
{
    std::vector<std::int64_t> upper;
    for (std::int64_t row = 0; row < kSpread; ++row) {
        for (std::int64_t column = row; column < kSpread; ++column) upper.push_back(row * kSpread + column);
    }
    cells = at::tensor(upper, at::kLong).to(device);
}

Cepstrum cepstrum(const CepstrumTables &tables, const Tensor &magnitude)
{
    const Tensor envelope = (at::matmul(tables.mel, magnitude)).add_(kFloor).log10_().mul_(20.0);
    const Tensor coefficients = at::matmul(tables.dct, envelope).narrow(1, 1, kCoefficients - 1);
    const Tensor mean = coefficients.mean(2, true);
    const Tensor centred = (coefficients - mean).narrow(1, 0, kSpread);
    const Tensor covariance = at::matmul(centred, centred.transpose(1, 2)).div_(static_cast<double>(centred.size(2)));
    const Tensor upper = covariance.flatten(1).index_select(1, tables.cells);
    return {mean.squeeze(2), upper.sign() * upper.abs().sqrt()};
}

Tensor dynamics(const Tensor &power)
{
    // Samples have an RMS of 1 over the track; a Hann window of 2048 then gives a mean power of 768.
    const Tensor level = (power * (1.0 / 768.0) + 1e-6).log10_().mul_(10.0);
    const Tensor sorted = std::get<0>(level.sort(1));
    const std::int64_t frames = level.size(1);
    const auto quantile = [&](std::int64_t percent) { return sorted.select(1, std::min(frames - 1, frames * percent / 100)); };
    const Tensor deviation = level - level.mean(1, true);
    return at::stack({deviation.square().mean(1).sqrt(), quantile(90) - quantile(50), quantile(50) - quantile(10),
                      (level.slice(1, 1) - level.slice(1, 0, frames - 1)).abs_().mean(1)}, 1);
}

} // namespace taraf::analysis
