SELECT count(*) FROM skips;
