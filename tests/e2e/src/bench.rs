//! Numbers of the benches: percentiles, a table, and a file for whoever compares.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::Failure;

/// The value below which `percent` of the values lie.
pub fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (percent / 100.0 * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// Prints a table, and writes `NAME.json` into the folder named by `PEM2_BENCH`.
pub fn report(name: &str, numbers: &[(&str, f64)]) -> Result<(), Failure> {
    let mut file = Map::new();
    for (what, milliseconds) in numbers {
        println!("{what:<20} {milliseconds:>10.2} ms");
        let rounded = (milliseconds * 100.0).round() / 100.0;
        file.insert((*what).to_owned(), json!(rounded));
    }
    if let Some(folder) = std::env::var_os("PEM2_BENCH") {
        std::fs::create_dir_all(&folder)?;
        let text = serde_json::to_string_pretty(&Value::Object(file))?;
        std::fs::write(Path::new(&folder).join(format!("{name}.json")), text + "\n")?;
    }
    Ok(())
}
