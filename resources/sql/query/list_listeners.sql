SELECT id, name, changes FROM listeners ORDER BY id;
