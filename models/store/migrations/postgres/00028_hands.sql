-- +goose Up
--
-- Who has a lawsuit in hand in each of its offices, which is the desk's matter and no
-- act of the procedure; and how it went from hand to hand, append-only.
CREATE TABLE hands (
    lawsuit_id text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    office     text COLLATE "C" NOT NULL CHECK (office <> ''),
    person     text COLLATE "C" NOT NULL REFERENCES users (username),
    since      timestamptz NOT NULL,
    PRIMARY KEY (lawsuit_id, office, person)
);
CREATE INDEX hands_of ON hands (person, lawsuit_id);

CREATE TABLE handings (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lawsuit_id  text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    office      text COLLATE "C" NOT NULL CHECK (office <> ''),
    from_person text COLLATE "C" NOT NULL,
    to_person   text COLLATE "C" NOT NULL,
    made_by     text COLLATE "C" NOT NULL,
    note        text NOT NULL,
    made_at     timestamptz NOT NULL,
    CHECK (from_person <> to_person)
);
CREATE INDEX handings_of ON handings (lawsuit_id, id);
CREATE TRIGGER handings_rows BEFORE UPDATE OR DELETE ON handings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER handings_whole BEFORE TRUNCATE ON handings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What colleagues say to each other in a lawsuit: never edited; what its author withdraws
-- keeps its place.
CREATE TABLE remarks (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lawsuit_id   text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    key          text COLLATE "C" NOT NULL CHECK (key <> ''),
    author       text COLLATE "C" NOT NULL REFERENCES users (username),
    author_name  text NOT NULL,
    said         text NOT NULL,
    said_at      timestamptz NOT NULL,
    withdrawn_at timestamptz,
    UNIQUE (lawsuit_id, key)
);
CREATE INDEX remarks_in ON remarks (lawsuit_id, id);

-- What the Bureau or a supervisor asks of an office in a lawsuit, by a day (督办).
CREATE TABLE demands (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lawsuit_id  text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    key         text COLLATE "C" NOT NULL CHECK (key <> ''),
    office      text COLLATE "C" NOT NULL CHECK (office <> ''),
    made_by     text COLLATE "C" NOT NULL REFERENCES users (username),
    made_name   text NOT NULL,
    made_unit   text COLLATE "C" NOT NULL,
    asked       text NOT NULL,
    answer_by   date NOT NULL,
    made_at     timestamptz NOT NULL,
    received_by text NOT NULL DEFAULT '',
    received_at timestamptz,
    answered_by text NOT NULL DEFAULT '',
    answered_at timestamptz,
    answer      text NOT NULL DEFAULT '',
    UNIQUE (lawsuit_id, key)
);
CREATE INDEX demands_in ON demands (lawsuit_id, id);
CREATE INDEX demands_open ON demands (office, answer_by) WHERE answered_at IS NULL;
CREATE INDEX demands_waiting ON demands (made_unit, answer_by) WHERE answered_at IS NULL;

-- Of what somebody wants to be reminded in a lawsuit, and on which day.
CREATE TABLE follow_ups (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lawsuit_id text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    owner      text COLLATE "C" NOT NULL REFERENCES users (username),
    on_day     date NOT NULL,
    note       text NOT NULL,
    made_at    timestamptz NOT NULL,
    told_at    timestamptz,
    ended_at   timestamptz
);
CREATE INDEX follow_ups_of ON follow_ups (owner, on_day) WHERE ended_at IS NULL;
CREATE INDEX follow_ups_untold ON follow_ups (on_day) WHERE told_at IS NULL AND ended_at IS NULL;

-- What somebody has done lately.
CREATE INDEX journal_by_actor ON journal (actor_username, at) WHERE kind = 'act';

-- A query finds the names of who has a lawsuit in hand, and the challenged act. What is
-- stored already gets the latter here, folded as the program does it (store.fold).
ALTER TABLE lawsuits ADD COLUMN held text NOT NULL DEFAULT '';
UPDATE lawsuits SET search = search || E'\n' || lower(translate(regexp_replace(lawsuit -> 'File' ->> 'challenged_act', '\s', '', 'g'),
    '（〔［【〖[{）〕］】〗]}！＂＃＄％＆＇＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ＼＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～　 ',
    '((((((()))))))!"#$%&''*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ\^_`abcdefghijklmnopqrstuvwxyz{|}~'))
    WHERE COALESCE(lawsuit -> 'File' ->> 'challenged_act', '') <> '';
