-- What the names of scopes mean, for phones whose person came to see more or less.
CREATE TABLE scopes (
    company_id TEXT NOT NULL REFERENCES companies (id),
    name TEXT NOT NULL,
    meaning TEXT NOT NULL,
    PRIMARY KEY (company_id, name)
);

-- What a phone said last of what waits on it; nothing before it has said anything.
ALTER TABLE devices ADD COLUMN unsent BIGINT;
ALTER TABLE devices ADD COLUMN needs_you BIGINT;
ALTER TABLE devices ADD COLUMN oldest_at BIGINT;
ALTER TABLE devices ADD COLUMN rebuilt BIGINT;
