-- +goose Up
--
-- An index on an id that is ordered otherwise than lawsuits.id is of no use to whoever
-- looks for a lawsuit's rows by it: these tables were read whole for each lawsuit of a
-- list. Only their indexes are written anew.
SET LOCAL statement_timeout = 0;
ALTER TABLE lawsuit_links ALTER COLUMN lawsuit_id TYPE text COLLATE "C", ALTER COLUMN folded TYPE text COLLATE "C";
ALTER TABLE waits ALTER COLUMN lawsuit_id TYPE text COLLATE "C";
ALTER TABLE sittings ALTER COLUMN lawsuit_id TYPE text COLLATE "C";
ALTER TABLE statistics ALTER COLUMN lawsuit_id TYPE text COLLATE "C";
