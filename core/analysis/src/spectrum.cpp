#include "spectrum.h"

#include "taraf/base/units.h"

#include <algorithm>
#include <cmath>

namespace taraf::analysis {
namespace {

constexpr std::int64_t kBins = kFraming.size / 2 + 1;
constexpr double kBinWidth = static_cast<double>(kAnalysisRate) / static_cast<double>(kFraming.size);

std::size_t cell(std::int64_t row, std::int64_t bin) { return static_cast<std::size_t>(row * kBins + bin); }

} // namespace

double bandCentre(std::int64_t band) { return 40.0 * std::exp2(static_cast<double>(band) / 12.0); }

Tensor bandMatrix()
{
    std::vector<double> weights(static_cast<std::size_t>(kBands * kBins), 0.0);
    for (std::int64_t band = 0; band < kBands; ++band) {
        const double centre = bandCentre(band) / kBinWidth;
        const double below = std::max(centre - bandCentre(band - 1) / kBinWidth, 1.0);
        const double above = std::max(bandCentre(band + 1) / kBinWidth - centre, 1.0);
        double sum = 0.0;
        for (std::int64_t bin = 0; bin < kBins; ++bin) {
            const double distance = static_cast<double>(bin) - centre;
            const double weight = std::max(0.0, 1.0 - (distance < 0 ? -distance / below : distance / above));
            weights[cell(band, bin)] = weight;
            sum += weight;
        }
        // The last band's centre is at 10.9 kHz: its upper side reaches past the last bin, which unit sum makes up for.
        for (std::int64_t bin = 0; bin < kBins; ++bin) weights[cell(band, bin)] /= sum;
    }
    return constant(weights, {kBands, kBins}, at::kCPU);
}

Tensor contrastMatrix()
{
    constexpr double kLowest = 80.0;
    std::vector<double> weights(static_cast<std::size_t>(kContrastBands * kBins), 0.0);
    auto from = static_cast<std::int64_t>(std::ceil(kLowest / kBinWidth));
    for (std::int64_t band = 0; band < kContrastBands; ++band) {
        const double edge = kLowest * std::pow(0.5 * kAnalysisRate / kLowest, static_cast<double>(band + 1) / static_cast<double>(kContrastBands));
        const std::int64_t to = band + 1 == kContrastBands ? kBins : std::max(from + 4, static_cast<std::int64_t>(std::ceil(edge / kBinWidth)));
        for (std::int64_t bin = from; bin < to; ++bin) weights[cell(band, bin)] = 1.0 / static_cast<double>(to - from);
        from = to;
    }
    return constant(weights, {kContrastBands, kBins}, at::kCPU);
}

SpectrumTables::SpectrumTables(at::Device device)
    : sums{bandMatrix().to(device), contrastMatrix().to(device), static_cast<float>(kFloor)}
{
    const Tensor bins = (sums.mean > 0).sum(1).to(at::kFloat);
    contrastWidths = (bins / bins.sum()).view({1, kContrastBands, 1});
}

Spectrum spectrum(const SpectrumTables &tables, const Tensor &samples, const Tensor &offset, const Tensor &gain, std::int64_t parts, Fourier fourier)
{
    const Tensor sums = bandSums(samples, offset, gain, kFraming, tables.sums, fourier);
    Spectrum out;
    out.magnitude = sums.narrow(1, 0, kBands);
    const Tensor level = (out.magnitude + kFloor).log10_().mul_(20.0);
    const std::int64_t signals = samples.size(0);
    const Tensor mean = level.view({signals / parts, -1}).mean(1).view({-1, 1, 1, 1});
    out.level = level.view({signals / parts, parts, kBands, -1}).sub_(mean).view({signals, kBands, -1});
    const Tensor power = sums.narrow(1, kBands, kContrastBands), inverse = sums.narrow(1, kBands + kContrastBands, kContrastBands);
    out.contrast = (power + kFloor * kFloor).sqrt_().mul_(inverse).log10_().mul_(20.0);
    out.power = (power * tables.contrastWidths).sum(1);
    return out;
}

} // namespace taraf::analysis
