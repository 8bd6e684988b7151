INSERT INTO msids (heard, msid) VALUES (?1, ?2) ON CONFLICT (heard) DO UPDATE SET msid = excluded.msid WHERE excluded.msid <> msid;
