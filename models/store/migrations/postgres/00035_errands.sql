-- +goose Up
--
-- Work that lasts longer than a request: who has given it, how far it is, and which server
-- is at it and was seen there last. What an errand works on is kept for as long as it may
-- have to be done again.
CREATE TABLE errands (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind     text COLLATE "C" NOT NULL,
    key      text COLLATE "C" NOT NULL CHECK (key <> ''),
    title    text NOT NULL,
    username text COLLATE "C" NOT NULL,
    giver    json NOT NULL,
    input    bytea NOT NULL,
    state    text COLLATE "C" NOT NULL,
    done     bigint NOT NULL,
    total    bigint NOT NULL,
    report   bytea NOT NULL,
    note     text NOT NULL,
    server   text COLLATE "C" NOT NULL,
    seen_at  timestamptz,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE UNIQUE INDEX errands_once ON errands (key) WHERE state = 'running';
CREATE INDEX errands_alike ON errands (key, id);
CREATE INDEX errands_of_kind ON errands (kind, id);
CREATE INDEX errands_ended ON errands (ended_at) WHERE ended_at IS NOT NULL;
