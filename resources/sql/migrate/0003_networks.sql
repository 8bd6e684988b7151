-- The network that was trained on the collection (taraf tune), and what it makes of each recording.

CREATE TABLE networks (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    hash       TEXT NOT NULL UNIQUE,
    version    INTEGER NOT NULL,
    trained_on INTEGER NOT NULL,
    seed       INTEGER NOT NULL,
    content    BLOB NOT NULL,
    report     TEXT NOT NULL DEFAULT '', -- JSON: how it was judged
    created_at INTEGER NOT NULL
) STRICT;

-- float16: the whole track's numbers, and those of its first and second half one after the other.
CREATE TABLE network_vectors (
    id        INTEGER PRIMARY KEY,
    recording INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    network   INTEGER NOT NULL REFERENCES networks (id) ON DELETE CASCADE,
    content   BLOB NOT NULL,
    halves    BLOB NOT NULL,
    UNIQUE (recording, network)
) STRICT;

CREATE INDEX network_vectors_by_network ON network_vectors (network);

-- A map joins the numbers of one network, or of none.
ALTER TABLE maps ADD COLUMN network TEXT NOT NULL DEFAULT ''; -- its hash

CREATE TRIGGER network_vectors_added AFTER INSERT ON network_vectors
BEGIN
    INSERT INTO vector_changes (recording) VALUES (NEW.recording);
END;

CREATE TRIGGER network_vectors_changed AFTER UPDATE ON network_vectors
BEGIN
    INSERT INTO vector_changes (recording) VALUES (NEW.recording);
END;

CREATE TRIGGER network_vectors_removed AFTER DELETE ON network_vectors
BEGIN
    INSERT INTO vector_changes (recording) VALUES (OLD.recording);
END;

-- Whose track it is, and on which album, is part of where the map puts it.
CREATE TRIGGER files_retagged AFTER UPDATE OF artists, album ON files
WHEN NEW.recording IS NOT NULL AND (OLD.artists IS NOT NEW.artists OR OLD.album IS NOT NEW.album)
  AND EXISTS (SELECT 1 FROM descriptors WHERE recording = NEW.recording)
BEGIN
    INSERT INTO vector_changes (recording) VALUES (NEW.recording);
END;
