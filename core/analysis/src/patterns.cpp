#include "patterns.h"

#include "spectrum.h"

#include "taraf/analysis/layout.h"

#include <algorithm>
#include <cmath>

namespace taraf::analysis {
namespace {

constexpr std::int64_t kGroup = 5;         ///< frames; blocks of SP, DSP and VDSP are whole groups
constexpr std::int64_t kDeltaSpan = 3;     ///< frames a rise is measured over
constexpr std::size_t kDeltaKept = 14;     ///< of a block's 25 sorted rises
constexpr std::size_t kVarianceStep = 2;   ///< VDSP looks at every second of them: neighbours are nearly the same
constexpr std::int64_t kContrastGroup = 20;
constexpr std::int64_t kPairs = kBands / 2;
constexpr Framing kCorrelationBlock{256, 128};
constexpr Framing kFluctuationBlock{kLongestBlock, 128};
constexpr std::int64_t kModulationBands = 37;

std::int64_t rows(Pattern pattern) { return static_cast<std::int64_t>(range(pattern).rows); }
std::int64_t columns(Pattern pattern) { return static_cast<std::int64_t>(range(pattern).columns); }

/// [ranks][signals, bands] -> [signals, rows * columns]
Tensor compressed(const std::vector<Tensor> &ranks, const Tensor &rowMatrix, const Tensor &columnMatrix)
{
    const Tensor pattern = at::stack(ranks, 2);
    return at::matmul(at::matmul(rowMatrix, pattern), columnMatrix.t()).flatten(1);
}

/// Every `group` frames as wires over all signals, bands and groups in one row, with room for `shifts` behind the end.
std::vector<Tensor> wires(const Tensor &frames, std::int64_t group, std::int64_t shifts)
{
    const std::int64_t groups = frames.size(2) / group, size = frames.size(0) * frames.size(1) * groups;
    const Tensor flat = at::empty({group, size + shifts}, frames.options());
    flat.narrow(1, size, shifts).zero_();
    flat.narrow(1, 0, size)
        .view({group, frames.size(0), frames.size(1), groups})
        .copy_(frames.narrow(2, 0, groups * group).unflatten(2, {groups, group}).permute({3, 0, 1, 2}));
    return flat.unbind(0);
}

/// Two sorted lists of wires, the second `shift` groups later, merged.
std::vector<Tensor> merged(const Network &network, const std::vector<Tensor> &first, const std::vector<Tensor> &second, std::int64_t shift)
{
    const std::int64_t size = std::min(first.front().size(0), second.front().size(0) - shift);
    std::vector<Tensor> both;
    for (const Tensor &wire : first) both.push_back(wire.narrow(0, 0, size));
    for (const Tensor &wire : second) both.push_back(wire.narrow(0, shift, size));
    return run(network, std::move(both));
}

/// A flat wire as [signals, bands, blocks], without the blocks that reach into the next band.
Tensor blocks(const Tensor &wire, const Tensor &frames, std::int64_t group, std::int64_t shifts)
{
    const std::int64_t groups = frames.size(2) / group;
    return wire.narrow(0, 0, frames.size(0) * frames.size(1) * groups).view({frames.size(0), frames.size(1), groups}).narrow(2, 0, groups - shifts);
}

/// See upperDecile().
template<class Reduce> Tensor meanOfExtremes(const Tensor &values, Reduce reduce)
{
    constexpr std::int64_t kOf = 7;
    const std::int64_t count = values.size(-1), groups = count / kOf;
    if (groups == 0) return reduce(values, -1);
    // Values that follow each other are alike: a group takes one from each seventh of the time.
    return reduce(values.narrow(-1, 0, groups * kOf).unflatten(-1, {kOf, groups}), -2).mean(-1);
}

/// Rows and columns of the upper triangle of the DCT of a symmetric matrix, as flat cells.
Tensor upperCells(std::int64_t size, at::Device device)
{
    std::vector<std::int64_t> cells;
    for (std::int64_t row = 0; row < size; ++row) {
        for (std::int64_t column = row; column < size; ++column) cells.push_back(row * size + column);
    }
    return at::tensor(cells, at::kLong).to(device);
}

/// [columns, bins]: Fourier magnitudes of a block -> log bands from 0.25 to 11 Hz, weighted, blurred -> DCT.
/// The weighting 1 / (f/4 + 4/f) is that of fluctuation strength, strongest at 4 Hz. Source: E. Pampalk, A. Rauber, D. Merkl,
/// "Content-based organization and visualization of music archives", 2002, after H. Fastl, 1982.
Tensor modulationMatrix(at::Device device)
{
    constexpr double kLowest = 0.25, kHighest = 11.0;
    constexpr std::int64_t kBins = kFluctuationBlock.size / 2 + 1;
    const double binWidth = kFrameRate / static_cast<double>(kFluctuationBlock.size);
    const auto centre = [&](std::int64_t band) {
        return kLowest * std::pow(kHighest / kLowest, static_cast<double>(band) / static_cast<double>(kModulationBands - 1));
    };
    std::vector<double> weights;
    for (std::int64_t band = 0; band < kModulationBands; ++band) {
        const double middle = centre(band) / binWidth;
        const double below = std::max(middle - centre(band - 1) / binWidth, 1.0), above = std::max(centre(band + 1) / binWidth - middle, 1.0);
        std::vector<double> row;
        double sum = 0.0;
        for (std::int64_t bin = 0; bin < kBins; ++bin) {
            const double distance = static_cast<double>(bin) - middle;
            row.push_back(std::max(0.0, 1.0 - (distance < 0 ? -distance / below : distance / above)));
            sum += row.back();
        }
        const double strength = 1.0 / (centre(band) / 4.0 + 4.0 / centre(band));
        for (const double weight : row) weights.push_back(weight / sum * strength);
    }
    return constant(weights, {kModulationBands, kBins}, device);
}

/// [size, size]: each value and its neighbours by 1/2 and 1/4; at the ends the value stands in for the missing one.
Tensor blurMatrix(std::int64_t size, at::Device device)
{
    std::vector<double> weights(static_cast<std::size_t>(size * size), 0.0);
    for (std::int64_t row = 0; row < size; ++row) {
        for (const auto &[step, weight] : {std::pair{-1, 0.25}, std::pair{0, 0.5}, std::pair{1, 0.25}}) {
            weights[static_cast<std::size_t>(row * size + std::clamp<std::int64_t>(row + step, 0, size - 1))] += weight;
        }
    }
    return constant(weights, {size, size}, device);
}

} // namespace

Tensor upperDecile(const Tensor &values)
{
    return meanOfExtremes(values, [](const Tensor &of, std::int64_t along) { return of.amax(along); });
}

Tensor lowerDecile(const Tensor &values)
{
    return meanOfExtremes(values, [](const Tensor &of, std::int64_t along) { return of.amin(along); });
}

PatternTables::PatternTables(at::Device device)
    : sortFive(sortingNetwork(5)), mergeFives(mergingNetwork(5, 5, 10)), mergeTens(mergingNetwork(10, 10, kDeltaKept)),
      mergeTwenties(mergingNetwork(kDeltaKept, 5, kDeltaKept)), sortTwenty(sortingNetwork(20)), mergeContrasts(mergingNetwork(20, 20, 40)),
      spectralRows(dctMatrix(rows(Pattern::Spectral), kBands, device)), spectralColumns(dctMatrix(columns(Pattern::Spectral), 10, device)),
      contrastRows(dctMatrix(rows(Pattern::Contrast), kContrastBands, device)),
      contrastColumns(dctMatrix(columns(Pattern::Contrast), 2 * kContrastGroup, device)),
      deltaRows(dctMatrix(rows(Pattern::DeltaSpectral), kBands, device)),
      deltaColumns(dctMatrix(columns(Pattern::DeltaSpectral), kDeltaKept, device)),
      varianceRows(dctMatrix(rows(Pattern::VarianceDelta), kBands, device)),
      varianceColumns(dctMatrix(columns(Pattern::VarianceDelta), kDeltaKept / kVarianceStep, device)),
      correlationRows(dctMatrix(12, kPairs, device)), correlationCells(upperCells(12, device)),
      fluctuationRows(at::matmul(dctMatrix(rows(Pattern::Fluctuation), kPairs, device), blurMatrix(kPairs, device))),
      fluctuationColumns(at::matmul(dctMatrix(columns(Pattern::Fluctuation), kModulationBands, device),
                                    at::matmul(blurMatrix(kModulationBands, device), modulationMatrix(device))))
{
}

Tensor spectralPattern(const PatternTables &tables, const Tensor &level)
{
    const std::vector<Tensor> fives = run(tables.sortFive, wires(level, kGroup, 1));
    std::vector<Tensor> ranks = merged(tables.mergeFives, fives, fives, 1);
    for (Tensor &rank : ranks) rank = upperDecile(blocks(rank, level, kGroup, 1));
    return compressed(ranks, tables.spectralRows, tables.spectralColumns);
}

DeltaPatterns deltaPatterns(const PatternTables &tables, const Tensor &level)
{
    const std::int64_t frames = level.size(2) - kDeltaSpan;
    const Tensor rises = (level.narrow(2, kDeltaSpan, frames) - level.narrow(2, 0, frames)).relu_();
    DeltaPatterns out;
    out.onset = rises.mean(1);
    // Blocks of 25 frames start every 5: each holds five groups that its neighbours hold too, so groups and pairs of groups
    // are sorted once. What is not among a list's first 14 is not among the block's.
    const std::vector<Tensor> fives = run(tables.sortFive, wires(rises, kGroup, 4));
    const std::vector<Tensor> tens = merged(tables.mergeFives, fives, fives, 1);
    std::vector<Tensor> ranks = merged(tables.mergeTwenties, merged(tables.mergeTens, tens, tens, 2), fives, 4);
    std::vector<Tensor> spreads;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        const Tensor values = blocks(ranks[i], rises, kGroup, 4);
        if (i % kVarianceStep == 0) {
            const Tensor deviation = values - values.mean(2, true);
            spreads.push_back(deviation.square_().mean(2).sqrt_());
        }
        ranks[i] = upperDecile(values);
    }
    out.delta = compressed(ranks, tables.deltaRows, tables.deltaColumns);
    out.variance = compressed(spreads, tables.varianceRows, tables.varianceColumns);
    return out;
}

Tensor contrastPattern(const PatternTables &tables, const Tensor &contrast)
{
    const std::vector<Tensor> groups = run(tables.sortTwenty, wires(contrast, kContrastGroup, 1));
    std::vector<Tensor> ranks = merged(tables.mergeContrasts, groups, groups, 1);
    for (Tensor &rank : ranks) rank = lowerDecile(blocks(rank, contrast, kContrastGroup, 1));
    return compressed(ranks, tables.contrastRows, tables.contrastColumns);
}

Tensor bandPairs(const Tensor &level, std::int64_t frames)
{
    Tensor pairs = (level.slice(1, 0, kBands, 2) + level.slice(1, 1, kBands, 2)).mul_(0.5);
    if (pairs.size(2) < frames) {
        const std::int64_t times = (frames + pairs.size(2) - 1) / pairs.size(2);
        pairs = pairs.repeat({1, 1, times}).narrow(2, 0, frames).contiguous();
    }
    return pairs;
}

Tensor correlationPattern(const PatternTables &tables, const Tensor &pairs)
{
    // [signals, bands, blocks, frames] -> [signals, blocks, bands, frames]
    const Tensor cut = pairs.unfold(2, kCorrelationBlock.size, kCorrelationBlock.hop).permute({0, 2, 1, 3});
    const Tensor centred = cut - cut.mean(3, true);
    // A band that does not move (a steady floor) has a tiny norm and correlates with nothing; 1e-3 dB RMS is far below music.
    const Tensor unit = centred / (centred.square().sum(3, true) + 1e-6 * static_cast<double>(kCorrelationBlock.size)).sqrt_();
    const Tensor correlation = at::matmul(unit, unit.transpose(2, 3)).mean(1);
    return at::matmul(at::matmul(tables.correlationRows, correlation), tables.correlationRows.t()).flatten(1).index_select(1, tables.correlationCells);
}

Tensor fluctuationPattern(const PatternTables &tables, const Tensor &pairs, Fourier fourier)
{
    const Tensor cut = pairs.unfold(2, kFluctuationBlock.size, kFluctuationBlock.hop);
    const Tensor centred = cut - cut.mean(3, true);
    const Tensor strength = rowMagnitudes(centred.view({-1, kFluctuationBlock.size}), fourier).view({cut.size(0), kPairs, cut.size(2), -1}).mean(2);
    return at::matmul(at::matmul(tables.fluctuationRows, strength), tables.fluctuationColumns.t()).flatten(1);
}

} // namespace taraf::analysis
