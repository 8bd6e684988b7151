INSERT INTO play_counts (listener, heard, source, plays, skips, last_played) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO UPDATE SET plays = max(plays, excluded.plays), skips = max(skips, excluded.skips), last_played = max(last_played, excluded.last_played)
WHERE excluded.plays > plays OR excluded.skips > skips OR excluded.last_played > last_played;
