-- +goose Up
--
-- The files that were handed in, by where they belong in a lawsuit. What is in them lies
-- in a directory, under its SHA-256.
CREATE TABLE uploads (
    id           integer PRIMARY KEY AUTOINCREMENT,
    lawsuit_id   text NOT NULL REFERENCES lawsuits (id),
    key          text NOT NULL,
    place        text NOT NULL CHECK (place <> ''),
    title        text NOT NULL,
    part         integer NOT NULL CHECK (part > 0),
    version      integer NOT NULL CHECK (version > 0),
    name         text NOT NULL,
    type         text NOT NULL,
    size         integer NOT NULL CHECK (size > 0),
    pages        integer NOT NULL,
    sha256       text NOT NULL,
    username     text NOT NULL,
    person       text NOT NULL,
    role         text NOT NULL,
    unit         text NOT NULL,
    at           text NOT NULL,
    scan         text NOT NULL,
    scan_note    text NOT NULL,
    withdrawn_at text,
    withdrawn_by text NOT NULL,
    reason       text NOT NULL
) STRICT;
CREATE UNIQUE INDEX uploads_once ON uploads (lawsuit_id, key);
CREATE UNIQUE INDEX uploads_versions ON uploads (lawsuit_id, place, part, version);

-- What was handed in stays: only what a scanner says of it, and that it is withdrawn, is
-- added later.
-- +goose StatementBegin
CREATE TRIGGER uploads_stay BEFORE UPDATE OF id, lawsuit_id, key, place, title, part, version, name, type, size, pages, sha256, username, at ON uploads BEGIN
    SELECT RAISE(ABORT, 'uploads keeps what was handed in, UPDATE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER uploads_no_delete BEFORE DELETE ON uploads BEGIN
    SELECT RAISE(ABORT, 'uploads keeps what was handed in, DELETE refused');
END;
-- +goose StatementEnd
