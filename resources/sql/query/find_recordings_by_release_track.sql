-- The condition on '' lets the partial index be used. Joined recordings as in find_recordings_by_hash.
SELECT e.recording, e.duration_ms, f.id, f.path, f.missing_since IS NOT NULL, f.failure_code IS NOT NULL
FROM (SELECT DISTINCT recording, duration_ms FROM evidence
      WHERE release_track = ?1 AND release_track <> ''
        AND NOT EXISTS (SELECT 1 FROM decisions AS d WHERE d.present = evidence.recording AND d.verdict = 'same')) AS e
LEFT JOIN files AS f ON f.recording = e.recording
ORDER BY e.recording, f.path, e.duration_ms;
