-- What is shared with other devices through a server. All of it is empty while nothing is shared, but gone_plays.

-- One row while sharing is on.
CREATE TABLE sharing (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    device    INTEGER NOT NULL,           -- random; another one whenever everything is compared anew
    number    INTEGER NOT NULL,           -- of the last exchange that was begun
    answered  INTEGER NOT NULL,           -- of the last one whose answer was taken
    is_taking INTEGER NOT NULL DEFAULT 0  -- what others did is written down: no news of ours
) STRICT;

-- What the server has to be told. It says which facts, not what they are: that is looked up when they are sent.
CREATE TABLE outbox (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT NOT NULL CHECK (kind IN ('listen', 'skip', 'track', 'album', 'artist', 'said')), -- 'said': a row of opinions, which has to be named first
    at      INTEGER NOT NULL, -- of listens and skips, else 0
    subject INTEGER NOT NULL, -- a row of heard, or of opinions
    UNIQUE (kind, at, subject)
) STRICT;

-- Listens and skips of the library's owner that were taken away. They are not to come back from another device.
CREATE TABLE gone_plays (
    kind  TEXT NOT NULL CHECK (kind IN ('listen', 'skip')),
    at    INTEGER NOT NULL,
    heard INTEGER NOT NULL REFERENCES heard (id),
    PRIMARY KEY (kind, at, heard)
) STRICT, WITHOUT ROWID;

-- Up to which revision of a member's the server's facts are here.
CREATE TABLE members (
    member INTEGER PRIMARY KEY, -- as the server numbers them
    heard  INTEGER NOT NULL,
    said   INTEGER NOT NULL
) STRICT;

-- Of two words of the same time the higher device's counts, on all devices.
ALTER TABLE named_opinions ADD COLUMN device INTEGER NOT NULL DEFAULT 0; -- 0: it has not been shared

-- These cost nothing but where something is taken away. The triggers that write about news are there only while sharing is on (query/begin_sharing.sql).
CREATE TRIGGER listens_gone AFTER DELETE ON listens WHEN OLD.listener = 1
BEGIN
    INSERT INTO gone_plays (kind, at, heard) VALUES ('listen', OLD.at, OLD.heard) ON CONFLICT DO NOTHING;
    DELETE FROM outbox WHERE kind = 'listen' AND at = OLD.at AND subject = OLD.heard;
    INSERT INTO outbox (kind, at, subject) SELECT 'listen', OLD.at, OLD.heard FROM sharing WHERE NOT is_taking;
END;

CREATE TRIGGER skips_gone AFTER DELETE ON skips WHEN OLD.listener = 1
BEGIN
    INSERT INTO gone_plays (kind, at, heard) VALUES ('skip', OLD.at, OLD.heard) ON CONFLICT DO NOTHING;
    DELETE FROM outbox WHERE kind = 'skip' AND at = OLD.at AND subject = OLD.heard;
    INSERT INTO outbox (kind, at, subject) SELECT 'skip', OLD.at, OLD.heard FROM sharing WHERE NOT is_taking;
END;
