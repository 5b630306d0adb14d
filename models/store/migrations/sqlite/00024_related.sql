-- +goose Up
--
-- What lawsuits have to do with each other, as one of them says, so that each shows
-- it; and by what they are alike.
CREATE TABLE lawsuit_links (
    lawsuit_id text NOT NULL REFERENCES lawsuits (id),
    kind       text NOT NULL,
    folded     text NOT NULL,
    PRIMARY KEY (lawsuit_id, kind, folded)
);
CREATE INDEX lawsuit_links_to ON lawsuit_links (folded);

-- What lawsuits are alike by: the category of the cause, or else its words.
ALTER TABLE lawsuits ADD COLUMN matter text NOT NULL DEFAULT '';
UPDATE lawsuits SET matter = cause;
DROP INDEX lawsuits_lost;
CREATE INDEX lawsuits_lost ON lawsuits (lead, matter) WHERE lost;
