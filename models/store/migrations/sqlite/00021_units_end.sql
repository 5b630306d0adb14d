-- +goose Up
--
-- A unit is renamed, merged or abolished: it keeps its name in the files of its time,
-- and another one continues its functions (第八条第二款第八项).
ALTER TABLE units ADD COLUMN closed_on text;  -- the last day on which it was there is the one before
ALTER TABLE units ADD COLUMN successor text NOT NULL DEFAULT '';
