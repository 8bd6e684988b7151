SELECT title, artist FROM albums WHERE id = ?1;
