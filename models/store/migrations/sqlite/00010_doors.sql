-- +goose Up

-- The digest of what the next recording of a lawsuit builds on; empty until it is
-- written again.
ALTER TABLE lawsuits ADD COLUMN base text NOT NULL DEFAULT '';

-- Who opened an account, reset its password or gave it an office: for a while the
-- two are not taken for two persons. Append-only.
CREATE TABLE account_changes (
    id       integer PRIMARY KEY AUTOINCREMENT,
    username text NOT NULL REFERENCES users (username),
    made_by  text NOT NULL,
    deed     text NOT NULL,
    at       text NOT NULL
) STRICT;
CREATE INDEX account_changes_by_at ON account_changes (at);

-- What the audit log knows of those before.
INSERT INTO account_changes (username, made_by, deed, at)
SELECT u.username, a.username, CASE a.action WHEN 'add_user' THEN 'opened' ELSE 'reset' END, a.at
FROM attempts AS a
JOIN users AS u ON (a.action = 'add_user' AND a.detail = u.username) OR (a.action = 'reset_password' AND a.detail = 'user ' || u.id)
WHERE EXISTS (SELECT 1 FROM attempt_outcomes AS o WHERE o.attempt_id = a.id AND o.outcome = 'done')
ORDER BY a.id;

-- +goose StatementBegin
CREATE TRIGGER account_changes_no_update BEFORE UPDATE ON account_changes BEGIN
    SELECT RAISE(ABORT, 'account_changes is append-only, UPDATE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_changes_no_delete BEFORE DELETE ON account_changes BEGIN
    SELECT RAISE(ABORT, 'account_changes is append-only, DELETE refused');
END;
-- +goose StatementEnd
