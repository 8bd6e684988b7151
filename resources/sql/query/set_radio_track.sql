UPDATE radio_tracks SET state = ?3, told_at = ?4 WHERE radio = ?1 AND recording = ?2;
