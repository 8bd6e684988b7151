-- Everything that a device and the server have to say to each other, in one call. Rows of the answer by `what`:
--   old       this client may not write any more
--   over      one of the two was put back from a backup: start over, as another device
--   late      of the plays (text_1) or opinions that were sent, the one at this place (number) is more than an hour ahead of the server's clock, and was not taken
--   song      number: its length; text_1 to 6: artist, title, album, ids of the recording, the release and the artist
--   listen, skip   number: how long it was played, -1: it is gone; text_1: its source
--   track, album, artist   at: when it was said; number: the rating; text_1: the feeling, text_2 to 7: as of a song; device: that said it
--   member    up to which revisions of theirs this answer goes: at for songs and plays, number for opinions; text_1: their role
--   end       at: the server's time; number: there is more; member: who asks; song: the schema's version
CREATE FUNCTION taraf.exchange(
    _client integer, _device bigint, _number bigint, _answered bigint,
    _members integer[], _heard bigint[], _said bigint[],
    _songs jsonb, _kinds text[], _ats bigint[], _fingerprints bigint[], _played bigint[], _sources text[], _opinions jsonb)
RETURNS TABLE (what text, member integer, at bigint, song bigint, number bigint, device bigint,
               text_1 text, text_2 text, text_3 text, text_4 text, text_5 text, text_6 text, text_7 text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    _me integer := taraf.me();
    _version integer;
    _oldest integer;
    _revision bigint;
    _latest bigint := floor(extract(epoch FROM now())) + 3600;
    _room bigint := 25000;
    _more boolean := false;
    _end bigint;
    _known integer := 0;
    _each record;
BEGIN
    IF _me IS NULL THEN
        RAISE EXCEPTION '% is no member', session_user USING ERRCODE = 'TF001';
    END IF;
    SELECT v.version, v.oldest_client INTO _version, _oldest FROM taraf.schema_version AS v;
    IF _client < _oldest THEN
        RETURN QUERY SELECT 'old', _me, NULL::bigint, _version::bigint, _oldest::bigint, NULL::bigint, NULL, NULL, NULL, NULL, NULL, NULL, NULL;
        RETURN;
    END IF;

    -- Each number is used once. A device that is known has to have come further than the server has seen, and not further than the server answered.
    IF _answered = 0 OR EXISTS (SELECT FROM taraf.devices AS d WHERE d.member = _me AND d.id = _device) THEN
        INSERT INTO taraf.devices AS d (member, id, number) VALUES (_me, _device, _number)
        ON CONFLICT (member, id) DO UPDATE SET number = excluded.number, seen_at = now() WHERE d.number < excluded.number AND d.number >= _answered;
        GET DIAGNOSTICS _known = ROW_COUNT;
    END IF;
    IF _known = 0 THEN
        RETURN QUERY SELECT 'over', _me, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL, NULL, NULL, NULL, NULL, NULL, NULL;
        RETURN;
    END IF;

    IF cardinality(_ats) > 0 OR jsonb_array_length(_songs) > 0 OR jsonb_array_length(_opinions) > 0 THEN
        IF greatest(cardinality(_kinds), cardinality(_ats), cardinality(_fingerprints), cardinality(_played), cardinality(_sources))
           <> least(cardinality(_kinds), cardinality(_ats), cardinality(_fingerprints), cardinality(_played), cardinality(_sources)) OR cardinality(_ats) > 50000 THEN
            RAISE EXCEPTION 'these are no plays' USING ERRCODE = '22023';
        END IF;
        UPDATE taraf.members AS m SET revision = m.revision + 1 WHERE m.id = _me RETURNING m.revision INTO _revision;
        INSERT INTO taraf.songs (member, fingerprint, revision, device, artist, title, album, recording_id, release_id, artist_id, duration_ms)
        SELECT _me, s.fingerprint, _revision, _device, s.artist, s.title, s.album, s.recording_id, s.release_id, s.artist_id, s.duration_ms
        FROM jsonb_to_recordset(_songs) AS s (fingerprint bigint, artist text, title text, album text, recording_id text, release_id text, artist_id text, duration_ms bigint)
        ON CONFLICT DO NOTHING;
        -- As a look for each: as a join it would be planned for a table that was empty a moment ago.
        IF EXISTS (SELECT FROM unnest(_fingerprints) AS p (song) WHERE (SELECT s.fingerprint FROM taraf.songs AS s WHERE s.member = _me AND s.fingerprint = p.song) IS NULL) THEN
            RAISE EXCEPTION 'a play of a song that was not told' USING ERRCODE = '22023';
        END IF;
        INSERT INTO taraf.plays AS p (member, kind, at, song, revision, device, played_ms, gone, source)
        SELECT _me, n.kind, n.at, n.song, _revision, _device, greatest(n.played, 0), n.played < 0, n.source
        FROM unnest(_kinds, _ats, _fingerprints, _played, _sources) AS n (kind, at, song, played, source)
        WHERE n.at <= _latest
        ON CONFLICT (member, at, song, kind) DO UPDATE
        SET played_ms = greatest(p.played_ms, excluded.played_ms), gone = p.gone OR excluded.gone, revision = excluded.revision, device = 0
        WHERE excluded.played_ms > p.played_ms OR (excluded.gone AND NOT p.gone);
        INSERT INTO taraf.opinions AS o (member, kind, song, revision, changed_at, device, rating, feeling, artist, title, album, recording_id, release_id, artist_id, duration_ms)
        SELECT _me, n.kind, n.fingerprint, _revision, n.changed_at, n.device, n.rating, n.feeling, n.artist, n.title, n.album, n.recording_id, n.release_id, n.artist_id, n.duration_ms
        FROM jsonb_to_recordset(_opinions) AS n (kind text, fingerprint bigint, changed_at bigint, device bigint, rating integer, feeling text, artist text, title text, album text,
                                                 recording_id text, release_id text, artist_id text, duration_ms bigint)
        WHERE n.changed_at <= _latest
        ON CONFLICT (member, kind, song) DO UPDATE
        SET revision = excluded.revision, changed_at = excluded.changed_at, device = excluded.device, rating = excluded.rating, feeling = excluded.feeling
        WHERE (excluded.changed_at, excluded.device) > (o.changed_at, o.device);
        RETURN QUERY SELECT 'late', _me, n.at, NULL::bigint, n.place - 1, NULL::bigint, 'play', NULL, NULL, NULL, NULL, NULL, NULL
        FROM unnest(_ats) WITH ORDINALITY AS n (at, place) WHERE n.at > _latest;
        RETURN QUERY SELECT 'late', _me, (n.value ->> 'changed_at')::bigint, NULL::bigint, n.place - 1, NULL::bigint, 'opinion', NULL, NULL, NULL, NULL, NULL, NULL
        FROM jsonb_array_elements(_opinions) WITH ORDINALITY AS n (value, place) WHERE (n.value ->> 'changed_at')::bigint > _latest;
    END IF;

    -- Whole revisions, each no larger than what one call may send. All up to m.revision is visible by now: whoever makes one holds the row until it is.
    FOR _each IN
        SELECT m.id, m.role, m.revision, m.id = _me OR m.shares_listens AS hears, m.id = _me OR m.shares_ratings AS tells, coalesce(c.heard, 0) AS heard, coalesce(c.said, 0) AS said
        FROM taraf.members AS m LEFT JOIN unnest(_members, _heard, _said) AS c (id, heard, said) ON c.id = m.id
        WHERE m.id = _me OR m.shares_listens OR m.shares_ratings
        ORDER BY m.id <> _me, m.id
    LOOP
        _end := _each.heard;
        IF _each.hears AND _each.heard < _each.revision THEN
            IF _room > 0 THEN
                SELECT p.revision INTO _end FROM taraf.plays AS p WHERE p.member = _each.id AND p.revision > _each.heard AND p.revision <= _each.revision ORDER BY p.revision OFFSET _room LIMIT 1;
                _end := coalesce(_end, _each.revision);
                RETURN QUERY SELECT 'song', s.member, NULL::bigint, s.fingerprint, s.duration_ms, NULL::bigint, s.artist, s.title, s.album, s.recording_id, s.release_id, s.artist_id, NULL
                FROM taraf.songs AS s WHERE s.member = _each.id AND s.revision > _each.heard AND s.revision <= _end AND s.device <> _device;
                RETURN QUERY SELECT p.kind, p.member, p.at, p.song, CASE WHEN p.gone THEN -1 ELSE p.played_ms END, NULL::bigint, p.source, NULL, NULL, NULL, NULL, NULL, NULL
                FROM taraf.plays AS p WHERE p.member = _each.id AND p.revision > _each.heard AND p.revision <= _end AND p.device <> _device;
                _room := _room - (SELECT count(*) FROM taraf.plays AS p WHERE p.member = _each.id AND p.revision > _each.heard AND p.revision <= _end);
            END IF;
            _more := _more OR _end < _each.revision;
        END IF;
        IF _each.tells AND _each.said < _each.revision THEN
            RETURN QUERY SELECT o.kind, o.member, o.changed_at, o.song, o.rating::bigint, o.device, o.feeling, o.artist, o.title, o.album, o.recording_id, o.release_id, o.artist_id
            FROM taraf.opinions AS o WHERE o.member = _each.id AND o.revision > _each.said AND o.revision <= _each.revision;
            _each.said := _each.revision;
        ELSIF _end = _each.heard THEN
            CONTINUE;
        END IF;
        RETURN QUERY SELECT 'member', _each.id, _end, NULL::bigint, _each.said, NULL::bigint, _each.role::text, NULL, NULL, NULL, NULL, NULL, NULL;
    END LOOP;
    RETURN QUERY SELECT 'end', _me, floor(extract(epoch FROM now()))::bigint, _version::bigint, _more::integer::bigint, NULL::bigint, NULL, NULL, NULL, NULL, NULL, NULL, NULL;
END
$$;

-- Whether the other members may read what this one hears and says.
CREATE FUNCTION taraf.share(_listens boolean, _ratings boolean) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ UPDATE taraf.members SET shares_listens = _listens, shares_ratings = _ratings WHERE role = session_user $$;

REVOKE ALL ON FUNCTION taraf.exchange, taraf.share FROM PUBLIC;
GRANT EXECUTE ON FUNCTION taraf.exchange, taraf.share TO taraf_member;
