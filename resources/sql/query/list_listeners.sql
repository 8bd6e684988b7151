SELECT id, name FROM listeners ORDER BY id;
