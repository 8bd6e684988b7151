SELECT at, played_ms FROM skips WHERE listener = ?1 AND heard = ?2 AND at BETWEEN ?3 AND ?4 ORDER BY abs(at - ?5) LIMIT 1;
