-- +goose Up
--
-- What came of each kind of look that the workers take from time to time, the last
-- one, for those who run the system.
CREATE TABLE looks (
    what      text COLLATE "C" PRIMARY KEY CHECK (what <> ''),
    worker    text NOT NULL,
    at        timestamptz,
    looked    bigint NOT NULL,
    found     bigint NOT NULL,
    unmended  bigint NOT NULL,
    remains   json NOT NULL,
    failed_at timestamptz,
    failure   text NOT NULL
);
