-- +goose Up
--
-- A clock may be owed by one unit of several, or be a target of our own
-- (非法定); a lawsuit may take up an archived one again.
ALTER TABLE clocks ADD COLUMN unit text NOT NULL DEFAULT '';
ALTER TABLE clocks ADD COLUMN is_internal boolean NOT NULL DEFAULT false;
ALTER TABLE lawsuits ADD COLUMN reopens text NOT NULL DEFAULT ''; -- a case number, folded as in case_numbers
CREATE INDEX lawsuits_by_reopens ON lawsuits (reopens) WHERE reopens <> '';
CREATE INDEX lawsuits_lost ON lawsuits (lead, cause) WHERE lost;
