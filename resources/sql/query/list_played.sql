SELECT DISTINCT recording FROM radio_tracks WHERE state = 'played' AND told_at >= ?1 ORDER BY recording;
