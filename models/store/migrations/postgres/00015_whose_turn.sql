-- +goose Up
--
-- What one program does for all, who does it, and until when it is theirs.
CREATE TABLE turns (
    what    text COLLATE "C" PRIMARY KEY CHECK (what <> ''),
    who     text NOT NULL CHECK (who <> ''),
    "until" timestamptz NOT NULL
);
