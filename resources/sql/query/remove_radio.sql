DELETE FROM radios WHERE id = ?1;
