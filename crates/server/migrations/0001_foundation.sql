-- One text for SQLite and PostgreSQL. Times are milliseconds since 1970 UTC, identifiers are UUIDs as text,
-- yes/no is 0/1. Every row of a company starts its key with the company.

-- What names this database. Exactly one row.
CREATE TABLE installation (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    epoch TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE companies (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

-- One counter row a company, locked by every push: sequence numbers are gapless and in commit order.
CREATE TABLE company_counter (
    company_id TEXT PRIMARY KEY REFERENCES companies (id),
    seq BIGINT NOT NULL,
    work_order_number BIGINT NOT NULL
);

-- Everything a company knows. `scope_sort` and `scope_id` say who may see a row (domain::scope).
CREATE TABLE rows (
    company_id TEXT NOT NULL REFERENCES companies (id),
    entity TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    deleted BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    scope_sort TEXT NOT NULL,
    scope_id TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (company_id, entity, id)
);
CREATE INDEX rows_by_seq ON rows (company_id, seq);
CREATE INDEX rows_by_scope ON rows (company_id, scope_sort, scope_id);

-- Read out of work order bodies whenever one is written: whose jobs they are, and for which customer.
CREATE TABLE work_order_people (
    company_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    work_order_id TEXT NOT NULL,
    PRIMARY KEY (company_id, user_id, work_order_id)
);
CREATE INDEX work_order_people_by_order ON work_order_people (company_id, work_order_id);
CREATE TABLE work_order_customer (
    company_id TEXT NOT NULL,
    work_order_id TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    PRIMARY KEY (company_id, work_order_id)
);

-- Read out of photo bodies whenever one is written: which photos need which bytes.
CREATE TABLE blob_refs (
    company_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    photo_id TEXT NOT NULL,
    PRIMARY KEY (company_id, sha256, photo_id)
);
CREATE INDEX blob_refs_by_photo ON blob_refs (company_id, photo_id);

-- What was said about each edit the first time. Kept for at least 400 days.
CREATE TABLE mutation_results (
    company_id TEXT NOT NULL REFERENCES companies (id),
    id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    device_seq BIGINT NOT NULL,
    request_hash TEXT NOT NULL,
    seq BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (company_id, id)
);
CREATE INDEX mutation_results_by_device ON mutation_results (company_id, device_id, seq);

CREATE TABLE accounts (
    company_id TEXT NOT NULL REFERENCES companies (id),
    user_id TEXT NOT NULL,
    login TEXT NOT NULL,
    password_hash TEXT,
    set_up_code_hash TEXT,
    set_up_expires_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (company_id, user_id),
    UNIQUE (company_id, login)
);
CREATE INDEX accounts_by_login ON accounts (login);

CREATE TABLE devices (
    company_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    PRIMARY KEY (company_id, device_id, user_id)
);

-- One sign-in on one phone: a family of refresh tokens, of which the newest is good.
CREATE TABLE sessions (
    company_id TEXT NOT NULL REFERENCES companies (id),
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    generation BIGINT NOT NULL,
    token_hash TEXT NOT NULL,
    previous_hash TEXT,
    previous_until BIGINT NOT NULL,
    confirmed BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    revoked_because TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX sessions_by_user ON sessions (company_id, user_id);

-- Bad sign-ins, counted per name and address.
CREATE TABLE login_attempts (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    address TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX login_attempts_by_login ON login_attempts (login, address, at);

-- Bytes on their way in. `received` counts those that are durable in the spool.
CREATE TABLE uploads (
    company_id TEXT NOT NULL REFERENCES companies (id),
    id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    mime TEXT NOT NULL,
    received BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, user_id, sha256)
);

-- Bytes that are stored, with the hash that the server computed.
CREATE TABLE blobs (
    company_id TEXT NOT NULL REFERENCES companies (id),
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    mime TEXT NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (company_id, sha256)
);

-- What was done to accounts and sessions. Append-only.
CREATE TABLE audit (
    company_id TEXT NOT NULL,
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    user_id TEXT,
    address TEXT NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (company_id, id)
);
