-- +goose Up
--
-- What lawsuits are found by besides words: the units that have a part, and whether
-- they are open or lost. It lies in one index with the words, so that those which a
-- unit has of a common word are found without looking at all of its lawsuits, or at
-- all that have the word.
-- +goose StatementBegin
CREATE FUNCTION lawsuit_marks(parts json, closed boolean, lost boolean) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY(SELECT 'unit:' || (part ->> 'Unit') FROM json_array_elements(parts) AS part)
        || CASE WHEN closed THEN '{}' ELSE '{open}'::text[] END
        || CASE WHEN lost THEN '{lost}'::text[] ELSE '{}' END
$$;
-- +goose StatementEnd
DROP INDEX lawsuits_by_terms;
ALTER TABLE lawsuits ADD COLUMN marks text[] NOT NULL GENERATED ALWAYS AS (lawsuit_marks(parts, closed, lost)) STORED;
CREATE INDEX lawsuits_by_terms ON lawsuits USING gin (search_terms(search), marks) WITH (fastupdate = off);
DROP INDEX lawsuit_units_open;
ANALYZE lawsuits; -- nothing has been changed, so the database would not come to it by itself

-- What a unit has to do with lawsuits that others lead is little among all.
CREATE INDEX lawsuit_units_beside ON lawsuit_units (unit, lawsuit_id) WHERE part <> 'lead';
