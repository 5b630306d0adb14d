-- +goose Up
--
-- Work that lasts longer than a request: who has given it, how far it is, and which server
-- is at it and was seen there last. What an errand works on is kept for as long as it may
-- have to be done again.
CREATE TABLE errands (
    id       integer PRIMARY KEY AUTOINCREMENT,
    kind     text NOT NULL,
    key      text NOT NULL CHECK (key <> ''),
    title    text NOT NULL,
    username text NOT NULL,
    giver    text NOT NULL,
    input    blob NOT NULL,
    state    text NOT NULL,
    done     integer NOT NULL,
    total    integer NOT NULL,
    report   blob NOT NULL,
    note     text NOT NULL,
    server   text NOT NULL,
    seen_at  text,
    begun_at text NOT NULL,
    ended_at text
) STRICT;
CREATE UNIQUE INDEX errands_once ON errands (key) WHERE state = 'running';
CREATE INDEX errands_alike ON errands (key, id);
CREATE INDEX errands_of_kind ON errands (kind, id);
CREATE INDEX errands_ended ON errands (ended_at) WHERE ended_at IS NOT NULL;
