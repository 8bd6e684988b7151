INSERT INTO feedback (account, subject, score) VALUES (?1, ?2, ?3) ON CONFLICT (account, subject) DO UPDATE SET score = excluded.score;
