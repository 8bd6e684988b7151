-- What people think: ratings, love and hate, "not this". A row stays when an opinion is taken back, so that everybody learns of that.
CREATE TABLE opinions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL CHECK (kind IN ('track', 'album', 'artist')),
    subject    TEXT NOT NULL,                                   -- of a track its recording, of an album its key, of an artist the name as it is compared
    recording  INTEGER REFERENCES recordings (id),              -- of a track
    name       TEXT NOT NULL,                                   -- for people, as it was called then
    rating     INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 10), -- 0: none
    feeling    TEXT NOT NULL DEFAULT 'none' CHECK (feeling IN ('none', 'love', 'hate', 'reject')),
    changed_at INTEGER NOT NULL,
    UNIQUE (kind, subject),
    CHECK ((kind = 'track') = (recording IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX opinions_of_tracks ON opinions (recording) WHERE recording IS NOT NULL;
