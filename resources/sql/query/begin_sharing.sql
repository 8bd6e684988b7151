-- From now on whatever the library's owner hears or says is news. No INSERT OR REPLACE: in a trigger the conflict clause of the statement that fired it counts.
-- What changes again while it is sent gets a new number, so that the answer does not take it off.
CREATE TRIGGER IF NOT EXISTS share_new_listen AFTER INSERT ON listens WHEN NEW.listener = 1 AND NOT (SELECT is_taking FROM sharing)
BEGIN
    DELETE FROM outbox WHERE kind = 'listen' AND at = NEW.at AND subject = NEW.heard;
    INSERT INTO outbox (kind, at, subject) VALUES ('listen', NEW.at, NEW.heard);
END;
CREATE TRIGGER IF NOT EXISTS share_longer_listen AFTER UPDATE OF played_ms ON listens
WHEN NEW.listener = 1 AND NEW.played_ms > OLD.played_ms AND NOT (SELECT is_taking FROM sharing)
BEGIN
    DELETE FROM outbox WHERE kind = 'listen' AND at = NEW.at AND subject = NEW.heard;
    INSERT INTO outbox (kind, at, subject) VALUES ('listen', NEW.at, NEW.heard);
END;
CREATE TRIGGER IF NOT EXISTS share_new_skip AFTER INSERT ON skips WHEN NEW.listener = 1 AND NOT (SELECT is_taking FROM sharing)
BEGIN
    DELETE FROM outbox WHERE kind = 'skip' AND at = NEW.at AND subject = NEW.heard;
    INSERT INTO outbox (kind, at, subject) VALUES ('skip', NEW.at, NEW.heard);
END;
CREATE TRIGGER IF NOT EXISTS share_longer_skip AFTER UPDATE OF played_ms ON skips
WHEN NEW.listener = 1 AND NEW.played_ms > OLD.played_ms AND NOT (SELECT is_taking FROM sharing)
BEGIN
    DELETE FROM outbox WHERE kind = 'skip' AND at = NEW.at AND subject = NEW.heard;
    INSERT INTO outbox (kind, at, subject) VALUES ('skip', NEW.at, NEW.heard);
END;
CREATE TRIGGER IF NOT EXISTS share_new_word AFTER INSERT ON opinions WHEN NOT (SELECT is_taking FROM sharing)
BEGIN
    DELETE FROM outbox WHERE kind = 'said' AND at = 0 AND subject = NEW.id;
    INSERT INTO outbox (kind, at, subject) VALUES ('said', 0, NEW.id);
END;
CREATE TRIGGER IF NOT EXISTS share_other_word AFTER UPDATE OF rating, feeling, changed_at ON opinions WHEN NOT (SELECT is_taking FROM sharing)
BEGIN
    DELETE FROM outbox WHERE kind = 'said' AND at = 0 AND subject = NEW.id;
    INSERT INTO outbox (kind, at, subject) VALUES ('said', 0, NEW.id);
END;
CREATE TRIGGER IF NOT EXISTS share_new_opinion AFTER INSERT ON named_opinions WHEN NEW.listener = 1 AND NOT (SELECT is_taking FROM sharing)
BEGIN
    DELETE FROM outbox WHERE kind = NEW.kind AND at = 0 AND subject = NEW.heard;
    INSERT INTO outbox (kind, at, subject) VALUES (NEW.kind, 0, NEW.heard);
END;
CREATE TRIGGER IF NOT EXISTS share_other_opinion AFTER UPDATE OF rating, feeling, changed_at ON named_opinions
WHEN NEW.listener = 1 AND NOT (SELECT is_taking FROM sharing)
BEGIN
    DELETE FROM outbox WHERE kind = NEW.kind AND at = 0 AND subject = NEW.heard;
    INSERT INTO outbox (kind, at, subject) VALUES (NEW.kind, 0, NEW.heard);
END;
-- And everything that is there already.
DELETE FROM members;
DELETE FROM outbox;
INSERT INTO outbox (kind, at, subject) SELECT 'listen', at, heard FROM listens WHERE listener = 1 ORDER BY at, heard;
INSERT INTO outbox (kind, at, subject) SELECT 'skip', at, heard FROM skips WHERE listener = 1 ORDER BY at, heard;
INSERT INTO outbox (kind, at, subject) SELECT kind, at, heard FROM gone_plays WHERE true ON CONFLICT DO NOTHING;
INSERT INTO outbox (kind, at, subject) SELECT kind, 0, heard FROM named_opinions WHERE listener = 1;
INSERT INTO outbox (kind, at, subject) SELECT 'said', 0, id FROM opinions;
