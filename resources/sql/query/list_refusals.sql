SELECT at, heard, refusal FROM submissions WHERE account = ?1 AND refusal <> '' ORDER BY at, heard;
