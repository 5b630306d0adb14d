-- +goose Up
--
-- What somebody waits for in open lawsuits although no period may run: by the act that
-- answers it.
CREATE TABLE waits (
    lawsuit_id text NOT NULL REFERENCES lawsuits (id),
    act        text NOT NULL,
    PRIMARY KEY (lawsuit_id, act)
);
CREATE INDEX waits_for ON waits (act, lawsuit_id);

-- The hearings of all lawsuits that have not been put off, for the schedule.
CREATE TABLE sittings (
    lawsuit_id text    NOT NULL REFERENCES lawsuits (id),
    position   integer NOT NULL,
    sits_on    text    NOT NULL,
    sits_at    text    NOT NULL,
    place      text    NOT NULL,
    court      text    NOT NULL,
    number     text    NOT NULL,
    officials  text    NOT NULL,
    held       boolean NOT NULL,
    PRIMARY KEY (lawsuit_id, position)
);
CREATE INDEX sittings_on ON sittings (sits_on);
