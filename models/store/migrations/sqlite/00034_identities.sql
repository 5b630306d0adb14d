-- +goose Up
--
-- By whom an OpenID provider knows the holder of an account: its holder bound it. An
-- account has one, and whom the provider knows has one account.
CREATE TABLE identities (
    user_id  integer PRIMARY KEY REFERENCES users (id),
    issuer   text NOT NULL CHECK (issuer <> ''),
    subject  text NOT NULL CHECK (subject <> ''),
    bound_at text NOT NULL,
    UNIQUE (issuer, subject)
) STRICT;
