-- Of one source's counts the greatest, since they are of the same plays; of several songs that are one recording all.
SELECT recording, sum(plays), max(last_played) FROM (
    SELECT h.recording, h.id, max(c.plays) AS plays, max(c.last_played) AS last_played
    FROM play_counts AS c JOIN heard AS h ON h.id = c.heard
    WHERE c.listener = 1 AND c.plays > 0 AND h.recording IS NOT NULL
    GROUP BY h.id)
GROUP BY recording ORDER BY recording;
