-- +goose Up
--
-- Bulletins about periods, each version by itself. What is frozen never changes.
CREATE TABLE bulletins (
    period     text    NOT NULL,
    version    integer NOT NULL,
    revision   integer NOT NULL,
    blocks     text    NOT NULL,
    reason     text    NOT NULL,
    drafted_at text    NOT NULL,
    edited_at  text,
    edited_by  text    NOT NULL,
    frozen_at  text,
    frozen     text    NOT NULL,
    PRIMARY KEY (period, version)
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER bulletins_no_update BEFORE UPDATE ON bulletins WHEN OLD.frozen_at IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'bulletins is frozen, UPDATE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER bulletins_no_delete BEFORE DELETE ON bulletins BEGIN
    SELECT RAISE(ABORT, 'bulletins is append-only, DELETE refused');
END;
-- +goose StatementEnd
