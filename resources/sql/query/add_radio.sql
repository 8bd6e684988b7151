INSERT INTO radios (title, question, started_at, changed_at) VALUES (?1, ?2, ?3, ?3) RETURNING id;
