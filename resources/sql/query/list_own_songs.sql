-- What kSelf heard, counted or judged, and how often it was played.
SELECT heard, sum(plays) FROM (
    SELECT heard, count(*) AS plays FROM listens WHERE listener = 1 GROUP BY heard
    UNION ALL SELECT heard, plays FROM play_counts WHERE listener = 1
    UNION ALL SELECT heard, 0 FROM named_opinions WHERE listener = 1)
GROUP BY heard ORDER BY heard;
