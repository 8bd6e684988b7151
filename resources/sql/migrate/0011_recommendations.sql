-- What was recommended, to whom and when, so that nothing is recommended twice.
CREATE TABLE recommendations (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    listener INTEGER NOT NULL REFERENCES listeners (id),
    kind     TEXT NOT NULL CHECK (kind IN ('track', 'album', 'artist')),
    subject  INTEGER NOT NULL, -- of a track its recording, of an album its row, of an artist the fingerprint of the name as it is compared
    name     TEXT NOT NULL,    -- for people, as it was called then
    given_at INTEGER NOT NULL,
    UNIQUE (listener, kind, subject)
) STRICT;
