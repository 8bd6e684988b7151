DELETE FROM networks WHERE hash = ?1;
