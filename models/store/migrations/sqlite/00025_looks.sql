-- +goose Up
--
-- What came of each kind of look that the workers take from time to time, the last
-- one, for those who run the system.
CREATE TABLE looks (
    what      text PRIMARY KEY CHECK (what <> ''),
    worker    text NOT NULL,
    at        text,
    looked    integer NOT NULL,
    found     integer NOT NULL,
    unmended  integer NOT NULL,
    remains   text NOT NULL,
    failed_at text,
    failure   text NOT NULL
) STRICT;
