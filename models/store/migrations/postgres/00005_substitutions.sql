-- +goose Up
--
-- Who acts for whom during a leave. Nothing is edited after: one that ends early
-- is marked, and another is added.
CREATE TABLE substitutions (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    absent     text COLLATE "C" NOT NULL REFERENCES users (username),
    substitute text COLLATE "C" NOT NULL REFERENCES users (username),
    first_day  date NOT NULL,
    last_day   date NOT NULL,
    reason     text NOT NULL,
    made_by    text NOT NULL,
    made_at    timestamptz NOT NULL,
    ended      boolean NOT NULL DEFAULT false,
    CHECK (absent <> substitute AND first_day <= last_day)
);
CREATE INDEX substitutions_by_absent ON substitutions (absent, last_day);

-- In whose place the holder of a session acts; empty for their own.
ALTER TABLE sessions ADD COLUMN seat text NOT NULL DEFAULT '';
