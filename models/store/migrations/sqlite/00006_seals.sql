-- +goose Up
--
-- Seals: signed statements of what the ledger held, and the lines that each of
-- them stands for. What is sealed is numbered: effects get a number for it.
CREATE TABLE seals (
    number    integer PRIMARY KEY CHECK (number > 0),
    at        text NOT NULL,
    text      text NOT NULL,
    signature text NOT NULL
) STRICT;

CREATE TABLE seal_lines (
    seal  integer NOT NULL REFERENCES seals (number),
    kind  text NOT NULL,
    key   text NOT NULL,
    part  text NOT NULL,
    n     integer NOT NULL,
    count integer NOT NULL,
    sum   text NOT NULL,
    PRIMARY KEY (kind, key, part, n)
) STRICT;
CREATE INDEX seal_lines_by_seal ON seal_lines (seal);
CREATE INDEX seal_lines_by_number ON seal_lines (kind, n);

-- SQLite cannot add a number to a table; it has to be made anew.
CREATE TABLE effects_numbered (
    id         integer PRIMARY KEY AUTOINCREMENT,
    lawsuit_id text NOT NULL REFERENCES lawsuits (id) DEFERRABLE INITIALLY DEFERRED,
    key        text NOT NULL CHECK (key <> ''),
    act        text NOT NULL,
    request    text NOT NULL,
    username   text NOT NULL,
    receipt    text,
    at         text NOT NULL,
    UNIQUE (lawsuit_id, key)
) STRICT;
INSERT INTO effects_numbered (lawsuit_id, key, act, request, username, receipt, at)
    SELECT lawsuit_id, key, act, request, username, receipt, at FROM effects ORDER BY rowid;
DROP TRIGGER effects_no_update;
DROP TRIGGER effects_no_delete;
DROP TABLE effects;
ALTER TABLE effects_numbered RENAME TO effects;
-- +goose StatementBegin
CREATE TRIGGER effects_no_update BEFORE UPDATE ON effects BEGIN
    SELECT RAISE(ABORT, 'effects is append-only, UPDATE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER effects_no_delete BEFORE DELETE ON effects BEGIN
    SELECT RAISE(ABORT, 'effects is append-only, DELETE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals BEGIN
    SELECT RAISE(ABORT, 'seals is append-only, UPDATE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals BEGIN
    SELECT RAISE(ABORT, 'seals is append-only, DELETE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER seal_lines_no_update BEFORE UPDATE ON seal_lines BEGIN
    SELECT RAISE(ABORT, 'seal_lines is append-only, UPDATE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER seal_lines_no_delete BEFORE DELETE ON seal_lines BEGIN
    SELECT RAISE(ABORT, 'seal_lines is append-only, DELETE refused');
END;
-- +goose StatementEnd
