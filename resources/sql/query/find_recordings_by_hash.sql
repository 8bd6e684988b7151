-- What the user joined to another recording is found as that one, which has all of its evidence.
SELECT e.recording, e.duration_ms, f.id, f.path, f.missing_since IS NOT NULL, f.failure_code IS NOT NULL
FROM (SELECT DISTINCT recording, duration_ms FROM evidence
      WHERE audio_hash = ?1
        AND NOT EXISTS (SELECT 1 FROM decisions AS d WHERE d.present = evidence.recording AND d.verdict = 'same')) AS e
LEFT JOIN files AS f ON f.recording = e.recording
ORDER BY e.recording, f.path, e.duration_ms;
