INSERT INTO skips (listener, at, heard, source, played_ms)
SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?1 <> 1 OR NOT EXISTS (SELECT 1 FROM gone_plays WHERE kind = 'skip' AND at = ?2 AND heard = ?3)
ON CONFLICT DO UPDATE SET played_ms = excluded.played_ms WHERE excluded.played_ms > played_ms;
