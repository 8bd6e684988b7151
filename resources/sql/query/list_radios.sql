SELECT id, title, question, started_at, changed_at, (SELECT count(*) FROM radio_tracks WHERE radio = radios.id)
FROM radios ORDER BY changed_at DESC, id DESC;
