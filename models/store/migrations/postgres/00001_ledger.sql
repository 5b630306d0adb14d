-- +goose Up
--
-- The ledger. There is no way down: what it holds is never dropped; go back by
-- restoring a backup.
--
-- Ids and keys are compared byte by byte (COLLATE "C"), so that they sort the
-- same on every installation. json, not jsonb, keeps a text as it was written.

-- The projection of each workflow. Columns from case_number to search follow
-- from the lawsuit itself and exist for lists.
CREATE TABLE lawsuits (
    id            text COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    revision      bigint NOT NULL CHECK (revision > 0),
    lawsuit       json NOT NULL,
    opened_key    text NOT NULL,
    opened_at     timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    case_number   text NOT NULL CHECK (case_number <> ''),
    closed        boolean NOT NULL,
    stage         text NOT NULL,
    kind          text NOT NULL,
    level         text NOT NULL,
    court         text NOT NULL,
    cause         text NOT NULL,
    plaintiffs    text NOT NULL,
    defendants    text NOT NULL,
    lead          text NOT NULL,
    lost          boolean NOT NULL,
    next_due      date,
    next_safe     date,
    search        text NOT NULL,
    journal_count bigint NOT NULL, -- of the journal's entries
    journal_hash  text NOT NULL    -- of the last one: an end cut off is noticed
);
CREATE INDEX lawsuits_by_due ON lawsuits ((COALESCE(next_due, '9999-12-31')), id);
CREATE INDEX lawsuits_by_newest ON lawsuits (opened_at, id);

-- Who may see a lawsuit: see visibleTo in lawsuits.go.
CREATE TABLE lawsuit_units (
    lawsuit_id text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    unit       text NOT NULL CHECK (unit <> ''),
    part       text NOT NULL,
    position   bigint NOT NULL,
    PRIMARY KEY (lawsuit_id, unit)
);
CREATE INDEX lawsuit_units_by_unit ON lawsuit_units (unit, lawsuit_id);

-- Every case number of every instance, folded so that all ways of writing its
-- brackets are one.
CREATE TABLE case_numbers (
    folded     text COLLATE "C" PRIMARY KEY CHECK (folded <> ''),
    lawsuit_id text COLLATE "C" NOT NULL REFERENCES lawsuits (id)
);
CREATE INDEX case_numbers_by_lawsuit ON case_numbers (lawsuit_id);

CREATE TABLE clocks (
    lawsuit_id  text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    clock_id    text COLLATE "C" NOT NULL CHECK (clock_id <> ''),
    position    bigint NOT NULL,
    rule        text NOT NULL,
    title       text NOT NULL,
    subject     text NOT NULL,
    article     text NOT NULL,
    owner       text NOT NULL,
    is_right    boolean NOT NULL,
    started_on  date,
    started_by  text NOT NULL,
    due         date,
    safe        date,
    last_day    date, -- overdue after it: the latest of all readings
    readings    json,
    provisional boolean NOT NULL,
    state       text NOT NULL,
    met_on      date,
    reason      text NOT NULL,
    rung_at     timestamptz,
    PRIMARY KEY (lawsuit_id, clock_id)
);
CREATE INDEX clocks_running_by_due ON clocks (due, lawsuit_id) WHERE state = 'running';
CREATE INDEX clocks_running_by_rung ON clocks (rung_at) WHERE state = 'running';

-- One row for each thing that was done: a repetition finds it. It is written
-- first in its transaction, before the lawsuit it refers to.
CREATE TABLE effects (
    lawsuit_id text COLLATE "C" NOT NULL REFERENCES lawsuits (id) DEFERRABLE INITIALLY DEFERRED,
    key        text COLLATE "C" NOT NULL CHECK (key <> ''),
    act        text NOT NULL,
    request    text NOT NULL,
    username   text NOT NULL,
    receipt    json,
    at         timestamptz NOT NULL,
    PRIMARY KEY (lawsuit_id, key)
);

CREATE TABLE journal (
    lawsuit_id     text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    seq            bigint NOT NULL CHECK (seq > 0),
    at             timestamptz NOT NULL,
    civil_on       date,
    kind           text NOT NULL,
    name           text NOT NULL,
    title          text NOT NULL,
    article        text NOT NULL,
    actor_username text NOT NULL,
    actor_name     text NOT NULL,
    actor_role     text NOT NULL,
    actor_unit     text NOT NULL,
    text           text NOT NULL,
    detail         json,
    prev_hash      text NOT NULL,
    hash           text NOT NULL,
    PRIMARY KEY (lawsuit_id, seq)
);

CREATE TABLE histories (
    lawsuit_id text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    run_id     text COLLATE "C" NOT NULL CHECK (run_id <> ''),
    events     bigint NOT NULL,
    json       bytea NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (lawsuit_id, run_id)
);

CREATE TABLE units (
    name      text PRIMARY KEY CHECK (name <> ''),
    full_name text NOT NULL,
    kind      text NOT NULL
);

CREATE TABLE users (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username      text COLLATE "C" NOT NULL UNIQUE CHECK (username <> ''),
    name          text NOT NULL,
    role          text NOT NULL,
    unit          text NOT NULL,
    password_hash text NOT NULL,
    must_change   boolean NOT NULL,
    disabled      boolean NOT NULL,
    failures      bigint NOT NULL,
    locked_until  timestamptz,
    created_at    timestamptz NOT NULL
);

CREATE TABLE sessions (
    token_hash text COLLATE "C" PRIMARY KEY CHECK (token_hash <> ''),
    user_id    bigint NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    address    text NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Notices, one row for each person told. A row without a user is a notice that
-- reached nobody.
CREATE TABLE messages (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id    bigint REFERENCES users (id),
    lawsuit_id text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    notice_key text COLLATE "C" NOT NULL CHECK (notice_key <> ''),
    urgency    text NOT NULL,
    title      text NOT NULL,
    body       text NOT NULL,
    article    text NOT NULL,
    clock      text NOT NULL,
    due        date,
    at         timestamptz NOT NULL,
    read_at    timestamptz
);
CREATE UNIQUE INDEX messages_once ON messages (lawsuit_id, notice_key, user_id);
CREATE UNIQUE INDEX messages_once_undelivered ON messages (lawsuit_id, notice_key) WHERE user_id IS NULL;
CREATE INDEX messages_by_user ON messages (user_id, id);
CREATE INDEX messages_unread ON messages (user_id) WHERE read_at IS NULL;

-- The audit log: what was tried, and what came of it, each append-only. The
-- last outcome of an attempt is the one that counts; without one it is still
-- being tried, or the process died over it.
CREATE TABLE attempts (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    username   text NOT NULL,
    role       text NOT NULL,
    unit       text NOT NULL,
    address    text NOT NULL,
    action     text NOT NULL,
    lawsuit_id text COLLATE "C" NOT NULL, -- as it was asked for: it need not exist
    detail     text NOT NULL
);
CREATE INDEX attempts_by_lawsuit ON attempts (lawsuit_id, id);
CREATE INDEX attempts_by_username ON attempts (username, id);

CREATE TABLE attempt_outcomes (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    attempt_id bigint NOT NULL REFERENCES attempts (id),
    at         timestamptz NOT NULL,
    outcome    text NOT NULL,
    code       text NOT NULL,
    detail     text NOT NULL
);
CREATE INDEX attempt_outcomes_by_attempt ON attempt_outcomes (attempt_id, id);

CREATE TABLE settings (
    key        text COLLATE "C" PRIMARY KEY CHECK (key <> ''),
    value      json NOT NULL,
    updated_at timestamptz NOT NULL
);

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only, % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER journal_rows BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_whole BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER effects_rows BEFORE UPDATE OR DELETE ON effects FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER effects_whole BEFORE TRUNCATE ON effects FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempts_rows BEFORE UPDATE OR DELETE ON attempts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempts_whole BEFORE TRUNCATE ON attempts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempt_outcomes_rows BEFORE UPDATE OR DELETE ON attempt_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempt_outcomes_whole BEFORE TRUNCATE ON attempt_outcomes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
