-- Requests that were let through. A request is 60,000 units, and a limit of N a minute gives N of them back every
-- millisecond: whole numbers only.
CREATE TABLE limits (
    bucket TEXT PRIMARY KEY,
    used BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX limits_by_at ON limits (at);

-- How many bytes of an upload are durable in which spool folder: servers that share a database may have one each.
CREATE TABLE spooled (
    company_id TEXT NOT NULL REFERENCES companies (id),
    upload_id TEXT NOT NULL,
    spool_id TEXT NOT NULL,
    received BIGINT NOT NULL,
    PRIMARY KEY (company_id, upload_id, spool_id)
);

-- What the owner was told of by letter. `over_at` is set once it is well again.
CREATE TABLE alerts (
    name TEXT PRIMARY KEY,
    since BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    over_at BIGINT
);
