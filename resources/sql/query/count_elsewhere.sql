-- Files of the recording that are there, but for the one at this path.
SELECT count(*) FROM files WHERE recording = ?1 AND path <> ?2 AND missing_since IS NULL;
