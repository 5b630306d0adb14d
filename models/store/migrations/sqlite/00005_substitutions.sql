-- +goose Up
--
-- Who acts for whom during a leave. Nothing is edited after: one that ends early
-- is marked, and another is added.
CREATE TABLE substitutions (
    id         integer PRIMARY KEY AUTOINCREMENT,
    absent     text NOT NULL REFERENCES users (username),
    substitute text NOT NULL REFERENCES users (username),
    first_day  text NOT NULL,
    last_day   text NOT NULL,
    reason     text NOT NULL,
    made_by    text NOT NULL,
    made_at    text NOT NULL,
    ended      integer NOT NULL DEFAULT 0,
    CHECK (absent <> substitute AND first_day <= last_day)
) STRICT;
CREATE INDEX substitutions_by_absent ON substitutions (absent, last_day);

-- In whose place the holder of a session acts; empty for their own.
ALTER TABLE sessions ADD COLUMN seat text NOT NULL DEFAULT '';
