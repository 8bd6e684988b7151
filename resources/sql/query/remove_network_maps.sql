DELETE FROM maps WHERE network = ?1;
