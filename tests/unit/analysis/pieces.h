/// @file A collection of descriptors for maps to be learned on.
#pragma once

#include "signals.h"
#include "synthetic.h"

#include "taraf/analysis/analyser.h"
#include "taraf/analysis/map.h"

#include <cmath>
#include <random>
#include <vector>

namespace taraf::analysis::test {

/// Tracks with what makes tracks tracks: a kind they belong to, themselves, and parts that differ a little.
struct Collection {
    std::vector<Descriptor> tracks;

    [[nodiscard]] std::vector<Sample> samples() const
    {
        std::vector<Sample> out;
        for (std::size_t i = 0; i < tracks.size(); ++i) {
            Sample sample;
            for (std::size_t byte = 0; byte < 4; ++byte) sample.key[byte] = static_cast<std::uint8_t>((i * 2654435761U) >> (8 * byte));
            sample.descriptor = tracks[i].values;
            for (const auto &segment : tracks[i].segments) sample.segments.emplace_back(segment);
            out.push_back(sample);
        }
        return out;
    }
};

/// Real descriptors of four pieces, varied at random.
inline const Collection &collection()
{
    static const Collection made = [] {
        const Analyser analyser = Analyser::make(Device::Cpu).value();
        Collection out;
        std::vector<std::vector<float>> kinds;
        for (std::uint64_t seed = 1000; seed < 1004; ++seed) kinds.push_back(analyser.describe(synthetic(seed, Seconds{15})).value().values);
        std::mt19937 random(1);
        std::normal_distribution<float> normal;
        for (std::size_t i = 0; i < 500; ++i) {
            const std::vector<float> &kind = kinds[i % 4];
            Descriptor track{.values = kind, .segments = {}};
            for (float &value : track.values) value += 0.15F * (0.3F + std::abs(value)) * normal(random);
            for (int part = 0; part < 4; ++part) {
                track.segments.push_back(track.values);
                for (float &value : track.segments.back()) value += 0.05F * (0.3F + std::abs(value)) * normal(random);
            }
            out.tracks.push_back(std::move(track));
        }
        return out;
    }();
    return made;
}

inline std::vector<Sample> first(std::size_t count)
{
    std::vector<Sample> samples = collection().samples();
    samples.resize(count);
    return samples;
}

} // namespace taraf::analysis::test
