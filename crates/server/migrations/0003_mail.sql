-- Letters that wait for the mail server. A body that was sent is emptied: it may hold a code.
CREATE TABLE outgoing_mail (
    id TEXT PRIMARY KEY,
    company_id TEXT REFERENCES companies (id),
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    next_at BIGINT,
    sent_at BIGINT,
    failure TEXT
);
CREATE INDEX outgoing_mail_by_next ON outgoing_mail (next_at);
