DELETE FROM exclusions WHERE expression = ?1;
