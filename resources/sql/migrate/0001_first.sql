-- The first schema. Frozen once released: changes go into a file of their own.
-- Paths are BLOBs: a file's name need not be UTF-8. Times are seconds since the epoch, except mtime_ns.
-- AUTOINCREMENT where ids are handed out: an id is never used again, whatever is deleted.

-- "Tara"
PRAGMA application_id = 1415672417;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE roots (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    path      BLOB NOT NULL UNIQUE,
    added_at  INTEGER NOT NULL,
    volume    TEXT NOT NULL DEFAULT '',   -- names the file system it was last seen on
    last_seen INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What listens, ratings and descriptors belong to. Outlives its files.
CREATE TABLE recordings (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    audio_hash  BLOB NOT NULL CHECK (length(audio_hash) = 16), -- the first it was known by; gives an order that is the same everywhere
    duration_ms INTEGER NOT NULL,
    first_seen  INTEGER NOT NULL
) STRICT;

CREATE INDEX recordings_by_hash ON recordings (audio_hash, id);

-- What points to a recording. One encoded anew has several.
CREATE TABLE evidence (
    audio_hash    BLOB NOT NULL CHECK (length(audio_hash) = 16),
    recording     INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    duration_ms   INTEGER NOT NULL,
    release_track TEXT NOT NULL DEFAULT '', -- MusicBrainz release-track id
    seen_at       INTEGER NOT NULL,
    PRIMARY KEY (audio_hash, recording, duration_ms, release_track)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_by_recording ON evidence (recording);
CREATE INDEX evidence_by_release_track ON evidence (release_track) WHERE release_track <> '';

CREATE TABLE albums (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    key    TEXT NOT NULL UNIQUE,
    title  TEXT NOT NULL,
    artist TEXT NOT NULL
) STRICT;

-- Narrow, because a scan reads all of it. Lists of names: values separated by U+001F; in a value, U+001E 'S' stands for U+001F,
-- U+001E 'E' for U+001E, and U+001E 'N' alone for an empty value.
CREATE TABLE files (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    root            INTEGER NOT NULL REFERENCES roots (id) ON DELETE CASCADE,
    path            BLOB NOT NULL UNIQUE,
    size            INTEGER NOT NULL,
    mtime_ns        INTEGER NOT NULL,
    recording       INTEGER REFERENCES recordings (id), -- NULL: it was never read
    album           INTEGER REFERENCES albums (id),
    missing_since   INTEGER,                            -- NULL: there at the last look
    failure_code    INTEGER,                            -- NULL: it could be read; else ErrorCode, for this size and mtime_ns
    failure_message TEXT,
    rank            INTEGER NOT NULL DEFAULT 0,         -- of several files of a recording the highest is taken
    duration_ms     INTEGER NOT NULL DEFAULT 0,
    title           TEXT NOT NULL DEFAULT '',
    artists         TEXT NOT NULL DEFAULT '',           -- list
    album_title     TEXT NOT NULL DEFAULT '',
    genres          TEXT NOT NULL DEFAULT '',           -- list
    track           INTEGER NOT NULL DEFAULT 0,
    disc            INTEGER NOT NULL DEFAULT 0,
    year            INTEGER NOT NULL DEFAULT 0,
    first_seen      INTEGER NOT NULL,
    seen_at         INTEGER NOT NULL
) STRICT;

CREATE INDEX files_by_root ON files (root);
CREATE INDEX files_by_recording ON files (recording, rank DESC) WHERE recording IS NOT NULL;
CREATE INDEX files_by_album ON files (album) WHERE album IS NOT NULL;
CREATE INDEX files_failed ON files (id) WHERE failure_code IS NOT NULL;

-- The rest of a file's tags, and its stream: core/store/src/tag_bytes.h has the layout.
CREATE TABLE file_tags (
    file    INTEGER PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
    content BLOB NOT NULL
) STRICT;

-- What the analysis heard, or why it heard nothing. float16 and int8: core/store/include/taraf/store/pack.h.
CREATE TABLE descriptors (
    id              INTEGER PRIMARY KEY,
    recording       INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    version         INTEGER NOT NULL,
    device          TEXT NOT NULL,
    analysed_at     INTEGER NOT NULL,
    failure_code    INTEGER,       -- NULL: heard
    failure_message TEXT,
    content         BLOB,
    segments        BLOB,
    UNIQUE (recording, version),
    CHECK ((failure_code IS NULL) = (content IS NOT NULL))
) STRICT;

CREATE INDEX descriptors_failed ON descriptors (version, recording) WHERE failure_code IS NOT NULL;

CREATE TABLE maps (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    hash       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    trained_on INTEGER NOT NULL,
    content    BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (version, hash)
) STRICT;
