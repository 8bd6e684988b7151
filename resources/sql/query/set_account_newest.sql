UPDATE accounts SET newest = max(newest, ?2) WHERE id = ?1;
