-- All but the two newest.
DELETE FROM maps WHERE version = ?1 AND id NOT IN (SELECT id FROM maps WHERE version = ?1 ORDER BY id DESC LIMIT 2);
