//! How PostgreSQL really finds what it is asked for: the plans of the server's own statements, as `auto_explain` writes them
//! into the log of the database, and the indexes that are named in them.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::{Value, json};

use crate::failure::Failure;

/// Words of a plan behind which an index is named.
const BY_INDEX: [&str; 4] =
    ["Index Only Scan using ", "Index Scan using ", "Index Scan Backward using ", "Bitmap Index Scan on "];
/// Words behind which a table is named that is read from its beginning to its end.
const WHOLE: &str = "Seq Scan on ";

/// What the plans of some questions say.
pub struct Plans {
    /// How often each index is used.
    pub indexes: BTreeMap<String, u64>,
    /// How often each table is read as a whole.
    pub whole: BTreeMap<String, u64>,
}

/// The same address, whose connections write down each plan.
pub fn explained(database: &str) -> String {
    let setting = |name: &str, value: &str| format!("%20-c{name}%3D{value}");
    let loaded = setting("session_preload_libraries", "auto_explain");
    format!("{database}{loaded}{}", setting("auto_explain.log_min_duration", "0"))
}

/// How long the log of the database is by now.
pub fn length_of_log(database: &str) -> Result<u64, Failure> {
    let said = ask(database, &format!("SELECT size FROM pg_stat_file({LOG})"))?;
    said.trim().parse().map_err(|_| Failure::Said(format!("the log has no length: {said}")))
}

/// What stands in the log since it was so long.
pub fn since(database: &str, length: u64) -> Result<Plans, Failure> {
    let log = ask(database, &format!("SELECT pg_read_file({LOG}, {length}, 100000000)"))?;
    let mut plans = Plans { indexes: BTreeMap::new(), whole: BTreeMap::new() };
    for line in log.lines() {
        let named = |words: &str| line.split_once(words)?.1.split_whitespace().next();
        if let Some(index) = BY_INDEX.iter().find_map(|words| named(words)) {
            *plans.indexes.entry(index.to_owned()).or_default() += 1;
        } else if let Some(table) = named(WHOLE) {
            *plans.whole.entry(table.to_owned()).or_default() += 1;
        }
    }
    Ok(plans)
}

impl Plans {
    /// Prints them.
    pub fn show(&self, what: &str) {
        let listed = |names: &BTreeMap<String, u64>| match names.is_empty() {
            true => "none".to_owned(),
            false => names.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
        };
        println!("  {what}: by {}; read whole: {}", listed(&self.indexes), listed(&self.whole));
    }

    /// As they are written down.
    pub fn numbers(&self) -> Value {
        json!({"indexes": self.indexes, "read_whole": self.whole})
    }
}

/// Beside the folder of the data, where it is put when the database is started.
const LOG: &str = "current_setting('data_directory') || '/../log'";

fn ask(database: &str, sql: &str) -> Result<String, Failure> {
    let said = Command::new("psql").args(["-q", "-A", "-t", database, "-c", sql]).output()?;
    match said.status.success() {
        true => Ok(String::from_utf8_lossy(&said.stdout).into_owned()),
        false => Err(Failure::Said(String::from_utf8_lossy(&said.stderr).into_owned())),
    }
}
