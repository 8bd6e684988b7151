SELECT expression FROM exclusions ORDER BY expression;
