/// @file Training a network on a collection, without labels: two passages of one track are alike, those of others are not.
/// Sources: T. Chen, S. Kornblith, M. Norouzi, G. Hinton, "A simple framework for contrastive learning of visual representations", 2020,
/// eq. 1 (NT-Xent); J. Spijkervet, J. A. Burgoyne, "Contrastive learning of musical representations", 2021; D. S. Park et al.,
/// "SpecAugment", 2019 (masks); I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", 2019, algorithm 2 (AdamW); L. N. Smith,
/// N. Topin, "Super-convergence", 2019 (one cycle).
#pragma once

#include "taraf/base/progress.h"
#include "taraf/learn/network.h"

#include <functional>
#include <stop_token>
#include <string>

namespace taraf::learn {

/// Fewer tracks teach nothing.
inline constexpr std::size_t kFewestTracks = 8;

struct TrainOptions {
    Device device = Device::Auto;
    std::uint64_t seed = 1;
    unsigned steps = 180;             ///< at least 1; training may end earlier, see below
    bool keepAside = true;            ///< keep an eye on tracks that are not learned from; false: learn from all, to the end
    std::string checkpoint{};         ///< a file that is written now and then and read at the start; empty: none
    std::string about{};              ///< what a checkpoint has to agree in, besides the tracks' number, steps and seed: names the tracks
    unsigned checkpointEvery = 10;    ///< steps
    std::function<void(const std::string &)> note{}; ///< sentences for people; may be empty
};

struct Trained {
    Network network;
    unsigned steps = 0;     ///< that were made
    unsigned bestStep = 0;  ///< whose weights were kept
    unsigned resumedAt = 0; ///< 0: from the start
};

/// Trains on nine in ten of the tracks and keeps an eye on the rest: every 20 steps, how well the first halves of these find their second halves.
/// Ends early when that has not become better for a third of the steps, and keeps the weights that were best. Without
/// `keepAside`, or with fewer than 40 tracks, it trains on all and goes to the end.
/// The same tracks in the same order, seed and steps give the same bits on the same machine and device (CUDA: nearly), also when it was stopped or
/// killed and goes on from the checkpoint. A checkpoint that is damaged or of another training is passed over, with a note.
/// Progress: phase "training", in steps.
/// Errors: InvalidArgument (fewer than kFewestTracks), NoDevice, Cancelled (the checkpoint is written first), Io (the checkpoint can't be written),
/// OutOfMemory, Internal. Threads: blocks; works on the calling thread alone.
[[nodiscard]] Result<Trained> train(std::span<const Spectrogram> tracks, const TrainOptions &options, const std::stop_token &stop = {},
                                    const ProgressSink &progress = {});

} // namespace taraf::learn
