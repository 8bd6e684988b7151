INSERT INTO roots (path, added_at) VALUES (?1, ?2);
