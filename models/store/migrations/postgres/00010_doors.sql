-- +goose Up

-- The digest of what the next recording of a lawsuit builds on; empty until it is
-- written again.
ALTER TABLE lawsuits ADD COLUMN base text NOT NULL DEFAULT '';

-- Who opened an account, reset its password or gave it an office: for a while the
-- two are not taken for two persons. Append-only.
CREATE TABLE account_changes (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username text COLLATE "C" NOT NULL REFERENCES users (username),
    made_by  text NOT NULL,
    deed     text NOT NULL,
    at       timestamptz NOT NULL
);
CREATE INDEX account_changes_by_at ON account_changes (at);

-- What the audit log knows of those before.
INSERT INTO account_changes (username, made_by, deed, at)
SELECT u.username, a.username, CASE a.action WHEN 'add_user' THEN 'opened' ELSE 'reset' END, a.at
FROM attempts AS a
JOIN users AS u ON (a.action = 'add_user' AND a.detail = u.username) OR (a.action = 'reset_password' AND a.detail = 'user ' || u.id)
WHERE EXISTS (SELECT 1 FROM attempt_outcomes AS o WHERE o.attempt_id = a.id AND o.outcome = 'done')
ORDER BY a.id;

CREATE TRIGGER account_changes_rows BEFORE UPDATE OR DELETE ON account_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER account_changes_whole BEFORE TRUNCATE ON account_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
