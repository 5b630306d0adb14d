-- +goose Up
--
-- By which channels a person wants to be told, beside the inbox, and how.
CREATE TABLE ways (
    user_id    bigint NOT NULL REFERENCES users (id),
    channel    text COLLATE "C" NOT NULL CHECK (channel <> ''),
    address    text NOT NULL,
    secret     text NOT NULL,
    chosen     boolean NOT NULL CHECK (NOT chosen OR address <> ''),
    digest     boolean NOT NULL,
    quiet_from text NOT NULL,
    quiet_to   text NOT NULL,
    PRIMARY KEY (user_id, channel)
);

-- What goes with a digest, and when a delivery arrived.
ALTER TABLE deliveries ADD COLUMN digest boolean NOT NULL DEFAULT false;
ALTER TABLE deliveries ADD COLUMN sent_at timestamptz;
CREATE INDEX deliveries_of ON deliveries (user_id, id);

-- Calendars that are fetched by a secret address: one of a person's own, whose unit is
-- empty, and one of each unit. Who made the unit's is the one to whom its address was
-- shown.
CREATE TABLE feeds (
    secret_hash text COLLATE "C" PRIMARY KEY CHECK (secret_hash <> ''),
    user_id     bigint NOT NULL REFERENCES users (id),
    unit        text COLLATE "C" NOT NULL,
    made_at     timestamptz NOT NULL
);
CREATE UNIQUE INDEX feeds_own ON feeds (user_id) WHERE unit = '';
CREATE UNIQUE INDEX feeds_units ON feeds (unit) WHERE unit <> '';
