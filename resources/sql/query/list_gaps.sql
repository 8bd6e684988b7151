SELECT floor, ceiling FROM account_gaps WHERE account = ?1 ORDER BY floor DESC;
