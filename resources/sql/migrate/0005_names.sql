-- What tracks are called, word by word. U+001F between values parts words as a space does.

CREATE VIRTUAL TABLE names USING fts5 (
    title, artists, album_title,
    content = 'files', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TRIGGER files_named AFTER INSERT ON files
BEGIN
    INSERT INTO names (rowid, title, artists, album_title) VALUES (NEW.id, NEW.title, NEW.artists, NEW.album_title);
END;

CREATE TRIGGER files_renamed AFTER UPDATE OF title, artists, album_title ON files
WHEN OLD.title <> NEW.title OR OLD.artists <> NEW.artists OR OLD.album_title <> NEW.album_title
BEGIN
    INSERT INTO names (names, rowid, title, artists, album_title) VALUES ('delete', OLD.id, OLD.title, OLD.artists, OLD.album_title);
    INSERT INTO names (rowid, title, artists, album_title) VALUES (NEW.id, NEW.title, NEW.artists, NEW.album_title);
END;

CREATE TRIGGER files_unnamed AFTER DELETE ON files
BEGIN
    INSERT INTO names (names, rowid, title, artists, album_title) VALUES ('delete', OLD.id, OLD.title, OLD.artists, OLD.album_title);
END;

INSERT INTO names (names) VALUES ('rebuild');
