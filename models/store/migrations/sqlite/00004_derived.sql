-- +goose Up
--
-- A fingerprint of the rows that follow from a lawsuit in other tables (units,
-- case numbers, clocks): what has not changed is neither read nor written again.
ALTER TABLE lawsuits ADD COLUMN derived text NOT NULL DEFAULT '';
