-- What a service that keeps listens (ListenBrainz) is known to have, and what it has still to be told.

CREATE TABLE accounts (
    id     INTEGER PRIMARY KEY,
    root   TEXT NOT NULL,              -- the server's address
    name   TEXT NOT NULL,              -- of its user
    newest INTEGER NOT NULL DEFAULT 0, -- the time of the latest listen that came from there; 0: none did
    UNIQUE (root, name)
) STRICT;

-- Spans of time whose listens have not all come yet: from `floor` on, before `ceiling`.
CREATE TABLE account_gaps (
    account INTEGER NOT NULL REFERENCES accounts (id),
    floor   INTEGER NOT NULL,
    ceiling INTEGER NOT NULL,
    PRIMARY KEY (account, floor),
    CHECK (floor < ceiling)
) STRICT, WITHOUT ROWID;

-- Listens that the service has, or does not take. What came from there needs none: its source says so. What has to be sent is what lacks one, so
-- that nothing has to be written while millions of listens come in.
CREATE TABLE submissions (
    account INTEGER NOT NULL REFERENCES accounts (id),
    at      INTEGER NOT NULL,
    heard   INTEGER NOT NULL REFERENCES heard (id),
    refusal TEXT NOT NULL DEFAULT '', -- '': it has it; else why it is not taken
    PRIMARY KEY (account, at, heard)
) STRICT, WITHOUT ROWID;

-- What ListenBrainz calls a song: one id for each spelling.
CREATE TABLE msids (
    heard INTEGER PRIMARY KEY REFERENCES heard (id),
    msid  TEXT NOT NULL
) STRICT;

CREATE INDEX msids_by_msid ON msids (msid);

-- What the service says is loved (1) and hated (-1), by the ids that it knows it by: of MusicBrainz, or its own.
CREATE TABLE feedback (
    account INTEGER NOT NULL REFERENCES accounts (id),
    subject TEXT NOT NULL,
    score   INTEGER NOT NULL CHECK (score IN (-1, 1)),
    agreed  INTEGER NOT NULL DEFAULT 0, -- it was said here, too; so what is not said here any more was taken back
    PRIMARY KEY (account, subject)
) STRICT, WITHOUT ROWID;
