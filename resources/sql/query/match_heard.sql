UPDATE heard SET recording = ?2, matched_by = ?3 WHERE id = ?1;
