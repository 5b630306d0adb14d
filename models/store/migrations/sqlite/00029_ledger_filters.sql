-- +goose Up
--
-- What lawsuits are listed by besides: the day on which the notice was served, and what
-- the instance that is open, or was the last one, has ended with. What does not end an
-- instance is no result.
ALTER TABLE lawsuits ADD COLUMN served_on text;
ALTER TABLE lawsuits ADD COLUMN outcome text NOT NULL DEFAULT '';
UPDATE lawsuits SET
    served_on = NULLIF(json_extract(lawsuit, '$.File.served_on'), ''),
    outcome = COALESCE((
        SELECT json_extract(paper.value, '$.outcome')
        FROM json_each(lawsuit, '$.File.instances[#-1].papers') AS paper
        WHERE json_extract(paper.value, '$.outcome') NOT IN ('', 'transfer', 'designate', 'dismiss_suit_part', 'objection_denied', 'objection_upheld', 'objection_final', 'objection_reversed', 'part_final', 'part_reversed', 'withdraw_appeal_part', 'withdraw_part', 'suspend', 'stay', 'stay_denied', 'advance', 'preserve', 'join', 'convert', 'rectify', 'ruling', 'review_suspend')
        ORDER BY paper.key DESC LIMIT 1), '');
CREATE INDEX lawsuits_by_served ON lawsuits (served_on);
CREATE INDEX lawsuits_by_outcome ON lawsuits (outcome);
CREATE INDEX lawsuits_by_level ON lawsuits (level);
CREATE INDEX lawsuits_by_cause ON lawsuits (cause);
DROP INDEX lawsuits_by_safe;
CREATE INDEX lawsuits_by_safe ON lawsuits (COALESCE(next_safe, '9999-12-31'), id, served_on);

-- The audit log is read by days.
CREATE INDEX attempts_by_at ON attempts (at, id);
