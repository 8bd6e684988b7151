SELECT root, count(*) FILTER (WHERE missing_since IS NULL), count(*) FILTER (WHERE missing_since IS NOT NULL)
FROM files
GROUP BY root;
