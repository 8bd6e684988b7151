SELECT newest FROM accounts WHERE id = ?1;
