SELECT count(*) FROM radio_tracks WHERE radio = ?1;
