SELECT max((SELECT count(*) FROM heard JOIN listens INDEXED BY listens_by_heard ON listens.heard = heard.id AND listens.listener = 1 WHERE heard.recording = ?1),
           (SELECT ifnull(max(plays), 0) FROM heard JOIN play_counts ON play_counts.heard = heard.id AND play_counts.listener = 1 WHERE heard.recording = ?1));
