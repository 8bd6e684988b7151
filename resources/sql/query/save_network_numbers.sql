INSERT INTO network_vectors (recording, network, content, halves)
SELECT ?1, id, ?3, ?4 FROM networks WHERE hash = ?2
ON CONFLICT (recording, network) DO UPDATE SET content = excluded.content, halves = excluded.halves;
