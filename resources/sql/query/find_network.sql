SELECT hash, version, trained_on, seed, report, created_at, content FROM networks WHERE hash = ?1;
