DELETE FROM account_gaps WHERE account = ?1;
