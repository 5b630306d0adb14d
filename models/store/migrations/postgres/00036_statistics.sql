-- +goose Up
--
-- What is counted of each lawsuit, derived from it as its other rows are (models/statistics).
CREATE TABLE statistics (
    lawsuit_id  text    NOT NULL REFERENCES lawsuits (id),
    position    integer NOT NULL,
    kind        text    NOT NULL,
    on_day      text    NOT NULL,
    until_day   text,
    case_number text    NOT NULL,
    level       text    NOT NULL,
    court       text    NOT NULL,
    unit        text    NOT NULL,
    sued        text    NOT NULL,
    category    text    NOT NULL,
    field       text    NOT NULL,
    what        text    NOT NULL,
    marks       integer NOT NULL,
    amount      bigint  NOT NULL,
    PRIMARY KEY (lawsuit_id, position)
);
CREATE INDEX statistics_on ON statistics (on_day, kind);
CREATE INDEX statistics_pending ON statistics (until_day) WHERE kind = 'received';

-- Whether the lawsuit is counted there as RowsOf counts. A change of what that derives
-- comes with a migration that drops this column and adds it again: the workers then count
-- every lawsuit anew.
ALTER TABLE lawsuits ADD COLUMN is_counted boolean NOT NULL DEFAULT FALSE;
CREATE INDEX lawsuits_uncounted ON lawsuits (id) WHERE NOT is_counted;
