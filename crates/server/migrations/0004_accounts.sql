-- A locked account cannot sign in. Why is for the company's admins.
ALTER TABLE accounts ADD COLUMN locked_at BIGINT;
ALTER TABLE accounts ADD COLUMN locked_reason TEXT;

-- Where a session began; nothing for those of older builds.
ALTER TABLE sessions ADD COLUMN address TEXT;

-- Codes to choose a new password with. The first that is used takes all others of the person along.
CREATE TABLE reset_codes (
    company_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (company_id, user_id, code_hash),
    FOREIGN KEY (company_id, user_id) REFERENCES accounts (company_id, user_id)
);

-- Authenticators (RFC 6238). The secret is sealed. It counts once it was confirmed; a step is good once.
CREATE TABLE second_factors (
    company_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    secret TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    PRIMARY KEY (company_id, user_id),
    FOREIGN KEY (company_id, user_id) REFERENCES accounts (company_id, user_id)
);

-- For whoever lost the authenticator: each is good once.
CREATE TABLE recovery_codes (
    company_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (company_id, user_id, code_hash),
    FOREIGN KEY (company_id, user_id) REFERENCES accounts (company_id, user_id)
);
