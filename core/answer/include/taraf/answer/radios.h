/// @file Radios that go on: what was asked and what was given is in the library, so that they outlive the process.
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/base/ids.h"

namespace taraf::answer {

struct RadioTrack {
    TrackAnswer answer; ///< without score and match; without a path where its file is gone
    RadioState state = RadioState::Given;
    UnixTime toldAt{0}; ///< when it became so; 0: nothing was told
};

struct KeptRadio {
    RadioId id;
    std::string title;
    RadioQuestion question;   ///< as it was asked; `given` is empty
    UnixTime startedAt{0}, changedAt{0};
    std::size_t tracks = 0;   ///< given so far
};

struct RadioPart {
    RadioId id;
    RadioAnswer answer; ///< what is new
};

// Threads: any. Errors of all: NotFound (no library, no such radio), Busy (another program writes), Corrupt, Database, Io.

/// Asks and keeps: the question with its seeds (also what was heard of files outside the collection) and what it gave. Errors also: those of Answers::radio().
[[nodiscard]] TARAF_EXPORT Result<RadioPart> startRadio(const Answers &answers, const RadioQuestion &question);

/// Goes on from what was given and told. The rules are those that were asked with and those that are kept now. Errors also: those of Answers::radio();
/// Busy (somebody else goes on with it at the same time and was quicker several times).
[[nodiscard]] TARAF_EXPORT Result<RadioPart> continueRadio(const Answers &answers, RadioId radio, std::size_t count, bool explain = false);

/// What became of a track it gave; the last word counts. Errors also: NotFound (it did not give that).
[[nodiscard]] TARAF_EXPORT Result<> tellRadio(const Home &home, RadioId radio, RecordingId recording, RadioState state);

/// The last one changed first.
[[nodiscard]] TARAF_EXPORT Result<std::vector<KeptRadio>> radios(const Home &home);

/// All that it gave, in order.
[[nodiscard]] TARAF_EXPORT Result<std::vector<RadioTrack>> radioTracks(const Home &home, RadioId radio);

[[nodiscard]] TARAF_EXPORT Result<> removeRadio(const Home &home, RadioId radio);

} // namespace taraf::answer
