-- +goose Up
--
-- For which units that are there no more somebody acted beside their own (第八条第二款
-- 第八项), one a line: a past act is judged again by it when the file is corrected.
ALTER TABLE journal ADD COLUMN actor_continues text NOT NULL DEFAULT '';
