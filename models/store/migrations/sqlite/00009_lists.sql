-- +goose Up
--
-- Lists are read from one row for each lawsuit, whatever they show of it, and
-- duties from an index of their own, so that both cost the same however many
-- lawsuits are archived.
ALTER TABLE lawsuits ADD COLUMN parts text NOT NULL DEFAULT '[]';   -- which unit has which part
ALTER TABLE lawsuits ADD COLUMN running text NOT NULL DEFAULT '[]'; -- the clocks that run; none once it is archived
UPDATE lawsuits SET
    parts = (SELECT json_group_array(json_object('Unit', unit, 'Part', part)) FROM (SELECT unit, part FROM lawsuit_units WHERE lawsuit_id = lawsuits.id ORDER BY position)),
    running = (SELECT json_group_array(json_remove(value, '$.basis', '$.ladder')) FROM json_each(lawsuit, '$.Clocks') WHERE json_extract(value, '$.state') = 'running' AND NOT closed),
    (next_due, next_safe) = (SELECT due, safe FROM clocks WHERE lawsuit_id = lawsuits.id AND state = 'running' AND NOT lawsuits.closed
        ORDER BY is_right OR is_internal, safe, due, position LIMIT 1),
    plaintiffs = CASE WHEN json_array_length(lawsuit, '$.File.plaintiffs') > 3
        THEN json_extract(lawsuit, '$.File.plaintiffs[0]') || '等' || json_array_length(lawsuit, '$.File.plaintiffs') || '人' ELSE plaintiffs END,
    defendants = CASE WHEN json_array_length(lawsuit, '$.File.defendants') > 3
        THEN json_extract(lawsuit, '$.File.defendants[0].name') || '等' || json_array_length(lawsuit, '$.File.defendants') || '个被告' ELSE defendants END;

-- The running clocks of open lawsuits, once for each office that sees them: for
-- each unit with a part, and under the empty name for those who see everything.
CREATE TABLE duties (
    lawsuit_id text NOT NULL REFERENCES lawsuits (id),
    clock_id   text NOT NULL CHECK (clock_id <> ''),
    office     text NOT NULL,
    position   integer NOT NULL,
    owed       integer NOT NULL, -- by that office; under the empty name by the Justice Bureau
    kind       text NOT NULL,    -- duty, right or target (非法定)
    due        text NOT NULL,
    safe       text NOT NULL,
    last_day   text NOT NULL,    -- overdue after it: the latest of all readings
    rung_at    text,
    PRIMARY KEY (lawsuit_id, clock_id, office)
) STRICT;
INSERT INTO duties
    SELECT c.lawsuit_id, c.clock_id, o.office, c.position,
        CASE WHEN c.unit <> '' THEN c.unit = CASE o.office WHEN '' THEN '区司法局' ELSE o.office END
            WHEN c.owner = 'treasury' THEN 0
            WHEN c.owner = 'bureau' OR l.lead = '' THEN o.office = ''
            ELSE o.part IN ('lead', 'joint') END,
        CASE WHEN c.is_right THEN 'right' WHEN c.is_internal THEN 'target' ELSE 'duty' END,
        COALESCE(c.due, '9999-12-31'), COALESCE(c.safe, c.due, '9999-12-31'), COALESCE(c.last_day, c.due, '9999-12-31'), c.rung_at
    FROM clocks AS c JOIN lawsuits AS l ON l.id = c.lawsuit_id
    JOIN (SELECT lawsuit_id, unit AS office, part FROM lawsuit_units
        UNION ALL SELECT id, '', COALESCE((SELECT part FROM lawsuit_units WHERE lawsuit_id = lawsuits.id AND unit = '区司法局'), '') FROM lawsuits) AS o ON o.lawsuit_id = c.lawsuit_id
    WHERE c.state = 'running' AND NOT l.closed;
DROP TABLE clocks;
CREATE INDEX duties_by_office ON duties (office, safe, due, lawsuit_id, position);
CREATE INDEX duties_owed ON duties (office, safe, due, lawsuit_id, position) WHERE owed;
CREATE INDEX duties_by_last_day ON duties (last_day, lawsuit_id) WHERE office = '' AND kind = 'duty';
CREATE INDEX duties_by_rung ON duties (rung_at, lawsuit_id, clock_id) WHERE office = '';

DROP INDEX lawsuits_by_due;
CREATE INDEX lawsuits_by_safe ON lawsuits (COALESCE(next_safe, '9999-12-31'), id);
-- Of the many lawsuits of a unit most are archived, and the open ones wanted.
ALTER TABLE lawsuit_units ADD COLUMN closed integer NOT NULL DEFAULT 0;
UPDATE lawsuit_units SET closed = (SELECT closed FROM lawsuits WHERE id = lawsuit_id);
CREATE INDEX lawsuit_units_open ON lawsuit_units (unit, lawsuit_id) WHERE NOT closed;
CREATE INDEX lawsuits_by_stage ON lawsuits (stage);
CREATE INDEX lawsuits_by_court ON lawsuits (court);
CREATE INDEX lawsuits_by_kind ON lawsuits (kind);
CREATE INDEX lawsuits_open ON lawsuits (id) WHERE NOT closed;
CREATE INDEX lawsuits_open_by_stage ON lawsuits (stage) WHERE NOT closed;
CREATE INDEX lawsuits_open_by_calendar ON lawsuits (calendar_edition) WHERE NOT closed;
