-- +goose Up
--
-- What lawsuits are listed by besides: the day on which the notice was served, and what
-- the instance that is open, or was the last one, has ended with. What does not end an
-- instance is no result.
ALTER TABLE lawsuits ADD COLUMN served_on date;
ALTER TABLE lawsuits ADD COLUMN outcome text NOT NULL DEFAULT '';
UPDATE lawsuits SET
    served_on = NULLIF(lawsuit -> 'File' ->> 'served_on', '')::date,
    outcome = COALESCE((
        SELECT paper.value ->> 'outcome'
        FROM json_array_elements(CASE json_typeof(lawsuit -> 'File' -> 'instances' -> -1 -> 'papers') WHEN 'array' THEN lawsuit -> 'File' -> 'instances' -> -1 -> 'papers' ELSE '[]' END) WITH ORDINALITY AS paper (value, position)
        WHERE paper.value ->> 'outcome' NOT IN ('', 'transfer', 'designate', 'dismiss_suit_part', 'objection_denied', 'objection_upheld', 'objection_final', 'objection_reversed', 'part_final', 'part_reversed', 'withdraw_appeal_part', 'withdraw_part', 'suspend', 'stay', 'stay_denied', 'advance', 'preserve', 'join', 'convert', 'rectify', 'ruling', 'review_suspend')
        ORDER BY paper.position DESC LIMIT 1), '');
CREATE INDEX lawsuits_by_served ON lawsuits (served_on);
CREATE INDEX lawsuits_by_outcome ON lawsuits (outcome);
CREATE INDEX lawsuits_by_level ON lawsuits (level);
CREATE INDEX lawsuits_by_cause ON lawsuits (cause);

-- A list by days of service is walked in the order of what is due; with the day in the
-- index nothing else is looked at on the way.
DROP INDEX lawsuits_by_safe;
CREATE INDEX lawsuits_by_safe ON lawsuits ((COALESCE(next_safe, '9999-12-31')), id, served_on);

-- The audit log is read by days.
CREATE INDEX attempts_by_at ON attempts (at, id);
