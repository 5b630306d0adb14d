-- +goose Up
--
-- By whom an OpenID provider knows the holder of an account: its holder bound it. An
-- account has one, and whom the provider knows has one account.
CREATE TABLE identities (
    user_id  bigint PRIMARY KEY REFERENCES users (id),
    issuer   text COLLATE "C" NOT NULL CHECK (issuer <> ''),
    subject  text COLLATE "C" NOT NULL CHECK (subject <> ''),
    bound_at timestamptz NOT NULL,
    UNIQUE (issuer, subject)
);
