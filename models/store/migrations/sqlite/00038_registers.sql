-- +goose Up
--
-- The registers beside the lawsuits. Entries are withdrawn, never removed.
CREATE TABLE register_entries (
    id           integer PRIMARY KEY AUTOINCREMENT,
    entry_key    text    NOT NULL UNIQUE,
    register     text    NOT NULL,
    revision     integer NOT NULL,
    unit         text    NOT NULL,
    on_day       text    NOT NULL,
    title        text    NOT NULL,
    case_number  text    NOT NULL,
    due_day      text,
    done_day     text,
    content      text    NOT NULL,
    made_at      text    NOT NULL,
    made_by      text    NOT NULL,
    changed_at   text,
    changed_by   text    NOT NULL,
    reminded_at  text,
    warned_at    text,
    withdrawn_at text,
    withdrawn_by text    NOT NULL,
    reason       text    NOT NULL
) STRICT;
CREATE INDEX register_entries_by_day ON register_entries (register, on_day, id);
CREATE INDEX register_entries_promised ON register_entries (due_day) WHERE due_day IS NOT NULL AND done_day IS NULL AND withdrawn_at IS NULL;

-- +goose StatementBegin
CREATE TRIGGER register_entries_no_delete BEFORE DELETE ON register_entries BEGIN
    SELECT RAISE(ABORT, 'register_entries is append-only, DELETE refused');
END;
-- +goose StatementEnd
