-- How often somebody's listens have changed, so that what was reckoned from them is known to be out of date.
ALTER TABLE listeners ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
