SELECT hash, version, trained_on, seed, report, created_at FROM networks ORDER BY created_at DESC, id DESC;
