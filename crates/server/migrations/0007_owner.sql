-- Keys with which other programs of a company ask. Only a hash is kept.
CREATE TABLE api_tokens (
    company_id TEXT NOT NULL REFERENCES companies (id),
    id TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    user_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (company_id, id)
);

-- Writing requests that carried a key of their own: sent twice, done once.
CREATE TABLE api_requests (
    company_id TEXT NOT NULL REFERENCES companies (id),
    id TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (company_id, id)
);
CREATE INDEX api_requests_by_time ON api_requests (at);

-- A list of one kind, in the order in which rows were written.
CREATE INDEX rows_by_kind ON rows (company_id, entity, seq, id);

-- Read out of work order bodies whenever one is written: what lists are narrowed by.
CREATE TABLE work_order_facts (
    company_id TEXT NOT NULL,
    work_order_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    status TEXT NOT NULL,
    customer_id TEXT,
    starts_at BIGINT,
    ends_at BIGINT,
    PRIMARY KEY (company_id, work_order_id)
);
CREATE INDEX work_order_facts_by_status ON work_order_facts (company_id, status, seq, work_order_id);
CREATE INDEX work_order_facts_by_customer ON work_order_facts (company_id, customer_id);
CREATE INDEX work_order_facts_by_start ON work_order_facts (company_id, starts_at);

-- 0: the person made the work order and is not on it.
ALTER TABLE work_order_people ADD COLUMN assigned BIGINT NOT NULL DEFAULT 1;

-- Where other programs want to be told. `secret` is sealed. `next_at` is when to look again, and the lease of whoever
-- looks; `told` is the last event that arrived or was passed over.
CREATE TABLE webhooks (
    company_id TEXT NOT NULL REFERENCES companies (id),
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    told BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    failing_since BIGINT,
    failure TEXT,
    disabled_at BIGINT,
    PRIMARY KEY (company_id, id)
);
CREATE INDEX webhooks_by_next ON webhooks (disabled_at, next_at);

-- What happened, for webhooks: written with the rows it is about, counted in a sequence of the company's own.
CREATE TABLE webhook_events (
    company_id TEXT NOT NULL REFERENCES companies (id),
    nth BIGINT NOT NULL,
    id TEXT NOT NULL,
    event TEXT NOT NULL,
    at BIGINT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (company_id, nth)
);
CREATE INDEX webhook_events_by_time ON webhook_events (at);
