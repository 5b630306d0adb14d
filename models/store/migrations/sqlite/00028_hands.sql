-- +goose Up
--
-- Who has a lawsuit in hand in each of its offices, which is the desk's matter and no
-- act of the procedure; and how it went from hand to hand, append-only.
CREATE TABLE hands (
    lawsuit_id text NOT NULL REFERENCES lawsuits (id),
    office     text NOT NULL CHECK (office <> ''),
    person     text NOT NULL REFERENCES users (username),
    since      text NOT NULL,
    PRIMARY KEY (lawsuit_id, office, person)
) STRICT;
CREATE INDEX hands_of ON hands (person, lawsuit_id);

CREATE TABLE handings (
    id          integer PRIMARY KEY AUTOINCREMENT,
    lawsuit_id  text NOT NULL REFERENCES lawsuits (id),
    office      text NOT NULL CHECK (office <> ''),
    from_person text NOT NULL,
    to_person   text NOT NULL,
    made_by     text NOT NULL,
    note        text NOT NULL,
    made_at     text NOT NULL,
    CHECK (from_person <> to_person)
) STRICT;
CREATE INDEX handings_of ON handings (lawsuit_id, id);
-- +goose StatementBegin
CREATE TRIGGER handings_no_update BEFORE UPDATE ON handings BEGIN
    SELECT RAISE(ABORT, 'handings is append-only, UPDATE refused');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER handings_no_delete BEFORE DELETE ON handings BEGIN
    SELECT RAISE(ABORT, 'handings is append-only, DELETE refused');
END;
-- +goose StatementEnd

-- What colleagues say to each other in a lawsuit: never edited; what its author withdraws
-- keeps its place.
CREATE TABLE remarks (
    id           integer PRIMARY KEY AUTOINCREMENT,
    lawsuit_id   text NOT NULL REFERENCES lawsuits (id),
    key          text NOT NULL CHECK (key <> ''),
    author       text NOT NULL REFERENCES users (username),
    author_name  text NOT NULL,
    said         text NOT NULL,
    said_at      text NOT NULL,
    withdrawn_at text,
    UNIQUE (lawsuit_id, key)
) STRICT;
CREATE INDEX remarks_in ON remarks (lawsuit_id, id);

-- What the Bureau or a supervisor asks of an office in a lawsuit, by a day (督办).
CREATE TABLE demands (
    id          integer PRIMARY KEY AUTOINCREMENT,
    lawsuit_id  text NOT NULL REFERENCES lawsuits (id),
    key         text NOT NULL CHECK (key <> ''),
    office      text NOT NULL CHECK (office <> ''),
    made_by     text NOT NULL REFERENCES users (username),
    made_name   text NOT NULL,
    made_unit   text NOT NULL,
    asked       text NOT NULL,
    answer_by   text NOT NULL,
    made_at     text NOT NULL,
    received_by text NOT NULL DEFAULT '',
    received_at text,
    answered_by text NOT NULL DEFAULT '',
    answered_at text,
    answer      text NOT NULL DEFAULT '',
    UNIQUE (lawsuit_id, key)
) STRICT;
CREATE INDEX demands_in ON demands (lawsuit_id, id);
CREATE INDEX demands_open ON demands (office, answer_by) WHERE answered_at IS NULL;
CREATE INDEX demands_waiting ON demands (made_unit, answer_by) WHERE answered_at IS NULL;

-- Of what somebody wants to be reminded in a lawsuit, and on which day.
CREATE TABLE follow_ups (
    id         integer PRIMARY KEY AUTOINCREMENT,
    lawsuit_id text NOT NULL REFERENCES lawsuits (id),
    owner      text NOT NULL REFERENCES users (username),
    on_day     text NOT NULL,
    note       text NOT NULL,
    made_at    text NOT NULL,
    told_at    text,
    ended_at   text
) STRICT;
CREATE INDEX follow_ups_of ON follow_ups (owner, on_day) WHERE ended_at IS NULL;
CREATE INDEX follow_ups_untold ON follow_ups (on_day) WHERE told_at IS NULL AND ended_at IS NULL;

-- What somebody has done lately.
CREATE INDEX journal_by_actor ON journal (actor_username, at) WHERE kind = 'act';

-- A query finds the names of who has a lawsuit in hand, and the challenged act. What is
-- stored already gets the latter here, folded as the program does it (store.fold).
ALTER TABLE lawsuits ADD COLUMN held text NOT NULL DEFAULT '';
CREATE TABLE folding (id text PRIMARY KEY, act text NOT NULL);
INSERT INTO folding SELECT id, json_extract(lawsuit, '$.File.challenged_act') FROM lawsuits WHERE COALESCE(json_extract(lawsuit, '$.File.challenged_act'), '') <> '';
UPDATE folding SET act = replace(replace(replace(replace(replace(replace(act, ' ', ''), char(9), ''), char(10), ''), char(13), ''), char(160), ''), char(12288), '');
UPDATE folding SET act = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(act, '（', '('), '〔', '('), '［', '('), '【', '('), '〖', '('), '[', '('), '{', '('), '）', ')'), '〕', ')'), '］', ')'), '】', ')'), '〗', ')'), ']', ')'), '}', ')'), '！', '!'), '＂', '"'), '＃', '#'), '＄', '$'), '％', '%'), '＆', '&');
UPDATE folding SET act = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(act, '＇', ''''), '＊', '*'), '＋', '+'), '，', ','), '－', '-'), '．', '.'), '／', '/'), '０', '0'), '１', '1'), '２', '2'), '３', '3'), '４', '4'), '５', '5'), '６', '6'), '７', '7'), '８', '8'), '９', '9'), '：', ':'), '；', ';'), '＜', '<');
UPDATE folding SET act = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(act, '＝', '='), '＞', '>'), '？', '?'), '＠', '@'), 'Ａ', 'A'), 'Ｂ', 'B'), 'Ｃ', 'C'), 'Ｄ', 'D'), 'Ｅ', 'E'), 'Ｆ', 'F'), 'Ｇ', 'G'), 'Ｈ', 'H'), 'Ｉ', 'I'), 'Ｊ', 'J'), 'Ｋ', 'K'), 'Ｌ', 'L'), 'Ｍ', 'M'), 'Ｎ', 'N'), 'Ｏ', 'O'), 'Ｐ', 'P');
UPDATE folding SET act = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(act, 'Ｑ', 'Q'), 'Ｒ', 'R'), 'Ｓ', 'S'), 'Ｔ', 'T'), 'Ｕ', 'U'), 'Ｖ', 'V'), 'Ｗ', 'W'), 'Ｘ', 'X'), 'Ｙ', 'Y'), 'Ｚ', 'Z'), '＼', '\'), '＾', '^'), '＿', '_'), '｀', '`'), 'ａ', 'a'), 'ｂ', 'b'), 'ｃ', 'c'), 'ｄ', 'd'), 'ｅ', 'e'), 'ｆ', 'f');
UPDATE folding SET act = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(act, 'ｇ', 'g'), 'ｈ', 'h'), 'ｉ', 'i'), 'ｊ', 'j'), 'ｋ', 'k'), 'ｌ', 'l'), 'ｍ', 'm'), 'ｎ', 'n'), 'ｏ', 'o'), 'ｐ', 'p'), 'ｑ', 'q'), 'ｒ', 'r'), 'ｓ', 's'), 'ｔ', 't'), 'ｕ', 'u'), 'ｖ', 'v'), 'ｗ', 'w'), 'ｘ', 'x'), 'ｙ', 'y'), 'ｚ', 'z');
UPDATE folding SET act = replace(replace(replace(replace(act, '｛', '{'), '｜', '|'), '｝', '}'), '～', '~');
UPDATE lawsuits SET search = search || char(10) || (SELECT lower(act) FROM folding WHERE folding.id = lawsuits.id) WHERE id IN (SELECT id FROM folding);
DROP TABLE folding;
