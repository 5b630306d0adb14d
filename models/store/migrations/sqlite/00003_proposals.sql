-- +goose Up
--
-- What people change of the law that lawsuits are counted by: a year of the
-- calendar by its notice, a local closure, an edition of the Measures. One person
-- proposes, another confirms; nothing is edited after.
CREATE TABLE proposals (
    id          integer PRIMARY KEY AUTOINCREMENT,
    state       text NOT NULL,
    proposal    text NOT NULL,
    source      text NOT NULL,
    proposed_by text NOT NULL CHECK (proposed_by <> ''),
    proposed_at text NOT NULL,
    decided_by  text NOT NULL,
    decided_at  text,
    CHECK (state <> 'confirmed' OR decided_by <> proposed_by)
) STRICT;

-- The edition that a lawsuit's clocks were last counted with; empty for those
-- recorded before it was kept here.
ALTER TABLE lawsuits ADD COLUMN calendar_edition text NOT NULL DEFAULT '';

-- A message may be about no lawsuit: lawsuit_id is then empty. SQLite cannot drop
-- the reference from a table, so the table is made again.
CREATE TABLE messages_next (
    id         integer PRIMARY KEY AUTOINCREMENT,
    user_id    integer REFERENCES users (id),
    lawsuit_id text NOT NULL,
    notice_key text NOT NULL CHECK (notice_key <> ''),
    urgency    text NOT NULL,
    title      text NOT NULL,
    body       text NOT NULL,
    article    text NOT NULL,
    clock      text NOT NULL,
    due        text,
    at         text NOT NULL,
    read_at    text
) STRICT;
INSERT INTO messages_next SELECT id, user_id, lawsuit_id, notice_key, urgency, title, body, article, clock, due, at, read_at FROM messages;
DROP TABLE messages;
ALTER TABLE messages_next RENAME TO messages;
CREATE UNIQUE INDEX messages_once ON messages (lawsuit_id, notice_key, user_id);
CREATE UNIQUE INDEX messages_once_undelivered ON messages (lawsuit_id, notice_key) WHERE user_id IS NULL;
CREATE INDEX messages_by_user ON messages (user_id, id);
CREATE INDEX messages_unread ON messages (user_id) WHERE read_at IS NULL;
