-- The condition on '' lets the partial index be used.
SELECT e.recording, e.duration_ms, f.id, f.path, f.missing_since IS NOT NULL, f.failure_code IS NOT NULL
FROM (SELECT DISTINCT recording, duration_ms FROM evidence
      WHERE release_track = ?1 AND release_track <> '') AS e
LEFT JOIN files AS f ON f.recording = e.recording
ORDER BY e.recording, f.path, e.duration_ms;
