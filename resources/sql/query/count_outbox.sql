SELECT kind, count(*) FROM outbox GROUP BY kind;
