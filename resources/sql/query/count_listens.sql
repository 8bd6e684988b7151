SELECT count(*) FROM listens;
