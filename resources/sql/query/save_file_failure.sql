INSERT INTO files (root, path, size, mtime_ns, failure_code, failure_message, first_seen, seen_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
ON CONFLICT (path) DO UPDATE SET
    root = excluded.root, size = excluded.size, mtime_ns = excluded.mtime_ns, failure_code = excluded.failure_code,
    failure_message = excluded.failure_message, seen_at = excluded.seen_at, missing_since = NULL
RETURNING id;
