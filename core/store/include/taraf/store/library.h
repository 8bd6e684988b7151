/// @file The library: everything Taraf knows that is not in the files themselves, in one SQLite database.
///
/// A file is *playable* if it was there at the last look and could be read. Nothing below hands out another as a track;
/// of several playable files of one recording the best is taken: those with a known bit depth (lossless) first, then the higher bit rate, then the one known for longest.
#pragma once

#include "taraf/base/progress.h"
#include "taraf/store/rows.h"

#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <unordered_set>

namespace taraf::store {

enum class Access { ReadOnly, ReadWrite };

/// How sure a commit has to be on its way to the disk.
enum class Durability {
    Usual,    ///< whole after a power cut, but the last commits may be undone: what a rescan finds again
    UserFact, ///< on the disk when commit() returns: what only the user knows
};

/// One connection. Throughout: Errors: Io (disk full, reading failed), Busy (another process wrote for longer than 15 s),
/// Corrupt, Database, OutOfMemory; writing on a ReadOnly library is InvalidArgument. Messages name the library's file.
/// Outside a Transaction every writing function is one of its own: all or nothing.
/// Threads: one at a time; a thread that wants its own opens its own. Destroy every Transaction and CheckpointRole first.
class Library
{
public:
    /// The file and, with ReadWrite, its folder are made where absent, for the user's eyes only (0600, 0700).
    /// A schema of an older Taraf is brought up to date (ReadWrite), in one transaction per step, after a copy of the library has been
    /// put into `backups` beside it (the three newest such copies are kept).
    /// ReadOnly works on a read-only file system too, where every change has been written back (no -wal file with content).
    /// Errors also: NotFound (ReadOnly, no such file); Unsupported (made by a newer Taraf; ReadOnly: by an older one; a database of
    /// another program); Corrupt (no database, or cut short). A file that is refused is not changed.
    [[nodiscard]] static Result<Library> open(const std::string &path, Access access);

    Library(Library &&) noexcept;
    Library &operator=(Library &&) noexcept;
    /// Writes back what it committed, where nobody else holds the checkpointing role.
    ~Library();

    [[nodiscard]] const std::string &path() const noexcept;

    /// Reads everything (seconds at 100,000 tracks). Errors: Corrupt, with the first findings.
    [[nodiscard]] Result<> check();

    /// Writes a whole copy, atomically (0600), while others may write; tells its size in bytes. The copy is one file, and a library like this one.
    /// Progress: phase "copying", in pages. Errors also: Io, Cancelled.
    Result<std::uint64_t> backUp(const std::string &copy, const std::stop_token &stop = {}, const ProgressSink &progress = {});

    /// What becomes of the library that is there.
    enum class Present {
        Replace,  ///< its content is replaced in one transaction; other connections see the old one or the new one
        SetAside, ///< it is kept as `path`.damaged-N with what lies beside it: for one that can't be used any more
    };
    /// Puts a copy in the place of the library at `path`, whole or not at all; tells the name of the library that was set aside, or nothing.
    /// A copy of an older Taraf is brought up to date. No transaction of this process may be open.
    /// Errors: those of inspect() about the copy; with Replace those of open(); Busy, Io, Cancelled.
    static Result<std::string> restore(const std::string &path, const std::string &copy, Present present = Present::Replace,
                                       const std::stop_token &stop = {}, const ProgressSink &progress = {});

    /// What a copy holds, without changing a byte of it or making a file beside it. Reads everything. Errors: NotFound, Unsupported (no
    /// library, or a newer Taraf's), Corrupt, Io.
    static Result<CopyInfo> inspect(const std::string &copy);

    /// For long writing, which touches pages all over the library: so much memory for them, instead of 32 MiB.
    [[nodiscard]] Result<> keepInMemory(int mebibytes);

    /// Changes whenever another connection has committed; compare with an earlier answer of this Library.
    [[nodiscard]] Result<std::int64_t> dataVersion();

    // ---------------------------------------------------------------- who writes back

    /// Moves what was committed from the -wal file into the database. False: another process or connection holds the role,
    /// and will do it. It happens by itself after a commit that leaves the -wal file above 16 MiB.
    [[nodiscard]] Result<bool> checkpoint();

    /// Takes the role for good (tarafd). Errors also: Busy (somebody has it).
    [[nodiscard]] Result<class CheckpointRole> takeCheckpointRole();

    // ---------------------------------------------------------------- settings

    [[nodiscard]] Result<std::optional<std::string>> setting(std::string_view key);
    [[nodiscard]] Result<> setSetting(std::string_view key, std::string_view value);
    [[nodiscard]] Result<> removeSetting(std::string_view key);

    // ---------------------------------------------------------------- roots

    /// The root of that path, made where it is new. Errors also: InvalidArgument (a relative path).
    [[nodiscard]] Result<RootId> addRoot(std::string_view absolutePath, UnixTime now);
    [[nodiscard]] Result<std::vector<Root>> roots();
    /// Forgets the root and its file rows. Recordings stay, with what points to them. Errors also: NotFound.
    [[nodiscard]] Result<> removeRoot(RootId root);
    /// The scan found it there, on that volume. Errors also: NotFound.
    [[nodiscard]] Result<> sawRoot(RootId root, std::string_view volume, UnixTime now);

    /// Regular expressions of what scans leave out, as text sorts.
    [[nodiscard]] Result<std::vector<std::string>> exclusions();
    [[nodiscard]] Result<> addExclusion(std::string_view expression, UnixTime now);
    /// Errors also: NotFound.
    [[nodiscard]] Result<> removeExclusion(std::string_view expression);

    // ---------------------------------------------------------------- files

    /// Every file of a root, in no order. The callback must not write to this Library.
    [[nodiscard]] Result<> eachFile(RootId root, const std::function<void(const KnownFile &)> &take);

    /// Inserts or replaces by path: present, read. The id of a path stays. The file's evidence is remembered for its recording
    /// by addEvidence(), not here. Errors also: InvalidArgument (root, recording or album that is not in the library).
    [[nodiscard]] Result<FileId> saveFile(const FileRecord &file, UnixTime now);

    /// Inserts or updates by path: there, but not readable. What was known about it (recording, tags) stays.
    [[nodiscard]] Result<FileId> saveFailure(const FileFailure &failure, UnixTime now);

    [[nodiscard]] Result<> markMissing(std::span<const FileId> files, UnixTime now);
    [[nodiscard]] Result<> markReturned(std::span<const FileId> files, UnixTime now);

    /// The file has another path now, maybe below another root: present, same id. A row that has the new path already is
    /// dropped in its favour. Size and time are saveFile()'s business. Errors also: NotFound, InvalidArgument (no such root).
    [[nodiscard]] Result<> moveFile(FileId file, RootId root, std::string_view absolutePath, UnixTime now);

    /// Puts a file in another album, or with an AlbumId that is not valid in none. Errors also: NotFound.
    [[nodiscard]] Result<> setAlbum(FileId file, AlbumId album);

    // ---------------------------------------------------------------- recordings

    [[nodiscard]] Result<RecordingId> newRecording(const RecordingEvidence &evidence, UnixTime now);
    /// From now on this evidence points to the recording too. Evidence that it has already changes nothing. Errors also: NotFound.
    [[nodiscard]] Result<> addEvidence(RecordingId recording, const RecordingEvidence &evidence, UnixTime now);

    /// Every recording that the hash points to, once per file of it, whatever the files' state. By recording, then path.
    [[nodiscard]] Result<std::vector<RecordingMatch>> recordingsByHash(const AudioHash &hash);
    /// Every recording that a MusicBrainz release-track id points to, likewise.
    [[nodiscard]] Result<std::vector<RecordingMatch>> recordingsByReleaseTrack(std::string_view releaseTrack);
    /// The recording of the file row with that path, missing and failed ones included, with the file's duration.
    [[nodiscard]] Result<std::optional<RecordingMatch>> recordingByPath(std::string_view absolutePath);
    /// Whether the recording has a file that was there at the last look, beside the one at that path.
    [[nodiscard]] Result<bool> isElsewhere(RecordingId recording, std::string_view absolutePath);

    // ---------------------------------------------------------------- history

    /// Recordings without a file that is there, each by the newest name it was known by, by id.
    [[nodiscard]] Result<std::vector<NamedFile>> lost();
    /// Recordings that can be played, each by its best file, by id.
    [[nodiscard]] Result<std::vector<NamedFile>> present();

    /// What the user decided, oldest first.
    [[nodiscard]] Result<std::vector<Decision>> decisions();
    /// Same: the files of `present` belong to `former` from now on, and what points to the one points to the other too.
    /// Different: is only remembered. Errors also: NotFound (recording), InvalidArgument (decided before; the same recording twice; one
    /// of them is the same as a third already).
    [[nodiscard]] Result<> decide(const Decision &decision);
    /// Files and evidence are where they were before; files that came meanwhile go with their audio. Errors also: NotFound (nothing was
    /// decided), InvalidArgument (a later decision joined `former` to a third; that has to be undone first).
    [[nodiscard]] Result<> undoDecision(RecordingId former, RecordingId present);

    // ---------------------------------------------------------------- albums

    /// The album of that key, made where it is new; title and artist are brought up to date. Errors also: InvalidArgument (an empty key).
    [[nodiscard]] Result<AlbumId> saveAlbum(std::string_view key, std::string_view title, std::string_view artist);
    /// With its playable tracks. Errors also: NotFound (also for an album without a playable file).
    [[nodiscard]] Result<Album> album(AlbumId id);
    /// Albums with at least `minTracks` playable tracks, by artist and title.
    [[nodiscard]] Result<std::vector<AlbumRow>> albums(std::size_t minTracks = 1);

    /// The albums to which these recordings belong, each once, in the order of the recordings; without those in `except`, at most `most`.
    [[nodiscard]] Result<std::vector<AlbumId>> albumsHolding(std::span<const RecordingId> recordings, const std::unordered_set<AlbumId> &except, std::size_t most);
    /// Albums with what the rules ask about their playable tracks, in the order of disc, track, path; those without one are left out.
    [[nodiscard]] Result<std::vector<ShelvedAlbum>> shelf(std::span<const AlbumId> albums);

    // ---------------------------------------------------------------- tracks

    /// One track per recording that can be played, in the order asked for; the others are left out, repeats repeated.
    [[nodiscard]] Result<std::vector<Track>> tracks(std::span<const RecordingId> recordings);
    /// The same for album, in the order of disc, track, path.
    [[nodiscard]] Result<std::vector<Track>> albumTracks(AlbumId album);
    /// The playable file with exactly that path.
    [[nodiscard]] Result<std::optional<Track>> trackByPath(std::string_view absolutePath);
    /// Every playable file below a folder ("/m/Album" has "/m/Album/1.mp3", not "/m/Album 2/1.mp3"), by path; not by recording.
    [[nodiscard]] Result<std::vector<Track>> tracksUnder(std::string_view folder);
    /// The same one by one, for folders that hold a collection. The Track is valid during the call, which must not write to this Library.
    [[nodiscard]] Result<> eachTrackUnder(std::string_view folder, const std::function<void(const Track &)> &take);
    /// The same, but only those in the folder itself and in its sub-folders, not below these.
    [[nodiscard]] Result<std::vector<Track>> tracksNear(std::string_view folder);
    /// The playable file at `relative` ("Artist/Album/1.mp3") below a root, the first root by path that has it.
    [[nodiscard]] Result<std::optional<Track>> trackByRelativePath(std::string_view relative);

    /// As tracks(), without most of the tags: 2,000 of 100,000 in about 8 ms.
    [[nodiscard]] Result<std::vector<Slim>> slims(std::span<const RecordingId> recordings);
    /// Every recording that can be played, once, by id. The Slim is valid during the call.
    [[nodiscard]] Result<> eachSlim(const std::function<void(const Slim &)> &take);

    // ---------------------------------------------------------------- names

    /// Playable recordings in whose title, artists and album each of the words begins a word, accents and case aside; best first (BM25: S. Robertson,
    /// H. Zaragoza, "The Probabilistic Relevance Framework", 2009, as FTS5 has it). Without a letter or a figure in it: none.
    [[nodiscard]] Result<std::vector<RecordingId>> tracksNamed(std::string_view words, std::size_t most);
    /// The same for albums, by the names of albums and of their tracks' artists.
    [[nodiscard]] Result<std::vector<AlbumId>> albumsNamed(std::string_view words, std::size_t most);

    // ---------------------------------------------------------------- descriptors

    /// Replaces what was there for this recording and version, a failure too. Values are kept as float16, segments as int8
    /// differences from it (pack.h). Errors also: NotFound (recording), InvalidArgument (not finite, segments of another size).
    [[nodiscard]] Result<> saveDescriptor(const DescriptorHead &head, const Descriptor &descriptor);
    /// It could not be listened to; that version does not try again until forgetDescriptors().
    [[nodiscard]] Result<> saveDescriptorFailure(const DescriptorHead &head, const Error &error);
    /// What these recordings have, of every version and every network: the audio was replaced.
    [[nodiscard]] Result<> forgetDescriptors(std::span<const RecordingId> recordings);
    /// Playable recordings without a descriptor or a failure of that version, by path.
    [[nodiscard]] Result<std::vector<Unanalysed>> unanalysed(std::uint32_t version);
    [[nodiscard]] Result<std::optional<Descriptor>> descriptor(RecordingId recording, std::uint32_t version);

    /// What has changed since forgetVectorChanges(): a descriptor, or whether there is a file that can be played. Written by the
    /// database itself, so that nothing is left out; a recording in it may have its old vector still.
    [[nodiscard]] Result<VectorChanges> vectorChanges();
    /// The index has everything up to that.
    [[nodiscard]] Result<> forgetVectorChanges(std::int64_t upTo);

    /// Files that could not be read, and playable ones that could not be listened to by that version, by path.
    [[nodiscard]] Result<std::vector<Failure>> failures(std::uint32_t version);

    // ---------------------------------------------------------------- playlists

    /// How many removed playlists are kept to be brought back.
    static constexpr int kRemovedPlaylists = 20;

    /// The kept ones by name, then the removed ones, the newest first.
    [[nodiscard]] Result<std::vector<PlaylistHead>> playlists();
    /// In order. A recording that the user has joined to another is that other one. A playlist that is not there has none.
    [[nodiscard]] Result<std::vector<KeptEntry>> playlistEntries(PlaylistId playlist);
    /// An entry without a recording gets one by itself from the scan on that reads the file with its path.
    /// Errors also: InvalidArgument (one of that name is kept; a recording that is not in the library).
    [[nodiscard]] Result<PlaylistId> addPlaylist(std::string_view name, std::string_view origin, std::span<const KeptEntry> entries, UnixTime now);
    /// Errors also: NotFound, InvalidArgument (another one of that name is kept).
    [[nodiscard]] Result<> renamePlaylist(PlaylistId playlist, std::string_view name, UnixTime now);
    /// Puts it aside; of those, all but the last kRemovedPlaylists are forgotten. Errors also: NotFound.
    [[nodiscard]] Result<> removePlaylist(PlaylistId playlist);
    /// Errors also: NotFound (it was not removed, or is forgotten), InvalidArgument (one of that name is kept).
    [[nodiscard]] Result<> bringBackPlaylist(PlaylistId playlist);

    // ---------------------------------------------------------------- opinions

    /// Replaces what was said before, and gives it. An album keeps its opinion by its key, whatever becomes of its files.
    /// Errors also: NotFound (recording, album), InvalidArgument (rating; an artist without a name).
    [[nodiscard]] Result<Opinion> setOpinion(const OpinionSubject &about, const Opinion &opinion, UnixTime now);
    [[nodiscard]] Result<Opinion> artistOpinion(const std::string &artist);
    /// Newest first; without those that were taken back.
    [[nodiscard]] Result<std::vector<OpinionRecord>> opinions();
    [[nodiscard]] Result<Unwanted> unwanted();

    // ---------------------------------------------------------------- maps

    /// Keeps the two newest of a version that join the same network. One that has this hash already becomes the newest.
    [[nodiscard]] Result<> saveMap(const MapRecord &map);
    /// The newest of that version that joins that network; an empty hash: none.
    [[nodiscard]] Result<std::optional<MapRecord>> currentMap(std::uint32_t version, const std::string &network = {});
    [[nodiscard]] Result<std::optional<MapRecord>> map(std::uint32_t version, const std::string &hash);

    // ---------------------------------------------------------------- networks

    /// One that is there already gets the new report.
    [[nodiscard]] Result<> saveNetwork(const NetworkRecord &network);
    [[nodiscard]] Result<std::optional<NetworkRecord>> network(const std::string &hash);
    /// Newest first.
    [[nodiscard]] Result<std::vector<NetworkHead>> networks();
    /// With its numbers and its maps. One that is not there is no error.
    [[nodiscard]] Result<> removeNetwork(const std::string &hash);

    /// Replaces what was there. Errors also: NotFound (recording, network), InvalidArgument (not finite).
    [[nodiscard]] Result<> saveNetworkNumbers(RecordingId recording, const std::string &network, const NetworkNumbers &numbers);
    [[nodiscard]] Result<std::optional<NetworkNumbers>> networkNumbers(RecordingId recording, const std::string &network);
    /// All of a network, by recording, whether it can be played or not. `take` returns false to stop early.
    [[nodiscard]] Result<> eachNetworkNumbers(const std::string &network, const std::function<bool(RecordingId, const NetworkNumbers &)> &take);
    /// What is known of the sound of every playable recording that has a descriptor of that version, ordered by audio hash, so that a prefix is a
    /// reproducible sample. `network`: the hash of one, or empty. `take` returns false to stop early.
    [[nodiscard]] Result<> eachHeard(std::uint32_t version, const std::string &network, const std::function<bool(const HeardRow &)> &take);
    /// Playable recordings with a descriptor of that version for which the network has no numbers, by path.
    [[nodiscard]] Result<std::vector<Unanalysed>> withoutNumbers(std::uint32_t version, const std::string &network);
    /// Playable recordings with a descriptor of that version, ordered by audio hash.
    [[nodiscard]] Result<std::vector<HeardTrack>> heardTracks(std::uint32_t version);

    // ---------------------------------------------------------------- radios

    [[nodiscard]] Result<RadioId> addRadio(std::string_view title, std::string_view question, UnixTime now);
    /// Errors also: NotFound.
    [[nodiscard]] Result<RadioRecord> radio(RadioId id);
    /// The last one changed first.
    [[nodiscard]] Result<std::vector<RadioRecord>> radios();
    /// In the order they were given. Errors also: NotFound.
    [[nodiscard]] Result<std::vector<RadioTrackRecord>> radioTracks(RadioId id);
    /// Gives more, after the `expected` tracks that the caller knows of. Errors also: NotFound (radio, recording); Busy (it has more by now).
    [[nodiscard]] Result<> addRadioTracks(RadioId id, std::size_t expected, std::span<const RadioTrackRecord> tracks, UnixTime now);
    /// Errors also: NotFound (no such radio, or it did not give that).
    [[nodiscard]] Result<> tellRadio(RadioId id, RecordingId recording, RadioState state, UnixTime now);
    /// Errors also: NotFound.
    [[nodiscard]] Result<> removeRadio(RadioId id);
    /// What was heard since then, by its listens or as radios were told, by id.
    [[nodiscard]] Result<std::vector<RecordingId>> playedSince(UnixTime since);

    [[nodiscard]] Result<Counts> counts(std::uint32_t version);
    /// Of each root that has files, as the last scan left them.
    [[nodiscard]] Result<std::vector<RootCounts>> countsByRoot();

    class Impl;

private:
    friend class Transaction;
    friend class Accounts;
    friend class Catalogue;
    friend class CheckpointRole;
    friend class Listens;
    friend class Sharing;
    explicit Library(std::unique_ptr<Impl> impl) noexcept;
    std::unique_ptr<Impl> m_impl;
};

/// Several changes that are made together or not at all. One at a time per Library; the write lock is held from begin() on.
/// After a writing function has failed with Io, Busy, Corrupt or Database, everything in it is undone and commit() fails.
class Transaction
{
public:
    /// Errors: Busy (another process wrote for 15 s), InvalidArgument (one is open already, or the library is ReadOnly).
    [[nodiscard]] static Result<Transaction> begin(Library &library, Durability durability = Durability::Usual);

    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction(); ///< undoes everything unless commit() was called

    [[nodiscard]] Result<> commit();

private:
    explicit Transaction(Library::Impl *library) noexcept;
    Library::Impl *m_library; ///< null: done
};

/// While it lives, no other process or connection writes back; ask it now and then (every few seconds is plenty).
class CheckpointRole
{
public:
    CheckpointRole(CheckpointRole &&other) noexcept;
    CheckpointRole &operator=(CheckpointRole &&) = delete;
    ~CheckpointRole();

private:
    friend class Library;
    explicit CheckpointRole(Library::Impl *library) noexcept;
    Library::Impl *m_library;
};

} // namespace taraf::store
