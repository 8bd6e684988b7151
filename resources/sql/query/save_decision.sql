INSERT INTO decisions (former, present, verdict, decided_at) VALUES (?1, ?2, ?3, ?4);
