//! One request over and over, by wrk.

use std::process::Command;

use serde_json::Value;

use crate::failure::{Failure, setting};
use crate::ours::COMPANIES;

/// Seconds of each measurement, and of what goes before it.
const SECONDS: u32 = 10;
const WARM_UP: u32 = 2;

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Answers a second.
    pub per_s: f64,
    /// Half of them were faster, in milliseconds.
    pub p50_ms: f64,
    /// 95 of 100 were faster.
    pub p95_ms: f64,
    /// Connections that failed and answers that were no success.
    pub errors: u64,
}

/// What is asked.
pub struct Question<'a> {
    /// Which of the scripts.
    pub script: &'a str,
    /// The whole address.
    pub url: &'a str,
    /// The header.
    pub authorization: &'a str,
    /// The body, as the script understands it.
    pub body: &'a str,
}

/// Asks on so many connections.
pub fn run(question: &Question<'_>, connections: u32) -> Result<Measured, Failure> {
    once(question, connections, WARM_UP)?;
    once(question, connections, SECONDS)
}

fn once(question: &Question<'_>, connections: u32, seconds: u32) -> Result<Measured, Failure> {
    let scripts = setting("PEM2_LOAD_SCRIPTS")?;
    let output = Command::new("wrk")
        .args(["-t", "1", "-c", &connections.to_string(), "-d", &format!("{seconds}s"), "--timeout", "10s", "-s"])
        .arg(format!("{scripts}/{}.lua", question.script))
        .arg(question.url)
        .env("PEM2_LOAD_AUTHORIZATION", question.authorization)
        .env("PEM2_LOAD_BODY", question.body)
        .env("PEM2_LOAD_COMPANIES", COMPANIES.to_string())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().rev().find(|line| line.starts_with('{'));
    let line =
        line.ok_or_else(|| Failure::Said(format!("wrk said: {text}{}", String::from_utf8_lossy(&output.stderr))))?;
    let said: Value = serde_json::from_str(line)?;
    let number = |name: &str| said[name].as_f64().unwrap_or(f64::NAN);
    Ok(Measured {
        per_s: number("requests") / (number("duration_us") / 1e6),
        p50_ms: number("p50_us") / 1e3,
        p95_ms: number("p95_us") / 1e3,
        errors: said["errors"].as_u64().unwrap_or(u64::MAX),
    })
}
