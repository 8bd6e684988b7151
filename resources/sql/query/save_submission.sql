INSERT INTO submissions (account, at, heard, refusal) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (account, at, heard) DO UPDATE SET refusal = excluded.refusal;
