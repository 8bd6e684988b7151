SELECT recording, state, told_at, why FROM radio_tracks WHERE radio = ?1 ORDER BY position;
