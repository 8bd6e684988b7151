/// @file What an open Answers holds, and what its questions share.
#pragma once

#include "taraf/answer/answers.h"

#include "taraf/neighbours/index.h"
#include "taraf/recommend/song.h"
#include "taraf/store/library.h"

#include <optional>

namespace taraf::answer {

using Vector = std::array<float, kVectorSize>;

struct Answers::Parts {
    Home home;
    store::Library library;
    std::optional<neighbours::Index> index; ///< opened by the first question that needs it

    /// The index, searched by scan: for a handful of questions that is faster than loading the graph.
    /// Errors: NotFound (nothing has been listened to yet), those of Index::open().
    [[nodiscard]] Result<const neighbours::Index *> vectors();
};

/// What a seed's tracks sound like, in memory that the songs point into.
struct Voices {
    std::vector<recommend::Song> songs; ///< with vectors
    std::vector<Vector> vectors;        ///< one a song; addresses are stable once filled
    std::vector<std::size_t> seeds;     ///< one a song: which seed it belongs to, where seeds were asked for
};

/// The songs of the seeds that have been listened to. Errors: NotFound, naming a seed of which none has been.
[[nodiscard]] Result<Voices> voicesOf(Answers::Parts &parts, const std::vector<Seed> &seeds);

/// Recordings with what the rules ask about them and their vectors; those that can't be played are left out.
[[nodiscard]] Result<Voices> voicesOf(Answers::Parts &parts, std::span<const RecordingId> recordings);

/// How random pairs of this collection are spread, and their mean under a question's weights.
[[nodiscard]] recommend::Calibration calibrationOf(const neighbours::Index &index, const PartWeights &weights);

/// The tracks of answers, filled in by one look into the library; answers whose track is gone meanwhile are dropped.
[[nodiscard]] Result<> fillTracks(Answers::Parts &parts, std::vector<TrackAnswer> &answers);

/// How the library may know a path that a person named: absolute first, then as given, then without links. Errors: Io.
[[nodiscard]] Result<std::vector<std::string>> spellingsOf(const std::string &path);

/// "Artist – Title".
[[nodiscard]] std::string labelOf(const Track &track);

} // namespace taraf::answer
