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

use e2e::corpus::{Said, Score};
use e2e::{App, Engine, Failure, Server};
use press::corpus::{Entry, entries};
use serde_json::{Map, Value, json};

/// Pictures in one call of the page.
const AT_ONCE: usize = 12;
/// Our reader, as a photo and as frames.
const OURS: &str = "pem2";
const FRAMES: &str = "pem2 frames";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let folder = std::env::var_os("PEM2_SCANNER_PAGE").map(PathBuf::from);
    let folder = folder.ok_or_else(|| Failure::said("run it by `cargo xtask bench scanner`"))?;
    let degrees = option("--rotate").and_then(|degrees| degrees.parse::<f64>().ok()).unwrap_or(0.0);
    let entries = entries(&folder.join("corpus")).map_err(|why| Failure::said(why.to_string()))?;
    let scores = measure(&folder, &entries, degrees).await?;
    let sizes: BTreeMap<String, u64> = serde_json::from_str(&std::fs::read_to_string(folder.join("sizes.json"))?)?;
    let result = results(&scores, &sizes);
    match std::env::args().any(|argument| argument == "--json") {
        true => println!("{}", serde_json::to_string_pretty(&result)?),
        false => print(&scores, &sizes, degrees),
    }
    if let Some(folder) = std::env::var_os("PEM2_BENCH").map(PathBuf::from) {
        std::fs::create_dir_all(&folder)?;
        let name = if degrees == 0.0 { "scanner.json".to_owned() } else { format!("scanner-{degrees}.json") };
        std::fs::write(folder.join(name), serde_json::to_string_pretty(&result)? + "\n")?;
    }
    Ok(())
}

fn option(name: &str) -> Option<String> {
    std::env::args().skip_while(|argument| argument != name).nth(1)
}

async fn measure(folder: &Path, entries: &[Entry], degrees: f64) -> Result<Vec<(String, Score)>, Failure> {
    let mut server = Server::start().await?;
    server.serve_from(folder);
    server.start_again().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    let names: Vec<String> = app
        .wait("the readers", async || {
            Ok(app
                .browser
                .run::<Vec<String>>("return window.readers ?? []")
                .await
                .ok()
                .filter(|names| !names.is_empty()))
        })
        .await?;
    let mut scores: Vec<(String, Score)> = names.iter().map(|name| (name.clone(), Score::default())).collect();
    let ask = async |files: &[&str]| {
        let input = json!({ "files": files, "names": names, "degrees": degrees });
        app.run_async::<Vec<BTreeMap<String, Said>>>("return await window.measure(input)", input).await
    };
    // Everybody's code is compiled before anything counts.
    let first: Vec<&str> = entries.iter().take(AT_ONCE).map(|entry| entry.file.as_str()).collect();
    ask(&first).await?;
    for (nth, batch) in entries.chunks(AT_ONCE).enumerate() {
        let files: Vec<&str> = batch.iter().map(|entry| entry.file.as_str()).collect();
        for (entry, said) in batch.iter().zip(ask(&files).await?) {
            for (name, score) in &mut scores {
                score.count(entry, said.get(name).unwrap_or(&Said::default()));
            }
        }
        eprint!("\r{} of {} pictures", (nth * AT_ONCE + batch.len()), entries.len());
    }
    eprintln!();
    Ok(scores)
}

/// `target/bench/scanner.json`: a row for each reader.
fn results(scores: &[(String, Score)], sizes: &BTreeMap<String, u64>) -> Value {
    let mut all = Map::new();
    for (name, score) in scores.iter().filter(|(name, _)| name != FRAMES) {
        let (sum, (median, p95)) = (score.sum(), Score::spread(&score.times));
        let (mut empty_median, mut empty_p95) = Score::spread(&score.empty_times);
        let mut row = json!({
            "correct": sum.correct, "total": sum.total, "wrong": sum.wrong, "false_positives": score.false_positives,
            "median_ms": median, "p95_ms": p95, "brotli_bytes": sizes.get(name), "formats": score.formats,
            "failures": score.failures,
        });
        if name == OURS
            && let Some((_, frames)) = scores.iter().find(|(name, _)| name == FRAMES)
        {
            row["still_empty_median_ms"] = json!(empty_median);
            row["round_trip_median_ms"] = json!(Score::spread(&score.trips).0);
            row["empty_fast_median_ms"] = json!(Score::spread(&frames.fast_times).0);
            row["frames_correct"] = json!(frames.sum().correct);
            row["frames_wrong"] = json!(frames.sum().wrong);
            row["frames_false_positives"] = json!(frames.false_positives);
            (empty_median, empty_p95) = Score::spread(&frames.empty_times);
        }
        row["empty_median_ms"] = json!(empty_median);
        row["empty_p95_ms"] = json!(empty_p95);
        all.insert(name.clone(), row);
    }
    Value::Object(all)
}

fn print(scores: &[(String, Score)], sizes: &BTreeMap<String, u64>, degrees: f64) {
    println!("\nturned by {degrees}°");
    println!("| reader | right | wrong | median / p95 ms | empty, median / p95 ms | false | brotli |");
    println!("|---|---|---|---|---|---|---|");
    let words = |(median, p95): (Option<f64>, Option<f64>)| {
        format!("{:.2} / {:.2}", median.unwrap_or(f64::NAN), p95.unwrap_or(f64::NAN))
    };
    for (name, score) in scores {
        let sum = score.sum();
        let percent = 100.0 * sum.correct as f64 / sum.total.max(1) as f64;
        println!(
            "| {name} | {}/{} ({percent:.1} %) | {} | {} | {} | {} | {} |",
            sum.correct,
            sum.total,
            sum.wrong,
            words(Score::spread(&score.times)),
            words(Score::spread(&score.empty_times)),
            score.false_positives,
            sizes.get(name).map_or_else(|| "-".to_owned(), |bytes| format!("{} KiB", bytes / 1024)),
        );
    }
    let formats: Vec<&String> = scores.first().map(|(_, score)| score.formats.keys().collect()).unwrap_or_default();
    println!("\n| reader | {} |", formats.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(" | "));
    println!("|---|{}", "---|".repeat(formats.len()));
    for (name, score) in scores {
        let cells = formats.iter().map(|format| {
            let count = score.formats.get(*format).cloned().unwrap_or_default();
            format!("{}/{}", count.correct, count.total)
        });
        println!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}
