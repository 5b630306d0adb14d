-- +goose Up
--
-- What stood behind the numbers of a frozen bulletin, by itself: it is large, and few look
-- at it.
CREATE TABLE bulletins_behind (
    period  text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    counted json   NOT NULL,
    PRIMARY KEY (period, version)
);
INSERT INTO bulletins_behind (period, version, counted)
    SELECT period, version, COALESCE(frozen -> 'rows', '[]') FROM bulletins WHERE frozen_at IS NOT NULL;
CREATE TRIGGER bulletins_behind_rows BEFORE UPDATE OR DELETE ON bulletins_behind FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bulletins_behind_whole BEFORE TRUNCATE ON bulletins_behind FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
