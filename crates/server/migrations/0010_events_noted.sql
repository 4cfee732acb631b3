-- When the server wrote an event down: how long it is kept does not hang on a phone's clock. Of an event that an older
-- server wrote only its own time is known.
ALTER TABLE webhook_events ADD COLUMN noted_at BIGINT;
CREATE INDEX webhook_events_by_noting ON webhook_events (noted_at, at);
