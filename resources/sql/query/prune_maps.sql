-- All but the two newest that join the same network.
DELETE FROM maps WHERE version = ?1 AND network = ?2
  AND id NOT IN (SELECT id FROM maps WHERE version = ?1 AND network = ?2 ORDER BY id DESC LIMIT 2);
