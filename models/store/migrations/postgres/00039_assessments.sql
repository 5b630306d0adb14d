-- +goose Up
--
-- The assessment of the units for a year (第三十五条). What the units were told stays, and
-- what was decided is final.
CREATE TABLE assessments (
    year         bigint PRIMARY KEY,
    revision     bigint      NOT NULL,
    scheme       json        NOT NULL,
    edited_at    timestamptz NOT NULL,
    edited_by    text        NOT NULL,
    published_at timestamptz,
    published    json        NOT NULL,
    behind       json        NOT NULL,
    decided_at   timestamptz,
    decided_by   text        NOT NULL
);

-- +goose StatementBegin
CREATE FUNCTION refuse_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.decided_at IS NOT NULL
       OR OLD.published_at IS NOT NULL AND (NEW.published::text <> OLD.published::text OR NEW.behind::text <> OLD.behind::text OR NEW.scheme::text <> OLD.scheme::text OR NEW.published_at <> OLD.published_at) THEN
        RAISE EXCEPTION '% is frozen, % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER assessments_rows BEFORE UPDATE ON assessments FOR EACH ROW EXECUTE FUNCTION refuse_told();
CREATE TRIGGER assessments_gone BEFORE DELETE ON assessments FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER assessments_whole BEFORE TRUNCATE ON assessments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What the Bureau has given units, by what evidence.
CREATE TABLE assessment_marks (
    year      bigint REFERENCES assessments (year),
    unit      text COLLATE "C",
    indicator text COLLATE "C",
    tenths    bigint      NOT NULL,
    note      text        NOT NULL,
    given_at  timestamptz NOT NULL,
    given_by  text        NOT NULL,
    PRIMARY KEY (year, unit, indicator)
);

-- What units object to, one objection for each indicator.
CREATE TABLE assessment_objections (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year       bigint      NOT NULL REFERENCES assessments (year),
    unit       text COLLATE "C" NOT NULL,
    indicator  text COLLATE "C" NOT NULL,
    reason     text        NOT NULL,
    made_at    timestamptz NOT NULL,
    made_by    text        NOT NULL,
    decided_at timestamptz,
    decided_by text        NOT NULL,
    upheld     boolean     NOT NULL,
    tenths     bigint      NOT NULL,
    answer     text        NOT NULL,
    UNIQUE (year, unit, indicator)
);
