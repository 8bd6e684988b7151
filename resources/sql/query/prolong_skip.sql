UPDATE skips SET played_ms = max(played_ms, ?4) WHERE listener = ?1 AND at = ?2 AND heard = ?3;
