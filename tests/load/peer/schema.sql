DROP TABLE IF EXISTS work_orders, audit;
CREATE TABLE work_orders (
    id UUID PRIMARY KEY,
    company_id UUID NOT NULL,
    number BIGSERIAL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    status TEXT NOT NULL,
    priority TEXT NOT NULL,
    customer_id UUID,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX work_orders_by_time ON work_orders (company_id, created_at DESC);
CREATE TABLE audit (
    n BIGSERIAL PRIMARY KEY,
    company_id UUID NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL
);
INSERT INTO work_orders (id, company_id, title, description, status, priority, customer_id, created_at, updated_at)
SELECT gen_random_uuid(), '00000000-0000-4000-8000-000000000001', 'Replace panel ' || n,
       'Two hundred amperes, main breaker, label every circuit. The customer is at home in the mornings.',
       'scheduled', 'normal', gen_random_uuid(), now() - n * interval '1 hour', now() - n * interval '1 hour'
FROM generate_series(1, 5000) AS n;
ANALYZE;
