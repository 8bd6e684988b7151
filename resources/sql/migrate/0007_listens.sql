-- What was heard, when, and by whom.

CREATE TABLE listeners (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO listeners (id, name) VALUES (1, ''); -- whose library this is

-- Where listens came from: an import's format, a player.
CREATE TABLE sources (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- A song as a source named it, once for all its listens. Whether it is in the collection is found out anew whenever that changes.
CREATE TABLE heard (
    id           INTEGER PRIMARY KEY,
    fingerprint  INTEGER NOT NULL UNIQUE, -- of the names and the recording's id
    match_key    INTEGER NOT NULL,        -- of artist and title without what spellings differ in
    artist       TEXT NOT NULL,
    title        TEXT NOT NULL,           -- '': the artist as a whole
    album        TEXT NOT NULL,
    recording_id TEXT NOT NULL,           -- of MusicBrainz, or ''
    release_id   TEXT NOT NULL,
    artist_id    TEXT NOT NULL,
    duration_ms  INTEGER NOT NULL,        -- 0: unknown
    recording    INTEGER REFERENCES recordings (id),
    matched_by   TEXT NOT NULL DEFAULT 'none' CHECK (matched_by IN ('none', 'file', 'id', 'names', 'fuzzy', 'choice')), -- choice without a recording: it is none of them
    CHECK (recording IS NULL OR matched_by <> 'none')
) STRICT;

CREATE INDEX heard_by_recording ON heard (recording) WHERE recording IS NOT NULL;

-- In the order of time, since that is how they come and how they are asked for: a random key is many times slower at ten million.
CREATE TABLE listens (
    listener  INTEGER NOT NULL REFERENCES listeners (id),
    at        INTEGER NOT NULL CHECK (at > 0), -- when it began
    heard     INTEGER NOT NULL REFERENCES heard (id),
    source    INTEGER NOT NULL REFERENCES sources (id),
    played_ms INTEGER NOT NULL,                -- 0: unknown
    PRIMARY KEY (listener, at, heard)
) STRICT, WITHOUT ROWID;

CREATE INDEX listens_by_heard ON listens (heard) WHERE listener = 1;

-- Begun, and left before it counts.
CREATE TABLE skips (
    listener  INTEGER NOT NULL REFERENCES listeners (id),
    at        INTEGER NOT NULL CHECK (at > 0),
    heard     INTEGER NOT NULL REFERENCES heard (id),
    source    INTEGER NOT NULL REFERENCES sources (id),
    played_ms INTEGER NOT NULL,
    PRIMARY KEY (listener, at, heard)
) STRICT, WITHOUT ROWID;

-- Plays without their times, as a player or a data set counts them. One source's count stands beside the listens, it is not added to them.
CREATE TABLE play_counts (
    listener    INTEGER NOT NULL REFERENCES listeners (id),
    heard       INTEGER NOT NULL REFERENCES heard (id),
    source      INTEGER NOT NULL REFERENCES sources (id),
    plays       INTEGER NOT NULL CHECK (plays >= 0),
    skips       INTEGER NOT NULL CHECK (skips >= 0),
    last_played INTEGER NOT NULL, -- 0: unknown
    PRIMARY KEY (listener, heard, source)
) STRICT, WITHOUT ROWID;

-- What was said of songs, albums and artists by their names, until they turn up in the collection.
CREATE TABLE named_opinions (
    listener   INTEGER NOT NULL REFERENCES listeners (id),
    kind       TEXT NOT NULL CHECK (kind IN ('track', 'album', 'artist')),
    heard      INTEGER NOT NULL REFERENCES heard (id),
    rating     INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 10),
    feeling    TEXT NOT NULL DEFAULT 'none' CHECK (feeling IN ('none', 'love', 'hate', 'reject')),
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (listener, kind, heard)
) STRICT, WITHOUT ROWID;
