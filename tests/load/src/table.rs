//! What was measured, for people and for programs.

use std::path::Path;

use serde_json::Value;

use crate::failure::Failure;
use crate::growth::Step;
use crate::ours::{self, Engine};
use crate::peer;
use crate::wrk::Measured;

fn line(what: &str, measured: &Measured) {
    let Measured { per_s, p50_ms, p95_ms, errors } = measured;
    println!("  {what:<34} {per_s:>9.0}/s   p50 {p50_ms:>7.2} ms   p95 {p95_ms:>7.2} ms   {errors} errors");
}

/// Of FastAPI.
pub fn peer(numbers: &peer::Numbers) {
    println!("\nFastAPI, uvicorn (4 workers), asyncpg, PostgreSQL");
    line("list of 50, 50 connections", &numbers.lists_50);
    line("list of 50, 200 connections", &numbers.lists_200);
    line("create, 50 connections", &numbers.creates_50);
    line("create, 200 connections", &numbers.creates_200);
    println!("  {:<34} {:>9.0} MiB", "memory", numbers.rss_mib);
}

/// Of ours.
pub fn ours(engine: Engine, numbers: &ours::Numbers, peer: &peer::Numbers) {
    println!("\npem2 on {}", engine.name());
    line("list of 50, 50 connections", &numbers.lists_50);
    line("list of 50, 200 connections", &numbers.lists_200);
    line("create, 50 connections", &numbers.creates_50);
    line("create, 200 connections", &numbers.creates_200);
    line("idle pull, 10 connections", &numbers.idle_pull);
    let times = |ours: &Measured, theirs: &Measured| ours.per_s / theirs.per_s;
    println!("  {:<34} {:>9.1} x", "lists beside FastAPI, 200", times(&numbers.lists_200, &peer.lists_200));
    println!("  {:<34} {:>9.1} x", "creates beside FastAPI, 200", times(&numbers.creates_200, &peer.creates_200));
    println!("  {:<34} {:>9.0} MiB", "memory at its largest in these", numbers.rss_mib);
    line("sign-ins, 50 connections", &numbers.storm);
    line("idle pull meanwhile", &numbers.pull_in_storm);
    for (people, morning) in [(200, &numbers.morning_200), (1_000, &numbers.morning_1000)] {
        let what = format!("a morning of {people} people");
        let (per_s, p50, p95, errors) = (morning.per_s, morning.p50_ms, morning.p95_ms, morning.errors);
        println!("  {what:<34} {per_s:>9.0}/s   p50 {p50:>7.0} ms   p95 {p95:>7.0} ms   {errors} errors");
    }
    println!("  {:<34} {:>9.0} MiB", "memory at its largest in all", numbers.rss_at_last_mib);
    println!("  {:<34} {:>9.0} ms", "from start to ready", numbers.ready_ms);
}

/// Of one company beside many.
pub fn step(step: &Step) {
    println!("\nbeside {} rows of other companies", step.rows);
    line("idle pull", &step.idle);
    line("pull of 100 changes", &step.pull);
    line("push of a work order", &step.push);
    line("list of 50", &step.list);
}

/// Writes `NAME.json` into the folder of the benches.
pub fn write(name: &str, file: &Value) -> Result<(), Failure> {
    let Some(folder) = std::env::var_os("PEM2_BENCH") else { return Ok(()) };
    std::fs::create_dir_all(&folder)?;
    std::fs::write(Path::new(&folder).join(format!("{name}.json")), serde_json::to_string_pretty(file)? + "\n")?;
    Ok(())
}
