UPDATE radios SET changed_at = ?2 WHERE id = ?1;
