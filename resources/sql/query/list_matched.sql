SELECT id, recording FROM heard WHERE recording IS NOT NULL;
