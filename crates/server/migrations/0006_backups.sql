-- Backups of this database, and how each stood up to being restored. `slot` is the day of a daily one: the server that puts
-- the row there makes it.
CREATE TABLE backups (
    id TEXT PRIMARY KEY,
    slot TEXT UNIQUE,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    place TEXT,
    bytes BIGINT,
    failure TEXT,
    checked_at BIGINT,
    check_failure TEXT
);
CREATE INDEX backups_by_finished ON backups (finished_at);
