SELECT id, title, question, started_at, changed_at, (SELECT count(*) FROM radio_tracks WHERE radio = ?1) FROM radios WHERE id = ?1;
