-- +goose Up
--
-- A loss on which no report has named a ground is counted among the grounds: every lawsuit
-- is counted anew.
DROP INDEX lawsuits_uncounted;
ALTER TABLE lawsuits DROP COLUMN is_counted;
ALTER TABLE lawsuits ADD COLUMN is_counted integer NOT NULL DEFAULT 0;
CREATE INDEX lawsuits_uncounted ON lawsuits (id) WHERE NOT is_counted;
