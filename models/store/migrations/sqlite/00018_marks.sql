-- +goose Up
--
-- What a unit has to do with lawsuits that others lead is little among all.
CREATE INDEX lawsuit_units_beside ON lawsuit_units (unit, lawsuit_id) WHERE part <> 'lead';
