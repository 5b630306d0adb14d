-- +goose Up
--
-- What is counted of a lawsuit has changed: a retrial that ended without a decision is no second
-- loss. Every lawsuit is counted anew.
DROP INDEX lawsuits_uncounted;
ALTER TABLE lawsuits DROP COLUMN is_counted;
ALTER TABLE lawsuits ADD COLUMN is_counted integer NOT NULL DEFAULT 0;
CREATE INDEX lawsuits_uncounted ON lawsuits (id) WHERE NOT is_counted;
