//! Our barcode reader and its peers, on the same pictures in one page of Chromium, in turn.
//!
//! `PEM2_SCANNER_PAGE` names a folder that `cargo xtask bench scanner` has put together: the page, the peers from npm, our
//! worker as it is shipped, the pictures under `corpus/`, and `sizes.json`. `--rotate DEG` turns the pictures first.
//!
//! `median_ms`, `p95_ms`: pictures with a code, read as a photo. `empty_*`: pictures without one; ours is read as eight
//! frames of a video, whose stages take turns, and a frame's mean counts; `empty_fast_median_ms` is the cheapest of them,
//! `still_empty_median_ms` the same picture as a photo.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use e2e::Failure;
use e2e::bench::write;
use e2e::engine::SetUp;
use e2e::readers::Readers;
use press::corpus::{Entry, entries};
use press::score::{Row, Said, Score, as_json, table};

/// Pictures in one call of the page.
const AT_ONCE: usize = 12;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let folder = std::env::var_os("PEM2_SCANNER_PAGE").map(PathBuf::from);
    let folder = folder.ok_or_else(|| Failure::said("run it by `cargo xtask bench scanner`"))?;
    let degrees = option("--rotate").and_then(|degrees| degrees.parse::<f64>().ok()).unwrap_or(0.0);
    let entries = entries(&folder.join("corpus")).map_err(|why| Failure::said(why.to_string()))?;
    let mut rows = measure(&folder, &entries, degrees).await?;
    let sizes: BTreeMap<String, u64> = serde_json::from_str(&std::fs::read_to_string(folder.join("sizes.json"))?)?;
    rows.iter_mut().for_each(|row| row.brotli = sizes.get(&row.name).copied());
    let result = as_json(&rows);
    match std::env::args().any(|argument| argument == "--json") {
        true => println!("{}", serde_json::to_string_pretty(&result)?),
        false => println!("\nturned by {degrees}°\n{}", table(&rows)),
    }
    let name = if degrees == 0.0 { "scanner".to_owned() } else { format!("scanner-{degrees}") };
    write(&name, &result)
}

fn option(name: &str) -> Option<String> {
    std::env::args().skip_while(|argument| argument != name).nth(1)
}

async fn measure(folder: &Path, entries: &[Entry], degrees: f64) -> Result<Vec<Row>, Failure> {
    let readers = Readers::open(folder, SetUp::default()).await?;
    let names: Vec<&str> = readers.names.iter().map(String::as_str).collect();
    let row = |&name: &&str| Row { name: name.to_owned(), score: Score::default(), brotli: None };
    let mut rows: Vec<Row> = names.iter().map(row).collect();
    // Everybody's code is compiled before anything counts.
    let first: Vec<&str> = entries.iter().take(AT_ONCE).map(|entry| entry.file.as_str()).collect();
    readers.read(&first, &names, degrees).await?;
    for (nth, batch) in entries.chunks(AT_ONCE).enumerate() {
        let files: Vec<&str> = batch.iter().map(|entry| entry.file.as_str()).collect();
        for (entry, said) in batch.iter().zip(readers.read(&files, &names, degrees).await?) {
            for row in &mut rows {
                row.score.count(entry, said.get(&row.name).unwrap_or(&Said::default()));
            }
        }
        eprint!("\r{} of {} pictures", (nth * AT_ONCE + batch.len()), entries.len());
    }
    eprintln!();
    Ok(rows)
}
