DELETE FROM submissions WHERE account = ?1 AND refusal <> '';
