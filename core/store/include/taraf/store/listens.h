/// @file What was heard: listens, skips, counts of plays, and the songs they name.
#pragma once

#include "taraf/base/listen.h"
#include "taraf/base/opinion.h"
#include "taraf/store/library.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace taraf::store {

using ListenerId = Id<struct ListenerTag>; ///< somebody whose listens are known
using SourceId = Id<struct SourceTag>;     ///< where they came from
using HeardId = Id<struct HeardTag>;       ///< a song as a source named it

/// The one whose library this is.
inline constexpr ListenerId kSelf{1};

struct Listener {
    ListenerId id;
    std::string name;         ///< as its source wrote it; of kSelf ''
    std::int64_t changes = 0; ///< grows with each change of the listens
};

/// How a song was found in the collection; the later ones are the weaker.
enum class MatchedBy : std::uint8_t { None, Choice, File, Id, Names, Fuzzy };

struct HeardSong {
    HeardId id;
    std::string artist, title, album;                ///< title and album may be empty
    std::string recordingId, releaseId, artistId;    ///< of MusicBrainz
    Milliseconds duration{0};                        ///< 0 unknown
    std::int64_t matchKey = 0;                       ///< of artist and title without what spellings differ in; the landing defines it
    RecordingId recording;                           ///< not valid: it is not in the collection, as far as is known
    MatchedBy matchedBy = MatchedBy::None;           ///< Choice without a recording: somebody said that it is none
    std::int64_t fingerprint = 0;                    ///< as it is kept; of what is given in it is not looked at
};

/// How a file of the collection is called as a song, in valid UTF-8; its match is that file's.
[[nodiscard]] HeardSong songOf(const Track &track);

/// A row of listens or of skips.
struct ListenRow {
    ListenerId listener;
    UnixTime at{0}; ///< > 0
    HeardId heard;
    SourceId source;
    Milliseconds played{0};

    friend auto operator<=>(const ListenRow &a, const ListenRow &b) noexcept { return std::tie(a.listener, a.at, a.heard) <=> std::tie(b.listener, b.at, b.heard); }
    friend bool operator==(const ListenRow &a, const ListenRow &b) noexcept { return (a <=> b) == 0; }
};

enum class Heed : std::uint8_t { Listens, Skips };

struct CountRow {
    ListenerId listener;
    HeardId heard;
    SourceId source;
    std::int64_t plays = 0, skips = 0;
    UnixTime lastPlayed{0};
};

/// Plays of a recording as players count them; those of several sources are the same plays, so the greatest number is taken.
struct OwnCount {
    RecordingId recording;
    std::uint64_t plays = 0;
    UnixTime lastPlayed{0}; ///< 0: unknown
};

/// The part of a library that is about listens. Errors and threads: as Library, which must outlive it.
class Listens
{
public:
    explicit Listens(Library &library) noexcept : m_impl(library.m_impl.get()) {}

    /// By name, made where there is none; '' is kSelf.
    [[nodiscard]] Result<ListenerId> listener(std::string_view name);
    /// All, by id.
    [[nodiscard]] Result<std::vector<Listener>> listeners();
    [[nodiscard]] Result<SourceId> source(std::string_view name);
    [[nodiscard]] Result<std::vector<std::pair<SourceId, std::string>>> sources();

    /// Of what tells two songs apart (base/fingerprint.h). Of a million and a half songs two agree once in ten million libraries; they would be one.
    [[nodiscard]] static std::int64_t fingerprint(std::string_view artist, std::string_view title, std::string_view album, std::string_view recordingId) noexcept;
    [[nodiscard]] Result<> eachFingerprint(const std::function<void(std::int64_t fingerprint, HeardId id)> &take);
    /// Without its match. One with that fingerprint is that one, as it is.
    [[nodiscard]] Result<HeardId> addSong(const HeardSong &song);
    /// All, by id; the song is valid during the call.
    [[nodiscard]] Result<> eachSong(const std::function<void(const HeardSong &song)> &take);
    /// These, in their order; ids that are not there are left out.
    [[nodiscard]] Result<> eachSong(std::span<const HeardId> songs, const std::function<void(const HeardSong &song)> &take);
    /// What kSelf heard, counted or judged, with the number of plays; by id.
    [[nodiscard]] Result<std::vector<std::pair<HeardId, std::uint64_t>>> ownSongs();
    /// Whether any song was ever heard by anybody.
    [[nodiscard]] Result<bool> hasSongs();
    /// Errors also: NotFound (no such song).
    [[nodiscard]] Result<> match(HeardId song, RecordingId recording, MatchedBy by);

    /// What a row points to is not looked up from now on, as long as this Library lives: for long writing of ids that it gave itself, by somebody who minds Library::dataVersion().
    /// Errors also: InvalidArgument (in a transaction).
    [[nodiscard]] Result<> trustIds();

    /// Those that were not there yet; the number of them. Fastest in order.
    [[nodiscard]] Result<std::uint64_t> add(Heed which, std::span<const ListenRow> rows);
    /// One play as it happens. Of the same song a play that began within `same` of it is this one: it is prolonged, and a skip that turns out to be a listen becomes one.
    /// True: it is new.
    [[nodiscard]] Result<bool> record(const ListenRow &row, Heed which, std::chrono::seconds same);
    /// By listener, then time. `listener` not valid: everybody's.
    [[nodiscard]] Result<> each(Heed which, ListenerId listener, const std::function<void(const ListenRow &row)> &take);
    [[nodiscard]] Result<std::uint64_t> count(Heed which);
    /// kSelf's listens of what is in the collection: song by song, each in the order of time. Several songs may be one recording. A million take about 0.2 s.
    [[nodiscard]] Result<> eachOwnPlay(const std::function<void(RecordingId recording, UnixTime at)> &take);
    /// What players counted of kSelf's plays, without their times, by recording.
    [[nodiscard]] Result<std::vector<OwnCount>> ownCounts();
    /// When what can be played came into the library, by recording: of what nobody has heard there is nothing else.
    [[nodiscard]] Result<> eachArrival(const std::function<void(RecordingId recording, UnixTime at)> &take);
    /// Of one source the greater count stays. The number of rows that are new or greater.
    [[nodiscard]] Result<std::uint64_t> addCounts(std::span<const CountRow> rows);
    /// What was said of a song's names; the later word counts. True: it is new.
    [[nodiscard]] Result<bool> addOpinion(ListenerId listener, OpinionOf of, HeardId about, const Opinion &opinion, UnixTime at);
    /// What kSelf said of songs by their names is said of the recordings they are matched to, unless that was judged later.
    [[nodiscard]] Result<> passOnOpinions();

private:
    Library::Impl *m_impl;
};

} // namespace taraf::store
