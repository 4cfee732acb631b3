//! Numbers of the benches: a table, and a file for whoever compares.

use std::path::Path;

pub use press::score::percentile;
use serde_json::{Map, Value, json};

use crate::Failure;

/// Prints a table, and writes `NAME.json` into the folder named by `PEM2_BENCH`.
pub fn report(name: &str, numbers: &[(&str, f64)]) -> Result<(), Failure> {
    let mut file = Map::new();
    for (what, milliseconds) in numbers {
        println!("{what:<20} {milliseconds:>10.2} ms");
        let rounded = (milliseconds * 100.0).round() / 100.0;
        file.insert((*what).to_owned(), json!(rounded));
    }
    write(name, &Value::Object(file))
}

/// Writes `NAME.json` into the folder named by `PEM2_BENCH`.
pub fn write(name: &str, result: &Value) -> Result<(), Failure> {
    if let Some(folder) = std::env::var_os("PEM2_BENCH") {
        std::fs::create_dir_all(&folder)?;
        let text = serde_json::to_string_pretty(result)?;
        std::fs::write(Path::new(&folder).join(format!("{name}.json")), text + "\n")?;
    }
    Ok(())
}
