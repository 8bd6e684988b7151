INSERT INTO members (member, heard, said) VALUES (?1, ?2, ?3) ON CONFLICT (member) DO UPDATE SET heard = excluded.heard, said = excluded.said;
