UPDATE named_opinions SET device = ?1 WHERE listener = 1 AND device = 0;
