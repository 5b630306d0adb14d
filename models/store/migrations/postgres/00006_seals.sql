-- +goose Up
--
-- Seals: signed statements of what the ledger held, and the lines that each of
-- them stands for. What is sealed is numbered: effects get a number for it.
CREATE TABLE seals (
    number    bigint PRIMARY KEY CHECK (number > 0),
    at        timestamptz NOT NULL,
    text      text NOT NULL,
    signature text NOT NULL
);

CREATE TABLE seal_lines (
    seal  bigint NOT NULL REFERENCES seals (number),
    kind  text COLLATE "C" NOT NULL,
    key   text COLLATE "C" NOT NULL,
    part  text COLLATE "C" NOT NULL,
    n     bigint NOT NULL,
    count bigint NOT NULL,
    sum   text NOT NULL,
    PRIMARY KEY (kind, key, part, n)
);
CREATE INDEX seal_lines_by_seal ON seal_lines (seal);
CREATE INDEX seal_lines_by_number ON seal_lines (kind, n);

CREATE TRIGGER seals_rows BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seals_whole BEFORE TRUNCATE ON seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seal_lines_rows BEFORE UPDATE OR DELETE ON seal_lines FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seal_lines_whole BEFORE TRUNCATE ON seal_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE effects ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY;
CREATE UNIQUE INDEX effects_by_id ON effects (id);
