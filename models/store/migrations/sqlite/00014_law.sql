-- +goose Up
-- The number of the law that an act was judged by: 0 before it had one.
ALTER TABLE journal ADD COLUMN law integer NOT NULL DEFAULT 0;
