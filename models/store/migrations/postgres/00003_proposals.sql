-- +goose Up
--
-- What people change of the law that lawsuits are counted by: a year of the
-- calendar by its notice, a local closure, an edition of the Measures. One person
-- proposes, another confirms; nothing is edited after.
CREATE TABLE proposals (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state       text NOT NULL,
    proposal    json NOT NULL,
    source      text NOT NULL,
    proposed_by text NOT NULL CHECK (proposed_by <> ''),
    proposed_at timestamptz NOT NULL,
    decided_by  text NOT NULL,
    decided_at  timestamptz,
    CHECK (state <> 'confirmed' OR decided_by <> proposed_by)
);

-- The edition that a lawsuit's clocks were last counted with; empty for those
-- recorded before it was kept here.
ALTER TABLE lawsuits ADD COLUMN calendar_edition text NOT NULL DEFAULT '';

-- A message may be about no lawsuit: lawsuit_id is then empty.
ALTER TABLE messages DROP CONSTRAINT messages_lawsuit_id_fkey;
