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

-- What somebody has done lately.
CREATE INDEX journal_by_actor ON journal (actor_username, at) WHERE kind = 'act';

-- A query finds the names of who has a lawsuit in hand, and the challenged act. What is
-- stored already gets the latter here, folded as the program does it (store.fold).
ALTER TABLE lawsuits ADD COLUMN held text NOT NULL DEFAULT '';
UPDATE lawsuits SET search = search || E'\n' || lower(translate(regexp_replace(lawsuit -> 'File' ->> 'challenged_act', '\s', '', 'g'),
    '（〔［【〖[{）〕］】〗]}！＂＃＄％＆＇＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ＼＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～　 ',
    '((((((()))))))!"#$%&''*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ\^_`abcdefghijklmnopqrstuvwxyz{|}~'))
    WHERE COALESCE(lawsuit -> 'File' ->> 'challenged_act', '') <> '';
