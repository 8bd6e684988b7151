INSERT INTO radio_tracks (radio, position, recording, why) VALUES (?1, ?2, ?3, ?4);
