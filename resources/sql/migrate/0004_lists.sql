-- Playlists that are kept, and radios that go on: what they hold belongs to recordings, so that a file may move.

CREATE TABLE playlists (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    origin     TEXT NOT NULL DEFAULT '', -- for people: what it was made from
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    removed    INTEGER                   -- NULL: kept; else the higher, the later it was removed, and it can be brought back
) STRICT;

CREATE UNIQUE INDEX playlists_by_name ON playlists (name) WHERE removed IS NULL;

CREATE TABLE playlist_entries (
    playlist    INTEGER NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    recording   INTEGER REFERENCES recordings (id), -- NULL: it is not in the collection
    path        BLOB NOT NULL,                      -- where the file lay when it was kept; empty: there is only a URI
    uri         TEXT NOT NULL DEFAULT '',
    artist      TEXT NOT NULL DEFAULT '',
    title       TEXT NOT NULL DEFAULT '',
    album       TEXT NOT NULL DEFAULT '',
    track       INTEGER NOT NULL DEFAULT 0,
    duration_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (playlist, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX playlist_entries_unknown ON playlist_entries (path) WHERE recording IS NULL;

-- What was outside the collection when it was kept is in it from the scan on that reads it.
CREATE TRIGGER files_added_to_playlists AFTER INSERT ON files
WHEN NEW.recording IS NOT NULL
BEGIN
    UPDATE playlist_entries SET recording = NEW.recording WHERE recording IS NULL AND path = NEW.path;
END;

CREATE TRIGGER files_read_for_playlists AFTER UPDATE OF recording ON files
WHEN OLD.recording IS NULL AND NEW.recording IS NOT NULL
BEGIN
    UPDATE playlist_entries SET recording = NEW.recording WHERE recording IS NULL AND path = NEW.path;
END;

CREATE TABLE radios (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    title      TEXT NOT NULL,
    question   TEXT NOT NULL, -- JSON, as it was asked
    started_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

-- What a radio has given out, in order, and what became of it.
CREATE TABLE radio_tracks (
    radio     INTEGER NOT NULL REFERENCES radios (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    recording INTEGER NOT NULL REFERENCES recordings (id),
    state     TEXT NOT NULL DEFAULT 'given' CHECK (state IN ('given', 'played', 'skipped', 'rejected', 'removed')),
    told_at   INTEGER NOT NULL DEFAULT 0, -- when it left 'given'
    why       TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (radio, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX radio_tracks_played ON radio_tracks (told_at, recording) WHERE state = 'played';
