SELECT count(*) FILTER (WHERE playable), count(DISTINCT recording) FILTER (WHERE playable), count(DISTINCT album) FILTER (WHERE playable),
       count(*) FILTER (WHERE failed AND NOT missing), count(*) FILTER (WHERE missing)
FROM (SELECT recording, album, missing_since IS NOT NULL AS missing, failure_code IS NOT NULL AS failed,
             recording IS NOT NULL AND missing_since IS NULL AND failure_code IS NULL AS playable
      FROM files);
