INSERT INTO descriptors (recording, version, device, analysed_at, failure_code, failure_message, content, segments)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (recording, version) DO UPDATE SET
    device = excluded.device, analysed_at = excluded.analysed_at, failure_code = excluded.failure_code,
    failure_message = excluded.failure_message, content = excluded.content, segments = excluded.segments;
