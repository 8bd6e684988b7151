INSERT INTO accounts (root, name) VALUES (?1, ?2) ON CONFLICT (root, name) DO UPDATE SET name = excluded.name RETURNING id;
