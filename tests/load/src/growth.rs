//! Whether one company's phones notice how many other companies there are: the same questions with a thousand, a hundred
//! thousand, a million and ten million rows of others beside theirs, on PostgreSQL, and by which indexes the answers are
//! found in the end. `cargo xtask bench growth`.

use std::process::Command;

use serde_json::{Value, json};

use crate::failure::{Failure, setting};
use crate::ours::{Engine, Server};
use crate::wrk::{self, Measured, Question};
use crate::{plans, plot, table};

/// Companies beside the one that is measured.
const COMPANIES: u32 = 1_000;
/// Rows of all of them together.
const SIZES: [u64; 4] = [1_000, 100_000, 1_000_000, 10_000_000];
/// Phones that ask at the same time.
const PHONES: u32 = 10;
/// Changes that a phone has missed.
const BEHIND: u64 = 100;

/// Tables that grow with the companies, or with what they do.
const GROWING: [&str; 14] = [
    "accounts",
    "audit",
    "blob_refs",
    "company_counter",
    "devices",
    "mutation_results",
    "rows",
    "scopes",
    "sessions",
    "webhook_events",
    "webhooks",
    "work_order_customer",
    "work_order_facts",
    "work_order_people",
];

/// What was measured with so many rows beside.
pub struct Step {
    pub rows: u64,
    pub idle: Measured,
    pub pull: Measured,
    pub push: Measured,
    pub list: Measured,
}

/// Measures, prints, draws.
pub fn run() -> Result<(), Failure> {
    let mut server = Server::new(Engine::Postgres)?;
    let database = server.database.clone().unwrap_or_default();
    sql(&database, &companies())?;
    let (process, _) = server.start()?;
    let known = server.known()?;
    let (mut steps, mut there) = (Vec::new(), 0);
    for rows in SIZES {
        sql(&database, &more_rows(there / u64::from(COMPANIES), rows / u64::from(COMPANIES)))?;
        sql(&database, "ANALYZE")?;
        there = rows;
        let step = measure(&server, &known, rows)?;
        table::step(&step);
        steps.push(step);
    }
    plot::growth(&steps, &format!("{}/growth.svg", setting("PEM2_LOAD_PLOTS")?))?;
    drop(process);
    let plans = explain(&mut server)?;
    let steps: Vec<Value> = steps.iter().map(numbers).collect();
    table::write("growth", &json!({"steps": steps, "plans": plans}))
}

/// Asks each question once more of a server that has its plans written down. None reads a table as a whole whose lines grow
/// in number with the companies or their work.
fn explain(server: &mut Server) -> Result<Value, Failure> {
    let database = server.database.clone().unwrap_or_default();
    server.database = Some(plans::explained(&database));
    let (_process, _) = server.start()?;
    let known = server.known()?;
    println!("\nhow these are found beside {} rows", SIZES[SIZES.len() - 1]);
    let mut all = serde_json::Map::new();
    let mut plans_of = |what: &str, ask: &dyn Fn() -> Result<(), Failure>| {
        let length = plans::length_of_log(&database)?;
        ask()?;
        let plans = plans::since(&database, length)?;
        plans.show(what);
        all.insert(what.to_owned(), plans.numbers());
        match plans.whole.keys().find(|table| GROWING.contains(&table.as_str())) {
            Some(table) => Err(Failure::Said(format!("{what} reads all of {table}"))),
            None if plans.indexes.is_empty() => Err(Failure::Said(format!("{what} left no plan in the log"))),
            None => Ok(()),
        }
    };
    let behind = server.idle_pull(&known)?;
    plans_of("push of 100 customers", &|| server.pull_behind(&known, BEHIND).map(drop))?;
    plans_of("pull of these", &|| server.ask("/sync/pull", &known.admin, &behind))?;
    let idle = server.idle_pull(&known)?;
    plans_of("idle pull", &|| server.ask("/sync/pull", &known.admin, &idle))?;
    let create = known.one_create();
    plans_of("push of a work order", &|| server.ask("/sync/push", &known.admin, &create))?;
    Ok(Value::Object(all))
}

fn measure(server: &Server, known: &crate::ours::Known, rows: u64) -> Result<Step, Failure> {
    let (push, pull) = (server.url("/sync/push"), server.url("/sync/pull"));
    let lists = server.url("/api/v1/work-orders?limit=50");
    let ask = |script, url, authorization, body| wrk::run(&Question { script, url, authorization, body }, PHONES);
    // One phone has seen all but the last changes, one has seen them too; before the pushes move the end away.
    let behind = server.pull_behind(known, BEHIND)?;
    let (idle_body, create) = (server.idle_pull(known)?, known.create());
    Ok(Step {
        rows,
        idle: ask("pull", &pull, &known.admin, &idle_body)?,
        pull: ask("pull", &pull, &known.admin, &behind)?,
        push: ask("create", &push, &known.admin, &create)?,
        list: ask("get", &lists, &known.token, "")?,
    })
}

fn numbers(step: &Step) -> Value {
    let both = |m: &Measured| json!({"per_s": m.per_s, "p50_ms": m.p50_ms, "p95_ms": m.p95_ms, "errors": m.errors});
    json!({"rows": step.rows, "idle": both(&step.idle), "pull_100": both(&step.pull), "push": both(&step.push), "list": both(&step.list)})
}

fn companies() -> String {
    format!(
        "CREATE TEMP TABLE others AS SELECT n, gen_random_uuid()::text AS id FROM generate_series(1, {COMPANIES}) AS n; \
         INSERT INTO companies (id, slug, created_at) SELECT id, 'other-' || n, 0 FROM others; \
         INSERT INTO company_counter (company_id, seq, work_order_number) SELECT id, 0, 0 FROM others"
    )
}

/// Rows `from` to `upto` of every other company: notes on work orders, as large as notes are.
fn more_rows(from: u64, upto: u64) -> String {
    format!(
        "INSERT INTO rows (company_id, entity, id, version, seq, deleted, created_by, created_at, updated_by, updated_at, \
         scope_sort, scope_id, body) \
         SELECT c.id, 'note', gen_random_uuid()::text, 1, n, 0, c.id, 0, c.id, 0, 'work_order', md5((n / 20)::text)::uuid::text, \
         '{{\"work_order\":\"' || md5((n / 20)::text)::uuid::text || '\",\"text\":\"' || repeat('Breaker 14 feeds the kitchen. ', 8) || '\"}}' \
         FROM companies c CROSS JOIN generate_series({from} + 1, {upto}) AS n WHERE c.slug LIKE 'other-%'; \
         UPDATE company_counter SET seq = {upto} WHERE company_id IN (SELECT id FROM companies WHERE slug LIKE 'other-%')"
    )
}

fn sql(database: &str, text: &str) -> Result<(), Failure> {
    let said = Command::new("psql").args(["-q", "-v", "ON_ERROR_STOP=1", database, "-c", text]).output()?;
    match said.status.success() {
        true => Ok(()),
        false => Err(Failure::Said(String::from_utf8_lossy(&said.stderr).into_owned())),
    }
}
