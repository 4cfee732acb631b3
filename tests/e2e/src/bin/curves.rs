//! Recovery curves: the share of codes that our reader and zxing-wasm still read while one thing goes more and more wrong,
//! on the same pictures in one page of Chromium, in turn.
//!
//! `PEM2_SCANNER_PAGE` names a folder that `cargo xtask bench curves` has put together. The pictures are rendered into it
//! (`press::rungs`). `--json` prints the result instead of a table; it is written to `curves.json` in the folder that
//! `PEM2_BENCH` names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use e2e::Failure;
use e2e::bench::write;
use e2e::engine::SetUp;
use e2e::readers::Readers;
use image::ExtendedColorType;
use press::corpus::plain;
use press::score::{Count, Said};
use press::{Case, Kind, on_all_cores, rungs};
use serde_json::{Value, json};

/// Strengths of each distortion.
const STEPS: usize = 7;
/// Ways that each code is held.
const SEEDS: u64 = 1;
/// Ours as a photo and as eight frames of a video, and the best of the peers, with all that it tries and without.
const READERS: [&str; 4] = ["pem2", "pem2 frames", "zxing-wasm", "zxing-wasm quick"];
/// Pictures in one call of the page.
const AT_ONCE: usize = 10;

/// One picture and where it counts.
struct Rung {
    kind: Kind,
    step: usize,
    case: Case,
    file: String,
}

/// One reader on one distortion, a count for each strength.
type Curve = Vec<Count>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let folder = std::env::var_os("PEM2_SCANNER_PAGE").map(PathBuf::from);
    let folder = folder.ok_or_else(|| Failure::said("run it by `cargo xtask bench curves`"))?;
    let all = all_rungs();
    eprintln!("rendering {} pictures", all.len());
    render(&all, &folder.join("corpus"))?;
    let (curves, formats) = measure(&folder, &all).await?;
    let result = json!({
        "strengths": (0..STEPS).map(|step| rounded(step as f64 / (STEPS - 1) as f64)).collect::<Vec<f64>>(),
        "pictures": all.len(),
        "distortions": Kind::ALL.map(|kind| row(kind, &curves)).to_vec(),
        "formats": formats,
    });
    match std::env::args().any(|argument| argument == "--json") {
        true => println!("{}", serde_json::to_string_pretty(&result)?),
        false => print(&curves),
    }
    write("curves", &result)
}

fn all_rungs() -> Vec<Rung> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        for (strength, case) in (0..SEEDS).flat_map(|seed| rungs(kind, STEPS, seed)) {
            let step = (strength * (STEPS - 1) as f32).round() as usize;
            all.push(Rung { kind, step, case, file: format!("{kind:?}-{:04}.png", all.len()).to_lowercase() });
        }
    }
    all
}

fn render(all: &[Rung], folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    let one = |number: usize| {
        let picture = all[number].case.photograph()?.picture;
        let (width, height) = (picture.width as u32, picture.height as u32);
        let file = folder.join(&all[number].file);
        Ok(image::save_buffer(file, &picture.pixels, width, height, ExtendedColorType::L8)?)
    };
    on_all_cores(all.len(), one).map_err(|why| Failure::said(why.to_string()))?;
    Ok(())
}

type Curves = BTreeMap<(&'static str, &'static str), Curve>;
type Formats = BTreeMap<&'static str, BTreeMap<&'static str, Count>>;

/// Curves by distortion and reader, and counts by reader and family.
async fn measure(folder: &Path, all: &[Rung]) -> Result<(Curves, Formats), Failure> {
    let readers = Readers::open(folder, SetUp::default()).await?;
    let (mut curves, mut formats) = (Curves::new(), Formats::new());
    for (nth, batch) in all.chunks(AT_ONCE).enumerate() {
        let files: Vec<&str> = batch.iter().map(|rung| rung.file.as_str()).collect();
        for (rung, said) in batch.iter().zip(readers.read(&files, &READERS, 0.0).await?) {
            for reader in READERS {
                let count = judged(&rung.case, said.get(reader).unwrap_or(&Said::default()));
                let curve = curves.entry((rung.kind.legend().name, reader)).or_default();
                curve.resize_with(STEPS, Count::default);
                curve[rung.step] += count;
                *formats.entry(reader).or_default().entry(rung.case.format.name()).or_default() += count;
            }
        }
        eprint!("\r{} of {} pictures", nth * AT_ONCE + batch.len(), all.len());
    }
    eprintln!();
    Ok((curves, formats))
}

fn judged(case: &Case, said: &Said) -> Count {
    let format = case.format.name();
    let expected = plain(format, case.expected());
    let right = said.found.iter().filter(|(_, text)| plain(format, text) == expected).count();
    Count { correct: right.min(1), total: 1, wrong: said.found.len() - right }
}

/// A distortion with the curve of each reader.
fn row(kind: Kind, curves: &Curves) -> Value {
    let legend = kind.legend();
    let by_reader = READERS.map(|reader| {
        let curve = curves.get(&(legend.name, reader)).map(Vec::as_slice).unwrap_or_default();
        let read: Vec<f64> = curve.iter().map(|count| rounded(share(count))).collect();
        let wrong: usize = curve.iter().map(|count| count.wrong).sum();
        (reader, json!({ "read": read, "mean": rounded(mean(curve)), "wrong": wrong }))
    });
    let readers: BTreeMap<&str, Value> = by_reader.into_iter().collect();
    json!({ "name": legend.name, "from": legend.from, "to": legend.to, "readers": readers })
}

fn share(count: &Count) -> f64 {
    count.correct as f64 / count.total.max(1) as f64
}

/// The mean over all strengths: what part of the way a reader goes along.
fn mean(curve: &[Count]) -> f64 {
    curve.iter().map(share).sum::<f64>() / curve.len().max(1) as f64
}

fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

fn print(curves: &Curves) {
    println!("\npercent read at rising strengths, their mean, and wrong readings");
    println!("| distortion | from – to | reader |{} mean | wrong |", " |".repeat(STEPS));
    println!("|---|---|---|{}---|---|", "---|".repeat(STEPS));
    for kind in Kind::ALL {
        let legend = kind.legend();
        for reader in READERS {
            let Some(curve) = curves.get(&(legend.name, reader)) else { continue };
            let cells: Vec<String> = curve.iter().map(|count| format!("{:.0}", 100.0 * share(count))).collect();
            let wrong: usize = curve.iter().map(|count| count.wrong).sum();
            let (name, range) = (legend.name, format!("{} – {}", legend.from, legend.to));
            println!("| {name} | {range} | {reader} | {} | {:.1} | {wrong} |", cells.join(" | "), 100.0 * mean(curve));
        }
    }
    for reader in READERS {
        let own = || curves.iter().filter(|((_, name), _)| *name == reader).map(|(_, curve)| curve);
        let all = own().flatten().fold(Count::default(), |sum, count| sum + *count);
        println!("{reader}: {} of {} pictures, {} wrong", all.correct, all.total, all.wrong);
    }
}
