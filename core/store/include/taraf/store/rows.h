/// @file What goes into the library and comes out of it, beside base's nouns.
#pragma once

#include "taraf/base/audio.h"
#include "taraf/base/error.h"
#include "taraf/base/ids.h"
#include "taraf/base/opinion.h"
#include "taraf/base/radio_state.h"
#include "taraf/base/tags.h"
#include "taraf/base/track.h"
#include "taraf/base/units.h"
#include "taraf/base/vectors.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace taraf::store {

/// A folder the user asked to be scanned.
struct Root {
    RootId id;
    std::string path;     ///< absolute, bytes
    UnixTime addedAt{0};
    std::string volume;   ///< what names the file system it was last seen on, as the scan made it; empty: never seen
    UnixTime lastSeen{0}; ///< the last scan that found it; 0 never
};

enum class FileState : std::uint8_t {
    Present, ///< read, and there at the last look
    Missing, ///< not there at the last look
    Failed,  ///< there, but it could not be read as it is (same size and modification time)
};

/// What a scan compares a file with. `path` is valid during the call that hands it out.
struct KnownFile {
    FileId file;
    RootId root;
    RecordingId recording;     ///< not valid: it was never read
    std::string_view path;     ///< absolute, bytes
    std::uint64_t size = 0;    ///< bytes, when it was read
    FileTime modified{0};      ///< when it was read
    Milliseconds duration{0};  ///< 0 unknown
    FileState state = FileState::Present;
};

/// A file that was read.
struct FileRecord {
    RootId root;
    std::string path;          ///< absolute, bytes
    std::uint64_t size = 0;    ///< bytes
    FileTime modified{0};
    RecordingId recording;     ///< a recording of this library
    std::optional<AudioHash> audioHash{}; ///< of what was read
    AlbumId album;             ///< not valid: none
    Tags tags;
    StreamInfo stream;
};

/// A file that could not be read, and why. It is not tried again until its size or modification time changes.
struct FileFailure {
    RootId root;
    std::string path; ///< absolute, bytes
    std::uint64_t size = 0;
    FileTime modified{0};
    Error error;
};

/// A recording that evidence points to, and one of its files. A recording has one match per file; `file` is not valid where it has none left.
struct RecordingMatch {
    RecordingId recording;
    Milliseconds duration{0}; ///< the one that goes with the evidence
    FileId file;
    std::string path;         ///< empty without a file
    FileState state = FileState::Missing;
    std::string title;                ///< of the file; by recordingByPath() only
    std::vector<std::string> artists; ///< likewise
};

/// What tells a recording from others.
struct RecordingEvidence {
    AudioHash audioHash{};
    Milliseconds duration{0};
    std::string releaseTrack; ///< MusicBrainz release-track id; empty: none
};

/// How a recording is, or was, called, by one of its files.
struct NamedFile {
    RecordingId recording;
    std::string path;                 ///< absolute, bytes
    std::string title;
    std::vector<std::string> artists; ///< the album artists where none are tagged
    std::string album;
    Milliseconds duration{0};         ///< 0 unknown
    UnixTime seenAt{0};               ///< the last time a scan read it, or found it again
};

enum class Verdict : std::uint8_t { Same, Different };

/// What the user said about two recordings that may be one. The two are never the same id.
struct Decision {
    RecordingId former;  ///< its files are gone; has the history
    RecordingId present;
    Verdict verdict = Verdict::Different;
    UnixTime decidedAt{0};
};

/// Recordings whose vector in the index may differ from what the library says.
struct VectorChanges {
    std::int64_t upTo = 0; ///< names the newest of the changes
    std::vector<RecordingId> recordings; ///< ascending, each once
};

/// What the radio and other rules ask about a candidate, without the rest of its tags.
struct Slim {
    RecordingId recording;
    FileId file;
    AlbumId album;
    std::string title;
    std::vector<std::string> artists; ///< the album artists where none are tagged
    std::vector<std::string> genres;
    Milliseconds duration{0};
    int year = 0;                     ///< 0 unknown
};

/// An album as a list shows it. Only albums with a playable file have one.
struct AlbumRow {
    AlbumId id;
    std::string title;
    std::string artist;
    int year = 0;           ///< the earliest of its tracks; 0 unknown
    std::size_t tracks = 0; ///< recordings that can be played
};

/// An album with what the rules ask about its tracks.
struct ShelvedAlbum {
    Album album;
    std::vector<Slim> slims; ///< one a track, in their order
};

/// One recording that has not been listened to yet by a version of the analysis.
struct Unanalysed {
    RecordingId recording;
    std::string path;         ///< of its best present file
    Milliseconds duration{0};
};

/// Where the numbers of a descriptor were computed, and by what.
struct DescriptorHead {
    RecordingId recording;
    std::uint32_t version = 0; ///< of the analysis; its layout
    std::string device;        ///< "cpu", "cuda"
    UnixTime analysedAt{0};
};

/// Something the user should know about a file: it could not be read, or not be listened to.
struct Failure {
    enum class Step : std::uint8_t { Reading, Listening };
    std::string path; ///< absolute, bytes
    Step step = Step::Reading;
    Error error;
};

/// A trained map (room analysis defines its content).
struct MapRecord {
    std::string hash;            ///< what names it
    std::uint32_t version = 0;   ///< of the analysis it maps from
    std::uint64_t trainedOn = 0; ///< recordings
    std::vector<std::byte> content;
    UnixTime createdAt{0};
    std::string network{};       ///< the hash of the network whose numbers it joins; empty: none
};

/// What is known of a network that was trained on the collection.
struct NetworkHead {
    std::string hash;            ///< what names it
    std::uint32_t version = 0;   ///< of its format
    std::uint64_t trainedOn = 0; ///< recordings
    std::uint64_t seed = 0;
    std::string report;          ///< JSON: how it was judged
    UnixTime createdAt{0};
};

/// A trained network (room learn defines its content).
struct NetworkRecord {
    NetworkHead head;
    std::vector<std::byte> content;
};

/// What a network makes of a recording. Kept as float16.
struct NetworkNumbers {
    std::vector<float> whole;
    std::vector<float> halves; ///< of the first and the second half of the track, one after the other
};

/// What is known of a recording's sound. It holds as long as the call it is given to.
struct HeardRow {
    RecordingId recording;
    const Descriptor &descriptor;
    std::span<const float> network; ///< what the network makes of the whole track; empty where that is not known
    std::string_view artist;        ///< the first of its best present file; may be empty
};

/// A recording that was listened to, as it is chosen for tuning.
struct HeardTrack {
    RecordingId recording;
    AudioHash audioHash{};
    std::string path;                 ///< of its best present file
    Milliseconds duration{0};
    std::vector<std::string> artists; ///< the album artists where none are tagged
    AlbumId album;                    ///< not valid: none
    std::vector<std::string> genres;
};

/// A playlist that is kept, or was.
struct PlaylistHead {
    PlaylistId id;
    std::string name;
    std::string origin;       ///< for people: what it was made from; may be empty
    UnixTime createdAt{0};
    UnixTime changedAt{0};
    bool isRemoved = false;   ///< it can be brought back
    std::size_t entries = 0;
};

/// An entry of a kept playlist, as it was when it was kept.
struct KeptEntry {
    RecordingId recording;    ///< what it is an entry for, wherever its files are; not valid: it is not in the collection
    PlaylistEntry entry;      ///< where it lay, and what it was called
};

/// What an opinion is about: one of the three, by `of`.
struct OpinionSubject {
    OpinionOf of = OpinionOf::Track;
    RecordingId recording;
    AlbumId album;            ///< not valid: no album of the library has that key any more
    std::string artist;       ///< comparable(); of what opinions() gives it is empty
    std::string name;         ///< for people
};

struct OpinionRecord {
    OpinionSubject about;
    Opinion opinion;
    UnixTime changedAt{0};
};

/// What people hate or do not want.
struct Unwanted {
    std::unordered_set<RecordingId> recordings;
    std::unordered_set<AlbumId> albums;
    std::unordered_set<std::string> artists; ///< comparable()
};

/// A radio that is kept.
struct RadioRecord {
    RadioId id;
    std::string title;
    std::string question;     ///< JSON, which the landing defines
    UnixTime startedAt{0};
    UnixTime changedAt{0};    ///< the last time it gave something or was told something
    std::size_t tracks = 0;   ///< given
};

/// What a radio gave, and what became of it.
struct RadioTrackRecord {
    RecordingId recording;
    RadioState state = RadioState::Given;
    UnixTime toldAt{0};       ///< 0: nothing was told
    std::string why;
};

/// What a copy of a library holds.
struct CopyInfo {
    int version = 0; ///< of the schema
    std::uint64_t files = 0, recordings = 0;
    std::uint64_t bytes = 0;
};

struct RootCounts {
    RootId root;
    std::uint64_t files = 0;   ///< there at the last look
    std::uint64_t missing = 0;
};

/// The figures of `taraf status`.
struct Counts {
    std::uint64_t files = 0;    ///< playable
    std::uint64_t tracks = 0;   ///< recordings with a playable file
    std::uint64_t albums = 0;   ///< with a playable file
    std::uint64_t analysed = 0; ///< of `tracks`, by the asked version, successfully
    std::uint64_t failed = 0;   ///< files that could not be read plus playable recordings that could not be listened to
    std::uint64_t missing = 0;  ///< files
};

} // namespace taraf::store
