INSERT INTO gone_plays (kind, at, heard) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING;
