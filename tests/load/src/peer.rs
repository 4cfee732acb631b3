//! FastAPI on uvicorn with four workers and asyncpg, on the same PostgreSQL.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::failure::{Failure, setting};
use crate::process::{Process, free_port};
use crate::wrk::{self, Measured, Question};

/// As the original system ran.
const WORKERS: &str = "4";
/// The new work order, as large as ours.
const CREATE: &str = r#"{"key":"%KEY%","id":"%ID%","title":"Replace the panel in the basement","description":"Two hundred amperes, main breaker, label every circuit.","status":"scheduled","priority":"normal"}"#;

/// What was measured.
pub struct Numbers {
    pub lists_50: Measured,
    pub lists_200: Measured,
    pub creates_50: Measured,
    pub creates_200: Measured,
    /// All processes of it at their largest.
    pub rss_mib: f64,
}

/// Measures it.
pub fn measure() -> Result<Numbers, Failure> {
    let database = setting("PEM2_BENCH_POSTGRES")?;
    let folder = setting("PEM2_LOAD_PEER")?;
    let programs = setting("PEM2_LOAD_PEER_PROGRAMS")?;
    let made = Command::new("psql")
        .args(["-q", "-v", "ON_ERROR_STOP=1", &database, "-f"])
        .arg(format!("{folder}/schema.sql"))
        .output()?;
    if !made.status.success() {
        return Err(Failure::Said(String::from_utf8_lossy(&made.stderr).into_owned()));
    }
    let port = free_port()?;
    let process = Process::start(
        Command::new(format!("{programs}/uvicorn"))
            .args([
                "app:app",
                "--app-dir",
                &folder,
                "--workers",
                WORKERS,
                "--no-access-log",
                "--port",
                &port.to_string(),
            ])
            .env("PEER_DATABASE", &database),
    )?;
    let url = format!("http://127.0.0.1:{port}/work-orders?limit=50");
    let started = Instant::now();
    while ureq::get(&url).call().is_err() {
        if started.elapsed() > Duration::from_secs(30) {
            return Err(Failure::Said("uvicorn does not answer".to_owned()));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let list = Question { script: "get", url: &url, authorization: "", body: "" };
    let url = format!("http://127.0.0.1:{port}/work-orders");
    let create = Question { script: "create", url: &url, authorization: "", body: CREATE };
    Ok(Numbers {
        lists_50: wrk::run(&list, 50)?,
        lists_200: wrk::run(&list, 200)?,
        creates_50: wrk::run(&create, 50)?,
        creates_200: wrk::run(&create, 200)?,
        rss_mib: process.peak_mib(),
    })
}
