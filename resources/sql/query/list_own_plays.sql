-- From the index alone, which has the time after the song.
SELECT heard, at FROM listens INDEXED BY listens_by_heard WHERE listener = 1 ORDER BY heard, at;
