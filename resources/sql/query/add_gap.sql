INSERT INTO account_gaps (account, floor, ceiling) VALUES (?1, ?2, ?3);
