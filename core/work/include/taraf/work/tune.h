/// @file Tuning to the collection: a network is trained on it, judged, and used from then on if it is better; and the way back.
#pragma once

#include "taraf/work/rescan.h"

#include <optional>

namespace taraf::work {

/// Which vectors are wanted.
enum class Tuning {
    Train,   ///< train a network and judge it
    Untuned, ///< go back to the map alone; the network is kept
    Tuned,   ///< use the network that is kept, without training
};

struct TuneOptions {
    Tuning tuning = Tuning::Train;
    std::uint64_t seed = 1;
    unsigned steps = 0;       ///< 0: by the size of the collection
    Device device = Device::Auto;
    unsigned jobs = 0;        ///< files in hand at a time; 0: one a core
    bool evenIfWorse = false; ///< use the network whatever the judgement
    Priority priority = Priority::Background;
    std::chrono::seconds patience{30};
};

/// One way of judging, on tracks that were not trained on. Larger is better, at most 1.
struct Figure {
    std::string name;          ///< "halves", "artist", "company", "genre"
    double before = 0, after = 0;
    double error = 0;          ///< the standard error of the difference
    std::uint64_t queries = 0;
};

struct TuneResult {
    enum class Outcome { Switched, NotBetter, Unchanged };
    Outcome outcome = Outcome::Unchanged; ///< Unchanged: what was asked for is in use already
    bool isTuned = false;                 ///< what is in use now
    std::string network;                  ///< its hash; empty: none
    std::vector<Figure> figures;          ///< of a training
    std::uint64_t trainedOn = 0, heldOut = 0; ///< tracks
    std::uint64_t seed = 0;
    unsigned steps = 0, bestStep = 0, resumedAt = 0;
    std::uint64_t embedded = 0; ///< recordings that got their numbers
    std::vector<FailedFile> failed;
    double seconds = 0;
    bool threadsLeft = false; ///< as RescanResult
};

/// Better: two tracks of an artist have more of their company in common, and what is near is more of a genre, as far as either can be told; where
/// neither can, a track's halves agree more about what is near. And nothing falls by more than three standard errors, which chance does not explain.
/// A genre tag has no other say in what is near.
[[nodiscard]] TARAF_EXPORT bool isBetter(const std::vector<Figure> &figures);

/// Who reads meanwhile, and also after a kill, finds the old vectors or the new ones, never both. Stopped or killed, the same command goes on
/// from where it was.
/// Errors: Busy (a rescan or another tuning is under way), NotFound (nothing was listened to yet; Tuned: there is no network), InvalidArgument (too few
/// tracks), NoDevice, Database, Io, Cancelled. Threads: as rescan().
[[nodiscard]] TARAF_EXPORT Result<TuneResult> tune(const Home &home, const TuneOptions &options, const std::stop_token &stop,
                                      const ProgressSink &progress, const NoteSink &note);

} // namespace taraf::work
