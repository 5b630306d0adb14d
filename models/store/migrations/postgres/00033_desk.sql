-- +goose Up
--
-- What was asked of an office can be withdrawn by whoever asked. When its people were
-- reminded of its last day, and when all were told that it has passed, so that each is
-- told once.
ALTER TABLE demands ADD COLUMN withdrawn_by text NOT NULL DEFAULT '';
ALTER TABLE demands ADD COLUMN withdrawn_at timestamptz;
ALTER TABLE demands ADD COLUMN reminded_at timestamptz;
ALTER TABLE demands ADD COLUMN passed_at timestamptz;
CREATE INDEX demands_untold ON demands (answer_by) WHERE answered_at IS NULL AND withdrawn_at IS NULL AND passed_at IS NULL;

-- When an account was last signed in to: a browser is new only where there was one before.
ALTER TABLE users ADD COLUMN signed_in_at timestamptz;

-- Filters of the ledger, as people saved them under names of their own.
CREATE TABLE saved_views (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner   text COLLATE "C" NOT NULL REFERENCES users (username),
    name    text COLLATE "C" NOT NULL CHECK (name <> ''),
    query   text NOT NULL CHECK (query <> ''),
    office  text COLLATE "C" NOT NULL,
    made_at timestamptz NOT NULL,
    UNIQUE (owner, name)
);
CREATE INDEX saved_views_shown ON saved_views (office) WHERE office <> '';
