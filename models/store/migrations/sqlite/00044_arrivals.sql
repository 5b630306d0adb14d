-- +goose Up
--
-- Content that is about to be kept, from before it is until a row of uploads names it: what
-- stands here nobody sweeps away. What was broken off stays here until the next sweep.
CREATE TABLE arrivals (
    sha256 text PRIMARY KEY CHECK (sha256 <> ''),
    at     text NOT NULL
) STRICT;
CREATE INDEX uploads_content ON uploads (sha256);
