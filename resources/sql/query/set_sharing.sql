INSERT INTO sharing (id, device, number, answered) VALUES (1, ?1, 0, 0) ON CONFLICT (id) DO UPDATE SET device = excluded.device, number = 0, answered = 0;
