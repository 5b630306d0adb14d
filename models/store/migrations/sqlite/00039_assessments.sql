-- +goose Up
--
-- The assessment of the units for a year (第三十五条). What the units were told stays, and
-- what was decided is final.
CREATE TABLE assessments (
    year         integer PRIMARY KEY,
    revision     integer NOT NULL,
    scheme       text    NOT NULL,
    edited_at    text    NOT NULL,
    edited_by    text    NOT NULL,
    published_at text,
    published    text    NOT NULL,
    behind       text    NOT NULL,
    decided_at   text,
    decided_by   text    NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER assessments_no_update BEFORE UPDATE ON assessments
WHEN OLD.decided_at IS NOT NULL
    OR OLD.published_at IS NOT NULL AND (NEW.published <> OLD.published OR NEW.behind <> OLD.behind OR NEW.scheme <> OLD.scheme OR NEW.published_at <> OLD.published_at) BEGIN
    SELECT RAISE(ABORT, 'assessments is frozen, UPDATE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER assessments_no_delete BEFORE DELETE ON assessments BEGIN
    SELECT RAISE(ABORT, 'assessments is append-only, DELETE refused');
END;
-- +goose StatementEnd

-- What the Bureau has given units, by what evidence.
CREATE TABLE assessment_marks (
    year      integer NOT NULL REFERENCES assessments (year),
    unit      text    NOT NULL,
    indicator text    NOT NULL,
    tenths    integer NOT NULL,
    note      text    NOT NULL,
    given_at  text    NOT NULL,
    given_by  text    NOT NULL,
    PRIMARY KEY (year, unit, indicator)
) STRICT;

-- What units object to, one objection for each indicator.
CREATE TABLE assessment_objections (
    id         integer PRIMARY KEY AUTOINCREMENT,
    year       integer NOT NULL REFERENCES assessments (year),
    unit       text    NOT NULL,
    indicator  text    NOT NULL,
    reason     text    NOT NULL,
    made_at    text    NOT NULL,
    made_by    text    NOT NULL,
    decided_at text,
    decided_by text    NOT NULL,
    upheld     integer NOT NULL,
    tenths     integer NOT NULL,
    answer     text    NOT NULL,
    UNIQUE (year, unit, indicator)
) STRICT;
