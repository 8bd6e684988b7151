SELECT id, name FROM sources ORDER BY id;
