-- What outlasts a file's row: what a recording was called and where it lay, which vectors are out of date, what the user decided.

-- Of the audio that was read from it; NULL where that was not kept and can't be told.
ALTER TABLE files ADD COLUMN audio_hash BLOB CHECK (length(audio_hash) = 16);
UPDATE files SET audio_hash = (SELECT min(e.audio_hash) FROM evidence AS e WHERE e.recording = files.recording
                               HAVING count(DISTINCT e.audio_hash) = 1)
WHERE recording IS NOT NULL;

-- A file that no longer holds this recording: it was replaced, or its row is no more. A missing file still has its row.
CREATE TABLE former_files (
    recording   INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    path        BLOB NOT NULL,
    title       TEXT NOT NULL,
    artists     TEXT NOT NULL, -- list
    album_title TEXT NOT NULL,
    duration_ms INTEGER NOT NULL,
    first_seen  INTEGER NOT NULL,
    seen_at     INTEGER NOT NULL, -- the last time it held it
    PRIMARY KEY (recording, path)
) STRICT, WITHOUT ROWID;

-- A row while the user's decision gives files to another recording: nothing is replaced then.
CREATE TABLE deciding (
    id INTEGER PRIMARY KEY
) STRICT;

-- No INSERT OR REPLACE here: in a trigger the conflict clause of the statement that fired it counts.
CREATE TRIGGER files_keep_replaced AFTER UPDATE OF recording ON files
WHEN OLD.recording IS NOT NULL AND OLD.recording IS NOT NEW.recording AND NOT EXISTS (SELECT 1 FROM deciding)
BEGIN
    INSERT INTO former_files (recording, path, title, artists, album_title, duration_ms, first_seen, seen_at)
    VALUES (OLD.recording, OLD.path, OLD.title, OLD.artists, OLD.album_title, OLD.duration_ms, OLD.first_seen, OLD.seen_at)
    ON CONFLICT (recording, path) DO UPDATE SET
        title = excluded.title, artists = excluded.artists, album_title = excluded.album_title, duration_ms = excluded.duration_ms,
        first_seen = excluded.first_seen, seen_at = excluded.seen_at;
END;

CREATE TRIGGER files_keep_deleted AFTER DELETE ON files
WHEN OLD.recording IS NOT NULL
BEGIN
    INSERT INTO former_files (recording, path, title, artists, album_title, duration_ms, first_seen, seen_at)
    VALUES (OLD.recording, OLD.path, OLD.title, OLD.artists, OLD.album_title, OLD.duration_ms, OLD.first_seen, OLD.seen_at)
    ON CONFLICT (recording, path) DO UPDATE SET
        title = excluded.title, artists = excluded.artists, album_title = excluded.album_title, duration_ms = excluded.duration_ms,
        first_seen = excluded.first_seen, seen_at = excluded.seen_at;
END;

-- Recordings whose vector in the index may differ from what is here, since the index named by the setting 'index.build'.
-- Triggers write it, so that no change can be forgotten.
CREATE TABLE vector_changes (
    id        INTEGER PRIMARY KEY,
    recording INTEGER NOT NULL
) STRICT;

CREATE TRIGGER descriptors_added AFTER INSERT ON descriptors
BEGIN
    INSERT INTO vector_changes (recording) VALUES (NEW.recording);
END;

CREATE TRIGGER descriptors_changed AFTER UPDATE ON descriptors
BEGIN
    INSERT INTO vector_changes (recording) VALUES (NEW.recording);
END;

CREATE TRIGGER descriptors_removed AFTER DELETE ON descriptors
BEGIN
    INSERT INTO vector_changes (recording) VALUES (OLD.recording);
END;

-- A new file of a recording that has been listened to. Without a descriptor there is no vector yet.
CREATE TRIGGER files_added AFTER INSERT ON files
WHEN NEW.recording IS NOT NULL AND EXISTS (SELECT 1 FROM descriptors WHERE recording = NEW.recording)
BEGIN
    INSERT INTO vector_changes (recording) VALUES (NEW.recording);
END;

CREATE TRIGGER files_changed AFTER UPDATE OF recording, missing_since, failure_code ON files
WHEN OLD.recording IS NOT NEW.recording
  OR (OLD.missing_since IS NULL) <> (NEW.missing_since IS NULL)
  OR (OLD.failure_code IS NULL) <> (NEW.failure_code IS NULL)
BEGIN
    INSERT INTO vector_changes (recording) SELECT OLD.recording WHERE OLD.recording IS NOT NULL;
    INSERT INTO vector_changes (recording) SELECT NEW.recording WHERE NEW.recording IS NOT NULL AND NEW.recording IS NOT OLD.recording;
END;

CREATE TRIGGER files_removed AFTER DELETE ON files
WHEN OLD.recording IS NOT NULL
BEGIN
    INSERT INTO vector_changes (recording) VALUES (OLD.recording);
END;

DELETE FROM settings WHERE key = 'index.stale';

-- What the user said about two recordings that may be one.
CREATE TABLE decisions (
    former     INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE, -- has no file any more
    present    INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    verdict    TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (former, present)
) STRICT, WITHOUT ROWID;

CREATE INDEX decisions_by_present ON decisions (present, verdict);

-- Regular expressions: what they match is left out of scans.
CREATE TABLE exclusions (
    expression TEXT PRIMARY KEY,
    added_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
