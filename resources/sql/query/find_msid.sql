SELECT heard FROM msids WHERE msid = ?1 ORDER BY heard LIMIT 1;
