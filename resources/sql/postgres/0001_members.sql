-- The household's server: who is in it, and what they heard and said. Run as taraf_owner, a role that nobody logs in as.
-- Members are the roles they log in with (session_user). They read through row-level security, and write through taraf.exchange() alone.

CREATE TABLE taraf.schema_version (
    version       integer NOT NULL,
    oldest_client integer NOT NULL -- of a Taraf that may still write
);
INSERT INTO taraf.schema_version VALUES (0, 1);

CREATE TABLE taraf.members (
    id             integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    role           name NOT NULL UNIQUE,
    shares_listens boolean NOT NULL DEFAULT false, -- with all other members
    shares_ratings boolean NOT NULL DEFAULT false,
    revision       bigint NOT NULL DEFAULT 0       -- counts what a member's devices send; who sends holds this row, so that revisions become visible in their order
);

-- How far a device is, so that a backup put back is noticed, on either side.
CREATE TABLE taraf.devices (
    member  integer NOT NULL REFERENCES taraf.members (id) ON DELETE CASCADE,
    id      bigint NOT NULL,
    number  bigint NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (member, id)
);

-- Each member's own, so that nobody learns from a name in it what somebody else hears.
CREATE TABLE taraf.songs (
    member       integer NOT NULL REFERENCES taraf.members (id) ON DELETE CASCADE,
    fingerprint  bigint NOT NULL, -- FNV-1a of artist, title, album, recording_id, a zero after each
    revision     bigint NOT NULL,
    device       bigint NOT NULL, -- that told it first
    artist       text NOT NULL,
    title        text NOT NULL,
    album        text NOT NULL,
    recording_id text NOT NULL,   -- of MusicBrainz, or ''
    release_id   text NOT NULL,
    artist_id    text NOT NULL,
    duration_ms  bigint NOT NULL, -- 0: unknown
    PRIMARY KEY (member, fingerprint)
);

-- Listens and skips are facts: they are added, they get longer, they are taken away for good; nothing else. So the order in which they come does not matter.
CREATE TABLE taraf.plays (
    member    integer NOT NULL REFERENCES taraf.members (id) ON DELETE CASCADE,
    kind      text NOT NULL CHECK (kind IN ('listen', 'skip')),
    at        bigint NOT NULL CHECK (at > 0), -- when it began, in seconds, by the device's clock
    song      bigint NOT NULL,
    revision  bigint NOT NULL,
    device    bigint NOT NULL,                -- that told it, and need not be told; 0: all
    played_ms bigint NOT NULL CHECK (played_ms >= 0),
    gone      boolean NOT NULL,
    source    text NOT NULL,
    PRIMARY KEY (member, at, song, kind)
);

-- The latest word about something, by its names. Of equal times the higher device's counts.
CREATE TABLE taraf.opinions (
    member       integer NOT NULL REFERENCES taraf.members (id) ON DELETE CASCADE,
    kind         text NOT NULL CHECK (kind IN ('track', 'album', 'artist')),
    song         bigint NOT NULL, -- its fingerprint
    revision     bigint NOT NULL,
    changed_at   bigint NOT NULL CHECK (changed_at >= 0),
    device       bigint NOT NULL,
    rating       integer NOT NULL CHECK (rating BETWEEN 0 AND 10), -- 0: none
    feeling      text NOT NULL CHECK (feeling IN ('none', 'love', 'hate', 'reject')),
    artist       text NOT NULL,
    title        text NOT NULL,
    album        text NOT NULL,
    recording_id text NOT NULL,
    release_id   text NOT NULL,
    artist_id    text NOT NULL,
    duration_ms  bigint NOT NULL,
    PRIMARY KEY (member, kind, song)
);

CREATE INDEX songs_by_revision ON taraf.songs (member, revision);
CREATE INDEX plays_by_revision ON taraf.plays (member, revision);
CREATE INDEX opinions_by_revision ON taraf.opinions (member, revision);

-- Which member asks; NULL: none.
CREATE FUNCTION taraf.me() RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT id FROM taraf.members WHERE role = session_user $$;

-- Row-level security counts for taraf_owner too, and so for what it lends to members: the functions can't reach another member's rows either.
ALTER TABLE taraf.members ENABLE ROW LEVEL SECURITY;
ALTER TABLE taraf.devices ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE taraf.songs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE taraf.plays ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE taraf.opinions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY everybody ON taraf.members FOR SELECT USING (true);
CREATE POLICY mine ON taraf.devices USING (member = (SELECT taraf.me())) WITH CHECK (member = (SELECT taraf.me()));
CREATE POLICY mine ON taraf.songs USING (member = (SELECT taraf.me())) WITH CHECK (member = (SELECT taraf.me()));
CREATE POLICY mine ON taraf.plays USING (member = (SELECT taraf.me())) WITH CHECK (member = (SELECT taraf.me()));
CREATE POLICY mine ON taraf.opinions USING (member = (SELECT taraf.me())) WITH CHECK (member = (SELECT taraf.me()));
CREATE POLICY shared ON taraf.songs FOR SELECT USING (member IN (SELECT m.id FROM taraf.members AS m WHERE m.shares_listens));
CREATE POLICY shared ON taraf.plays FOR SELECT USING (member IN (SELECT m.id FROM taraf.members AS m WHERE m.shares_listens));
CREATE POLICY shared ON taraf.opinions FOR SELECT USING (member IN (SELECT m.id FROM taraf.members AS m WHERE m.shares_ratings));

GRANT USAGE ON SCHEMA taraf TO taraf_member;
GRANT SELECT ON taraf.schema_version, taraf.devices, taraf.songs, taraf.plays, taraf.opinions TO taraf_member;
GRANT SELECT (id, role, shares_listens, shares_ratings) ON taraf.members TO taraf_member;
REVOKE ALL ON FUNCTION taraf.me() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION taraf.me() TO taraf_member;
