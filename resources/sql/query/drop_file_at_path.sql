-- Another row that has this path.
DELETE FROM files WHERE path = ?1 AND id <> ?2;
