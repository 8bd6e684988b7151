INSERT INTO file_tags (file, content) VALUES (?1, ?2)
ON CONFLICT (file) DO UPDATE SET content = excluded.content;
