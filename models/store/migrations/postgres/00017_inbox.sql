-- +goose Up
--
-- An inbox is read page by page: the unread messages last one first, or all of
-- them with the loudest unread ones before the others.
DROP INDEX messages_unread;
CREATE INDEX messages_unread ON messages (user_id, id) WHERE read_at IS NULL;
CREATE INDEX messages_by_loudness ON messages (user_id,
    (CASE WHEN read_at IS NOT NULL THEN 3 WHEN urgency = 'escalation' THEN 0 WHEN urgency = 'warning' THEN 1 ELSE 2 END), (-id));
