-- What a listener heard, song by song. A source's count stands beside the listens: the greater counts.
SELECT h.artist, h.recording, h.id, max(p.plays)
FROM (SELECT heard, count(*) AS plays FROM listens WHERE listener = ?1 GROUP BY heard
      UNION ALL SELECT heard, plays FROM play_counts WHERE listener = ?1) AS p
JOIN heard AS h ON h.id = p.heard
WHERE p.plays > 0
GROUP BY h.id ORDER BY h.id;
