-- +goose Up
--
-- Content that is about to be kept, from before it is until a row of uploads names it: what
-- stands here nobody sweeps away. What was broken off stays here until the next sweep.
CREATE TABLE arrivals (
    sha256 text COLLATE "C" PRIMARY KEY CHECK (sha256 <> ''),
    at     timestamptz NOT NULL
);
CREATE INDEX uploads_content ON uploads (sha256);
