-- +goose Up
--
-- What is to reach a person by a channel outside of the program. It is written in
-- the transaction of the message that it carries. next_at is when it may be taken:
-- whoever takes it moves that ahead, so that one who dies over it loses nothing.
CREATE TABLE deliveries (
    id         integer PRIMARY KEY AUTOINCREMENT,
    key        text NOT NULL UNIQUE CHECK (key <> ''),
    lawsuit_id text NOT NULL,
    notice_key text NOT NULL,
    user_id    integer NOT NULL REFERENCES users (id),
    channel    text NOT NULL CHECK (channel <> ''),
    state      text NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    tries      integer NOT NULL,
    next_at    text NOT NULL,
    last_error text NOT NULL,
    at         text NOT NULL
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries (next_at, id) WHERE state = 'waiting';
CREATE INDEX deliveries_dead ON deliveries (id) WHERE state = 'dead';
