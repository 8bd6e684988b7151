/// @file What an open Answers holds, and what its questions share.
#pragma once

#include "taraf/answer/answers.h"

#include "taraf/neighbours/index.h"
#include "taraf/recommend/albums.h"
#include "taraf/recommend/rules.h"
#include "taraf/recommend/song.h"
#include "taraf/store/library.h"

#include <optional>
#include <unordered_set>

namespace taraf::answer {

using Vector = std::array<float, kVectorSize>;

struct Answers::Parts {
    Home home;
    store::Library library;
    std::optional<neighbours::Index> index; ///< opened by the first question that needs it
    std::vector<std::pair<PartWeights, recommend::Spread>> albumSpreads; ///< of random pairs of albums, as they were first asked for with this index

    /// What `status` counts, of a library that nobody has changed since.
    struct Figures {
        std::int64_t version = 0; ///< the library's dataVersion() then
        store::Counts counts;
        std::vector<store::RootCounts> roots;
    };
    std::optional<Figures> counted;

    /// Counted anew only where the library has changed. Errors: those of the library.
    [[nodiscard]] Result<const Figures *> figures();

    /// What people do not want to be offered, by the library's dataVersion().
    std::optional<std::pair<std::int64_t, store::Unwanted>> judged;

    /// Read anew only where the library has changed. Errors: those of the library.
    [[nodiscard]] Result<const store::Unwanted *> unwanted();

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

/// The same with those that were not listened to: their songs have no vector.
[[nodiscard]] Result<Voices> songsOf(Answers::Parts &parts, std::span<const RecordingId> recordings);

/// Some albums' tracks as the rules want to see them, in memory that the songs point into.
struct Shelf {
    std::vector<Album> albums;
    std::vector<recommend::AlbumTracks> tracks; ///< one an album
    std::vector<Voices> voices;                 ///< one an album
};

/// The albums to which these recordings belong, whole, each once, at most so many of the first; without those in `except` and those that can't be
/// played any more.
[[nodiscard]] Result<Shelf> shelfOf(Answers::Parts &parts, std::span<const RecordingId> recordings, const std::unordered_set<AlbumId> &except, std::size_t most);

/// A seed that is an album, or one of its discs, as the whole album; others as they are.
[[nodiscard]] Result<std::vector<Seed>> wholeAlbums(Answers::Parts &parts, std::vector<Seed> seeds);

/// The rules for a question: its defaults, what is kept, what it says itself. Errors: InvalidArgument.
[[nodiscard]] Result<recommend::Rules> rulesFor(Answers::Parts &parts, recommend::Asking asking, const RuleTexts &texts);

/// Where the library keeps a rule.
[[nodiscard]] std::string settingOf(std::string_view rule);

/// How random pairs of this collection are spread, and their mean under a question's weights.
[[nodiscard]] recommend::Calibration calibrationOf(const neighbours::Index &index, const PartWeights &weights);

/// Tracks that have no path yet, filled in by one look into the library; answers and versions whose track is gone meanwhile are dropped.
[[nodiscard]] Result<> fillTracks(Answers::Parts &parts, std::vector<TrackAnswer> &answers);
[[nodiscard]] Result<> fillTracks(Answers::Parts &parts, std::vector<OtherVersion> &versions);

/// The library for writing, where there is one. Errors also: NotFound.
[[nodiscard]] Result<store::Library> forWriting(const Home &home);

/// How the library may know a path that a person named: absolute first, then as given, then without links. Errors: Io.
[[nodiscard]] Result<std::vector<std::string>> spellingsOf(const std::string &path);

/// "Artist – Title".
[[nodiscard]] std::string labelOf(const Track &track);

} // namespace taraf::answer
