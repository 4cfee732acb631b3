-- When a webhook last took an event, for whoever looks whether it works.
ALTER TABLE webhooks ADD COLUMN delivered_at BIGINT;
