-- +goose Up
--
-- The second step of a sign-in: the secret that a person's phone makes codes of, and the
-- last half minute whose code was used. None has it until its holder sets it up.
ALTER TABLE users ADD COLUMN totp text NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN totp_used integer NOT NULL DEFAULT 0;

-- Sessions of programs have a name that their holder gave them, and may only read.
ALTER TABLE sessions ADD COLUMN name text NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN read_only integer NOT NULL DEFAULT 0;
