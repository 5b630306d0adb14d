-- +goose Up
--
-- What is counted of a lawsuit has changed (facts of 第三十七条 that are still open, first
-- instances by organ, and more): every lawsuit is counted anew.
DROP INDEX lawsuits_uncounted;
ALTER TABLE lawsuits DROP COLUMN is_counted;
ALTER TABLE lawsuits ADD COLUMN is_counted boolean NOT NULL DEFAULT FALSE;
CREATE INDEX lawsuits_uncounted ON lawsuits (id) WHERE NOT is_counted;
