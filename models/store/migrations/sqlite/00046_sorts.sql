-- +goose Up
--
-- SQLite counts by the texts themselves: few lawsuits are kept in it.
DROP INDEX statistics_on;
DROP INDEX statistics_pending;
CREATE INDEX statistics_on ON statistics (kind, on_day);
CREATE INDEX statistics_pending ON statistics (COALESCE(until_day, '9999-12-31'), on_day) WHERE kind = 'received';
