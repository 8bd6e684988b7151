INSERT INTO feedback (account, subject, score, agreed) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (account, subject) DO UPDATE SET agreed = iif(score = excluded.score, max(agreed, excluded.agreed), excluded.agreed), score = excluded.score;
