/// @file The map from descriptors to the vectors that are compared, learned on the collection itself, in up to three layers.
/// Sources of the layers: label-free: K. Pearson, "On lines and planes of closest fit to systems of points in space", 1901 (PCA);
/// A. Hatch, S. Kajarekar, A. Stolcke, "Within-class covariance normalization for SVM-based speaker recognition", 2006, with the parts
/// of one track in the place of a speaker's recordings. Shelves: R. Fisher, "The use of multiple measurements in taxonomic problems",
/// 1936, regularised as J. Friedman, "Regularized discriminant analysis", 1989; B. Efron, C. Morris, "Stein's estimation rule and its
/// competitors: an empirical Bayes approach", 1973. Network: room learn; emphasis as in the label-free map.
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
#include <unordered_map>
#include <vector>

namespace taraf::analysis {

/// What is known of one track. The spans must stay valid while it is used.
struct Heard {
    std::span<const float> descriptor; ///< kDescriptorSize numbers, finite
    std::span<const float> network{};  ///< kNetworkSize finite numbers of the tuned network; empty: it was not heard by one
    std::uint64_t artist = 0;          ///< whose shelf it stands on: any number that stands for the artist; 0: nobody's
};

/// One track to learn from.
struct Sample : Heard {
    AudioHash key{};                              ///< decides the order, and who is left out of a large collection
    std::vector<std::span<const float>> segments; ///< descriptors of its parts; fewer than 2 say nothing about scatter
};

using MappedVector = std::array<float, kVectorSize>;

/// The tracks of each artist, counted up one by one. What it takes grows with the artists, not with the tracks: about 800 bytes each.
class Shelves
{
public:
    /// `vector`: as the map gives it without shelves. Artist 0 is nobody and is left out.
    void add(std::uint64_t artist, const MappedVector &vector);

private:
    friend class Map;
    struct Shelf {
        std::uint32_t tracks = 0;
        std::vector<float> sum; ///< the parts that lean on shelves, one behind the other
    };
    std::unordered_map<std::uint64_t, Shelf> m_shelves;
};

/// What a map consists of, for people.
struct MapLayers {
    std::size_t trainedOn = 0;     ///< tracks; 0 for the cold start
    float directions = 0;          ///< [0, 0.5], the weight of what tells artists apart; 0: it helped no artist it had not seen
    std::size_t shelves = 0;       ///< artists whose tracks are drawn together
    float shelfStrength = 0;       ///< [0, 1], how far, on average
    std::uint64_t network = 0;     ///< the tuned network it joins in; 0: none
};

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

    /// Learns a map. Each part: z-score, weights of the patterns, PCA to at most 200, whitening by the scatter within tracks (shrunk
    /// towards the identity), PCA to the part's size with its leading directions emphasised. Where at least ten artists have two
    /// tracks: linear discriminants of the artists, joined with the above at a weight chosen by leaving artists out. Where
    /// `network` is not 0: the samples' network vectors, their leading directions emphasised, joined likewise; harmony, which networks hardly hear, then
    /// counts twice. Works from one track up; of none, it is the cold start.
    /// The result does not depend on the order of the samples, and is the same each time on the same machine.
    /// Errors: InvalidArgument (wrong size, not finite), Cancelled, Internal.
    [[nodiscard]] static Result<Map> fit(std::span<const Sample> samples, std::uint64_t network = 0, const std::stop_token &stop = {},
                                         const ProgressSink &progress = {});

    /// The map for collections nothing is known about; learned from generated audio (tools/cold_start.cpp), built in.
    [[nodiscard]] static Map coldStart();

    /// The same map, in which the tracks of an artist are drawn towards their mean: each part v becomes v + b (m - v), m the mean of the
    /// artist's tracks, b a multiple of how alike they are beyond chance. Shelves that hold nothing in common (wrong tags) move nothing.
    /// What it knows of shelves already is replaced.
    [[nodiscard]] Map with(const Shelves &shelves) const;

    /// A track's vector: every part of unit length, or all zero where nothing sets it apart. A track without a network
    /// vector is placed by the rest. Errors: InvalidArgument (wrong size, not finite).
    [[nodiscard]] Result<MappedVector> apply(const Heard &heard) const;

    /// The same without shelves, and what shelves make of it. apply() is one after the other.
    [[nodiscard]] Result<MappedVector> project(const Heard &heard) const;
    void shelve(std::uint64_t artist, MappedVector &vector) const;

    /// Bytes for a file, little-endian, with version and checksum. About 1 MB, and 0.4 kB for each artist on a shelf.
    [[nodiscard]] std::string serialise() const;
    /// Errors: Corrupt (damaged or hostile), Unsupported (a later version, or of another descriptor version: refit).
    [[nodiscard]] static Result<Map> parse(std::string_view bytes);

    /// 64 bits over the content: vectors of maps with different generations must not be compared.
    [[nodiscard]] std::uint64_t generation() const noexcept;
    /// How many tracks it was learned from; 0 for the cold start.
    [[nodiscard]] std::size_t trainedOn() const noexcept;
    [[nodiscard]] MapLayers layers() const;

    struct State;
    explicit Map(std::shared_ptr<const State> state) noexcept; ///< for this room

private:
    std::shared_ptr<const State> m_state;
};

} // namespace taraf::analysis
