-- +goose Up
--
-- What stood behind the numbers of a frozen bulletin, by itself: it is large, and few look
-- at it.
CREATE TABLE bulletins_behind (
    period  text    NOT NULL,
    version integer NOT NULL,
    counted text    NOT NULL,
    PRIMARY KEY (period, version)
) STRICT;
INSERT INTO bulletins_behind (period, version, counted)
    SELECT period, version, COALESCE(json_extract(frozen, '$.rows'), '[]') FROM bulletins WHERE frozen_at IS NOT NULL;

-- +goose StatementBegin
CREATE TRIGGER bulletins_behind_no_update BEFORE UPDATE ON bulletins_behind BEGIN
    SELECT RAISE(ABORT, 'bulletins_behind is append-only, UPDATE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER bulletins_behind_no_delete BEFORE DELETE ON bulletins_behind BEGIN
    SELECT RAISE(ABORT, 'bulletins_behind is append-only, DELETE refused');
END;
-- +goose StatementEnd
