/// @file The label-free map from descriptors to the vectors that are compared, learned on the collection itself.
/// Sources: K. Pearson, "On lines and planes of closest fit to systems of points in space", 1901 (PCA); A. Hatch, S. Kajarekar,
/// A. Stolcke, "Within-class covariance normalization for SVM-based speaker recognition", 2006, with the parts of one track
/// in the place of a speaker's recordings.
#pragma once

#include "taraf/analysis/layout.h"
#include "taraf/base/audio.h"
#include "taraf/base/error.h"
#include "taraf/base/progress.h"
#include "taraf/base/vectors.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::analysis {

/// One track to learn from. The spans must stay valid while fit() runs.
struct Sample {
    AudioHash key{};                              ///< decides the order, and who is left out of a large collection
    std::span<const float> descriptor;            ///< kDescriptorSize numbers, finite
    std::vector<std::span<const float>> segments; ///< the same for its parts; fewer than 2 say nothing about scatter
};

using MappedVector = std::array<float, kVectorSize>;

/// Values; copies are cheap (they share what was learned). Threads: const functions from any.
class Map
{
public:
    /// From this many tracks on, learning on the collection is better than the cold start; below, it does no harm, because
    /// what few tracks say is mixed with the prior. Refit when the collection has doubled.
    static constexpr std::size_t kRefitPays = 100;
    /// At most this many tracks are learned from (those with the smallest keys), and this many for scatter within tracks.
    static constexpr std::size_t kMostSamples = 20'000;
    static constexpr std::size_t kMostScattered = 4'000;

    /// Learns a map: z-score, pattern weights, PCA to at most 200, whitening by the scatter within tracks (half of it, half
    /// the identity), PCA to the part's size. Works from one track up; of none, it is the cold start.
    /// The result does not depend on the order of the samples, and is the same each time on the same machine.
    /// Errors: InvalidArgument (wrong size, not finite), Cancelled, Internal.
    [[nodiscard]] static Result<Map> fit(std::span<const Sample> samples, const std::stop_token &stop = {}, const ProgressSink &progress = {});

    /// The map for collections nothing is known about; learned from synthetic audio (tools/cold_start.cpp), built in.
    [[nodiscard]] static Map coldStart();

    /// A descriptor's vector: every part of unit length, or all zero where nothing sets it apart.
    /// Errors: InvalidArgument (wrong size, not finite).
    [[nodiscard]] Result<MappedVector> apply(std::span<const float> descriptor) const;

    /// The same for many: `descriptors` holds n * kDescriptorSize numbers, row by row, `vectors` takes n * kVectorSize.
    /// A row's result is the same, bit for bit, in whatever company. Errors: InvalidArgument, naming the row; nothing is written then.
    [[nodiscard]] Result<> apply(std::span<const float> descriptors, std::span<float> vectors) const;

    /// Bytes for a file, little-endian, with version and checksum. About 0.6 MB.
    [[nodiscard]] std::string serialise() const;
    /// Errors: Corrupt (damaged or hostile), Unsupported (a later version, or of another descriptor version: refit).
    [[nodiscard]] static Result<Map> parse(std::string_view bytes);

    /// 64 bits over the content: vectors of maps with different generations must not be compared.
    [[nodiscard]] std::uint64_t generation() const noexcept;
    /// How many tracks it was learned from; 0 for the cold start.
    [[nodiscard]] std::size_t trainedOn() const noexcept;

    struct State;
    explicit Map(std::shared_ptr<const State> state) noexcept; ///< for this room

private:
    std::shared_ptr<const State> m_state;
};

} // namespace taraf::analysis
