-- The log of a company becomes a chain: lines are counted without gaps, and each holds a hash over the one before
-- (db/audit.rs). The older lines are put into it, and changing or removing lines is forbidden, by that room.
ALTER TABLE company_counter ADD COLUMN audit_n BIGINT NOT NULL DEFAULT 0;
ALTER TABLE company_counter ADD COLUMN audit_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE audit RENAME TO audit_before;
CREATE TABLE audit (
    company_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    user_id TEXT,
    address TEXT NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (company_id, n)
);
-- What happened to accounts is read by itself, and is little beside the edits.
CREATE INDEX audit_beside_edits ON audit (company_id, id) WHERE event NOT IN ('edit_accepted', 'edit_refused');
