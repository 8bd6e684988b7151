#include "augment.h"

#include <algorithm>
#include <cmath>

namespace taraf::learn {

Scale scaleOf(std::span<const Spectrogram> tracks)
{
    Scale scale;
    for (std::size_t band = 0; band < kBands; ++band) {
        double count = 0.0, sum = 0.0, squares = 0.0;
        for (const Spectrogram &track : tracks) {
            for (std::size_t piece = 0; piece < track.pieces(); ++piece) {
                const std::uint8_t *levels = track.levels.data() + (piece * kBands + band) * kPiece;
                for (std::size_t frame = 0; frame < kPiece; ++frame) {
                    sum += levels[frame];
                    squares += static_cast<double>(levels[frame]) * levels[frame];
                }
                count += kPiece;
            }
        }
        const double mean = sum / std::max(1.0, count), variance = squares / std::max(1.0, count) - mean * mean;
        scale.mean[band] = static_cast<float>(mean);
        scale.spread[band] = static_cast<float>(std::sqrt(std::max(1.0, variance)));
    }
    return scale;
}

void crop(const Spectrogram &track, std::size_t piece, std::size_t frame, const Scale &scale, std::span<float> out)
{
    for (std::size_t band = 0; band < kBands; ++band) {
        const std::uint8_t *levels = track.levels.data() + (piece * kBands + band) * kPiece + frame;
        const float mean = scale.mean[band], spread = scale.spread[band];
        for (std::size_t n = 0; n < kCrop; ++n) out[band * kCrop + n] = (static_cast<float>(levels[n]) - mean) / spread;
    }
}

void disturb(std::span<float> crop, Chance &chance)
{
    // Spreads of 0.3 of a band's own.
    constexpr double kReach = 0.52;
    constexpr std::size_t kMostBands = kBands * 15 / 100, kMostFrames = kCrop / 5;
    const double gain = chance.between(-kReach, kReach), tilt = chance.between(-kReach, kReach);
    for (std::size_t band = 0; band < kBands; ++band) {
        const auto change = static_cast<float>(gain + tilt * (2.0 * static_cast<double>(band) / (kBands - 1) - 1.0));
        for (std::size_t n = 0; n < kCrop; ++n) crop[band * kCrop + n] += change;
    }
    const std::size_t bands = chance.below(kMostBands + 1), firstBand = chance.below(kBands - bands + 1);
    std::ranges::fill(crop.subspan(firstBand * kCrop, bands * kCrop), 0.0F);
    const std::size_t frames = chance.below(kMostFrames + 1), firstFrame = chance.below(kCrop - frames + 1);
    for (std::size_t band = 0; band < kBands; ++band) std::ranges::fill(crop.subspan(band * kCrop + firstFrame, frames), 0.0F);
}

} // namespace taraf::learn
