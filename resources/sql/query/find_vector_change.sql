-- The newest.
SELECT coalesce(max(id), 0) FROM vector_changes;
