/// @file Questions about the collection and their answers: what is known, what is alike, what to play next.
#pragma once

#include "taraf/base/arithmetic.h"
#include "taraf/base/audio.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"
#include "taraf/base/progress.h"
#include "taraf/base/radio_state.h"
#include "taraf/base/track.h"
#include "taraf/base/vectors.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace taraf::answer {

struct RootStatus {
    std::string path; ///< absolute, bytes
    std::uint64_t files = 0;
    std::uint64_t missing = 0;
    bool present = true; ///< false: not there right now (an unplugged drive)
};

struct IndexStatus {
    std::uint64_t size = 0;
    int dims = 0;
    UnixTime builtAt{0}; ///< 0: there is none
};

struct Status {
    std::uint64_t tracks = 0, albums = 0, analysed = 0, failed = 0;
    std::vector<RootStatus> roots;
    std::string model; ///< what vectors are made by, for people; empty before the first analysis
    IndexStatus index;
};

/// A thing that a question can start from.
struct Seed {
    enum class Kind {
        Track,    ///< one track of the collection
        Album,    ///< a folder of it, with all tracks below
        Playlist, ///< a playlist file; its entries that are in the collection
        Outside,  ///< an audio file that is not in the collection: it has to be listened to first
        Named,    ///< an artist, a genre, years, a mood, an id of MusicBrainz; its own tracks may answer a radio
    };
    Kind kind = Kind::Track;
    std::string path;                     ///< absolute, bytes; of Named the argument
    std::string label;                    ///< for people: "Artist – Title", "Artist – Album", the file's name
    std::vector<RecordingId> recordings;  ///< in order of disc and track, or of the playlist; empty for Outside
    std::vector<PlaylistEntry> outside;   ///< Playlist: entries that are local files but not in the collection, by what the list says of them
    std::vector<float> heard;             ///< kVectorSize floats for what had to be listened to, put in by the caller: the file; `part` of the
                                          ///< file or track; or each of `outside` that could be heard
    std::vector<Track> heardAs;           ///< one a vector of `heard`: what it is, for the rules about songs and artists; ids not valid. Put in
                                          ///< likewise; for a part of a track of the collection the library knows better
    std::string years{};                  ///< Named: nothing else is to come, as the rule "years" takes it; empty: any
    std::optional<Span> part;             ///< only this is meant; to infinity: to the end
    std::optional<Focus> focus;           ///< what of it is meant, where that is not the question's focus
};

/// Another version of a song that is in the answer, or of one that was asked with: not in the list itself.
struct OtherVersion {
    Track track;
    std::string why; ///< "live version of the same song", "sounds the same"
};

/// One track that answers a question.
struct TrackAnswer {
    Track track;     ///< without a recording: the end of a path that is not in the collection
    float score = 0; ///< [-1, 1], what similar() ranks by: the cosine under the question's focus, corrected for tracks that are near to everything
    int match = 0;   ///< per cent: 50 is a random pair of this collection, 100 the same sound
    std::string why;
    std::vector<OtherVersion> versions{};       ///< in whose place it stands; by similar() alone
    std::vector<ArithmeticLine> arithmetic{};   ///< how it came there, where the question says `explain`
};

/// An album of mostly the same songs as one that is in the answer, or as what was asked with: not in the list itself.
struct OtherAlbum {
    Album album;
    std::string why; ///< "9 of its 12 tracks are versions of these songs"
};

struct AlbumAnswer {
    Album album;
    float score = 0; ///< [-1, 1]; its tracks' are plain cosines
    int match = 0;   ///< per cent: 50 is a random pair of this collection's albums
    std::string why;
    std::vector<TrackAnswer> tracks; ///< those that carry the likeness, the most alike first; each says what it is like
    std::vector<OtherAlbum> versions{};         ///< in whose place it stands
    std::vector<ArithmeticLine> arithmetic{};
};

/// Rules for one question, by name and text as rules.h describes them; they win over those that are kept.
using RuleTexts = std::vector<std::pair<std::string, std::string>>;

struct SimilarQuestion {
    std::vector<Seed> seeds;   ///< at least one; each counts the same, however many tracks it has
    std::vector<Seed> minus;   ///< what it should not be like; its own tracks are no answers
    std::size_t count = 20;    ///< [1, 10000]
    Focus focus = Focus::Overall;
    RuleTexts rules{};
    bool explain = false;      ///< fill in `arithmetic`
    bool unheard = false;      ///< albums: only those of which nothing was ever played
};

struct SimilarAnswer {
    std::vector<TrackAnswer> tracks;
    std::vector<OtherVersion> ofSeeds; ///< near enough to be listed, but versions of what was asked with
};

struct SimilarAlbumsAnswer {
    std::vector<AlbumAnswer> albums;
    std::vector<OtherAlbum> ofSeeds; ///< near enough to be listed, but made of the songs that were asked with
};

/// A track that a radio gave before, and what became of it.
struct GivenTrack {
    RecordingId recording;
    RadioState state = RadioState::Given;
};

struct RadioQuestion {
    std::vector<Seed> seeds;  ///< at least one
    std::vector<Seed> minus{}; ///< what it should not be like; not played itself
    std::size_t length = 50;  ///< [1, 10000], of what is new
    std::uint64_t seed = 1;   ///< the same seed on the same collection gives the same list
    Focus focus = Focus::Overall;
    RuleTexts rules{};
    bool explain = false;
    bool albums = false;      ///< whole albums, one after the other, each in order of disc and track
    std::vector<GivenTrack> given{}; ///< so far, in order: it goes on from there, and rules count over all of it
};

struct PathQuestion {
    Seed from, to;            ///< of an album or a playlist the track nearest to its middle
    std::size_t length = 12;  ///< [2, 1000], both ends included
    Focus focus = Focus::Overall;
    RuleTexts rules{};
    bool explain = false;
};

/// Of radio() and path().
struct RadioAnswer {
    std::string title;
    std::vector<TrackAnswer> tracks;
    std::vector<std::string> notes; ///< which rule had to give way, and why
};

/// What is called so.
struct SearchAnswer {
    std::vector<Track> tracks;                ///< best first
    std::vector<std::vector<Track>> albums;   ///< likewise; each by its tracks in order
};

enum class IndexChoice { Auto, Exact, Hnsw };

/// One row of neighbours(): paths in bytes.
struct NeighbourRow {
    std::string_view query;
    std::size_t rank; ///< from 1
    std::string_view neighbour;
    float score; ///< cosine in [-1, 1], corrected for hubs
};

/// A reader of one user's library. Opening it costs a few milliseconds, whatever the size of the collection.
/// Threads: any, one call at a time.
class TARAF_EXPORT Answers
{
public:
    /// Errors: NotFound (no library yet; the message says how to make one), Database, Corrupt.
    [[nodiscard]] static Result<Answers> open(const Home &home);
    Answers(Answers &&) noexcept;
    Answers &operator=(Answers &&) noexcept;
    ~Answers();

    [[nodiscard]] Result<Status> status() const;

    /// What an argument of a command names. A path is matched as given, then absolute, then relative to a root; "playlist:NAME" is a kept playlist,
    /// "album:PATH" the album that a track is on (what is no track, or on none, is itself). "artist:NAME", "genre:NAME", "year:1990-1999", "mood:calm" and "mbid:ID" are all
    /// tracks of theirs, by a sample.
    /// Errors: NotFound (nothing of that name), Unsupported (a file that is neither audio nor playlist, an empty folder).
    [[nodiscard]] Result<Seed> find(const std::string &argument) const;

    /// The playable track with exactly that absolute path.
    [[nodiscard]] Result<std::optional<Track>> track(const std::string &absolutePath) const;

    /// An album of the collection to start from when nobody named one. Its path is its folder, or a track where the folder holds more.
    /// Errors: NotFound (nothing has been listened to).
    [[nodiscard]] Result<Seed> anyAlbum() const;

    /// Errors: NotFound (a seed that has not been listened to, with its reason), InvalidArgument (a rule's name or text among them).
    [[nodiscard]] Result<SimilarAnswer> similar(const SimilarQuestion &question) const;
    [[nodiscard]] Result<SimilarAlbumsAnswer> similarAlbums(const SimilarQuestion &question) const;
    [[nodiscard]] Result<RadioAnswer> radio(const RadioQuestion &question) const;
    /// From one track to another in steps that are as even as the collection has them; a note says where one is longer than the way straight there.
    [[nodiscard]] Result<RadioAnswer> path(const PathQuestion &question) const;

    /// The home it was opened with.
    [[nodiscard]] const Home &home() const noexcept;

    /// Tracks and albums in whose names each of the words begins a word, accents and case aside; at most `most` of each.
    [[nodiscard]] Result<SearchAnswer> search(const std::string &words, std::size_t most) const;

    /// Every track's k nearest, raw: no rule about duration, artist or versions; a track is no neighbour of itself.
    /// Rows come query by query in the order of paths, then by rank.
    [[nodiscard]] Result<> neighbours(std::size_t k, Focus focus, IndexChoice index,
                                      const std::function<Result<>(const NeighbourRow &)> &row, std::stop_token stop) const;

    struct Parts; ///< what only the landing knows
    [[nodiscard]] Parts &parts() const noexcept { return *m_parts; }

private:
    explicit Answers(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace taraf::answer
