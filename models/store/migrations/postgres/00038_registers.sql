-- +goose Up
--
-- The registers beside the lawsuits. Entries are withdrawn, never removed.
CREATE TABLE register_entries (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry_key    text COLLATE "C" NOT NULL UNIQUE,
    register     text COLLATE "C" NOT NULL,
    revision     bigint      NOT NULL,
    unit         text COLLATE "C" NOT NULL,
    on_day       date        NOT NULL,
    title        text        NOT NULL,
    case_number  text        NOT NULL,
    due_day      date,
    done_day     date,
    content      json        NOT NULL,
    made_at      timestamptz NOT NULL,
    made_by      text        NOT NULL,
    changed_at   timestamptz,
    changed_by   text        NOT NULL,
    reminded_at  timestamptz,
    warned_at    timestamptz,
    withdrawn_at timestamptz,
    withdrawn_by text        NOT NULL,
    reason       text        NOT NULL
);
CREATE INDEX register_entries_by_day ON register_entries (register, on_day, id);
CREATE INDEX register_entries_promised ON register_entries (due_day) WHERE due_day IS NOT NULL AND done_day IS NULL AND withdrawn_at IS NULL;
CREATE TRIGGER register_entries_gone BEFORE DELETE ON register_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER register_entries_whole BEFORE TRUNCATE ON register_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
