UPDATE named_opinions SET feeling = 'none', changed_at = ?2
WHERE listener = 1 AND kind = 'track' AND feeling <> 'none'
  AND heard IN (SELECT id FROM heard WHERE recording_id = ?1 UNION SELECT heard FROM msids WHERE msid = ?1);
