-- +goose Up
--
-- Bulletins about periods, each version by itself. What is frozen never changes.
CREATE TABLE bulletins (
    period     text COLLATE "C" NOT NULL,
    version    bigint      NOT NULL,
    revision   bigint      NOT NULL,
    blocks     json        NOT NULL,
    reason     text        NOT NULL,
    drafted_at timestamptz NOT NULL,
    edited_at  timestamptz,
    edited_by  text        NOT NULL,
    frozen_at  timestamptz,
    frozen     json        NOT NULL,
    PRIMARY KEY (period, version)
);

-- +goose StatementBegin
CREATE FUNCTION refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.frozen_at IS NOT NULL THEN
        RAISE EXCEPTION '% is frozen, % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER bulletins_rows BEFORE UPDATE ON bulletins FOR EACH ROW EXECUTE FUNCTION refuse_frozen();
CREATE TRIGGER bulletins_gone BEFORE DELETE ON bulletins FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bulletins_whole BEFORE TRUNCATE ON bulletins FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
