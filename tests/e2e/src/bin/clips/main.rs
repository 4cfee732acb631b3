//! Our reader and zxing-wasm before a camera that moves: films in place of a lens, each reader in a worker and fed as the
//! app feeds its own, one after the other before the same stream.
//!
//! `PEM2_SCANNER_PAGE` names a folder that `cargo xtask bench clips` has put together, `PEM2_FILMS` one that keeps the
//! films. `--json` prints the result instead of a table; it is written to `clips.json` in the folder that `PEM2_BENCH` names.
//!
//! For each film and reader, over three laps of the film: `first_read_ms`, from the film's first frame in which either
//! reader finds a code as a photo to the answer with the first right one, by the frames' numbers, the median; `misreads`,
//! contents that are not in the film; `found` of `shown` codes; `reads_per_s`; `longest_gap_ms` without a new picture in
//! the preview. `camera_start_*` are of the app itself: see `start`.

mod start;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use e2e::Failure;
use e2e::bench::{percentile, write};
use e2e::engine::SetUp;
use e2e::films::{CLEAR, FILMS, Film, RATE};
use e2e::readers::Readers;
use press::corpus::plain;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Times that each reader sees a film.
const LAPS: usize = 3;
/// Frames that are looked at as photos in one call.
const AT_ONCE: usize = 4;

/// Family and content.
type Content = (String, String);

/// One time through a film, as the page tells it.
#[derive(Deserialize)]
struct Lap {
    /// How long it took.
    ms: f64,
    /// Frames that were read.
    reads: usize,
    /// Pictures that the preview got.
    shown: usize,
    /// The longest time without a new one, in milliseconds.
    longest: f64,
    /// Answers with a code in them.
    said: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    /// The number of the frame.
    number: usize,
    /// From the moment it was taken to the answer.
    ms: f64,
    found: Vec<Content>,
}

/// How a reader did on a film.
#[derive(Serialize)]
struct Row {
    clip: &'static str,
    reader: String,
    first_readable_frame: usize,
    first_read_ms: Option<f64>,
    misreads: usize,
    found: usize,
    shown: usize,
    reads_per_s: f64,
    preview_per_s: f64,
    longest_gap_ms: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let folder = |name: &str| {
        let named = std::env::var_os(name).map(PathBuf::from);
        named.ok_or_else(|| Failure::said("run it by `cargo xtask bench clips`"))
    };
    let (page, films) = (folder("PEM2_SCANNER_PAGE")?, folder("PEM2_FILMS")?);
    let mut rows = Vec::new();
    for film in &FILMS {
        rows.extend(measure(film, &page, &films).await?);
    }
    let (cold, warm) = start::measure(CLEAR.file(&films)?).await?;
    let result = json!({ "clips": rows, "laps": LAPS, "camera_start_cold_ms": cold, "camera_start_warm_ms": warm });
    match std::env::args().any(|argument| argument == "--json") {
        true => println!("{}", serde_json::to_string_pretty(&result)?),
        false => {
            print(&rows);
            println!("\ncamera start to first decode: cold {cold} ms (goal 1000), warm {warm} ms (goal 400)");
        }
    }
    write("clips", &result)
}

/// Every reader on one film.
async fn measure(film: &Film, page: &Path, films: &Path) -> Result<Vec<Row>, Failure> {
    let file = film.file(films)?;
    let served = format!("{}.mjpeg", film.name);
    std::fs::copy(&file, page.join(&served))?;
    let readers = Readers::open(page, SetUp::filming(file)).await?;
    let first_readable_frame = first_readable(film, &readers, &served).await?;
    readers.app.run_async::<(u32, u32)>("return await window.openCamera()", json!(null)).await?;
    let mut rows = Vec::new();
    for name in &readers.names {
        eprintln!("{name} sees {}", film.name);
        let script = "return await window.readFilm(input)";
        let laps: Vec<Lap> = readers.app.run_async(script, json!({ "name": name, "laps": LAPS })).await?;
        rows.push(row(film, name, first_readable_frame, &laps));
    }
    Ok(rows)
}

/// The first frame in which any reader finds a code of the film when it may take its time.
async fn first_readable(film: &Film, readers: &Readers, served: &str) -> Result<usize, Failure> {
    for first in (0..).step_by(AT_ONCE) {
        let input = json!({ "film": format!("/{served}"), "first": first, "count": AT_ONCE });
        let frames: Vec<Vec<Content>> = readers.app.run_async("return await window.readPhotos(input)", input).await?;
        if frames.is_empty() {
            break;
        }
        if let Some(at) = frames.iter().position(|found| found.iter().any(|one| is_shown(film, one).is_some())) {
            return Ok(first + at);
        }
    }
    Err(Failure::said(format!("no reader finds a code in any frame of {}", film.name)))
}

/// Which code of the film this is.
fn is_shown(film: &Film, (_, text): &Content) -> Option<usize> {
    film.codes.iter().position(|(format, code)| plain(format.name(), text) == plain(format.name(), code))
}

fn row(film: &Film, reader: &str, first_readable_frame: usize, laps: &[Lap]) -> Row {
    let (mut first, mut misreads, mut found) = (Vec::new(), 0, 0);
    for lap in laps {
        let right = |answer: &&Answer| answer.found.iter().any(|one| is_shown(film, one).is_some());
        if let Some(answer) = lap.said.iter().find(right) {
            let frames = answer.number as f64 - first_readable_frame as f64;
            first.push(frames * 1_000.0 / f64::from(RATE) + answer.ms);
        }
        let contents: BTreeSet<&Content> = lap.said.iter().flat_map(|answer| &answer.found).collect();
        let codes: BTreeSet<usize> = contents.iter().filter_map(|one| is_shown(film, one)).collect();
        misreads += contents.iter().filter(|one| is_shown(film, one).is_none()).count();
        found += codes.len();
    }
    let sum = |of: fn(&Lap) -> f64| laps.iter().map(of).sum::<f64>();
    let seconds = sum(|lap| lap.ms) / 1_000.0;
    Row {
        clip: film.name,
        reader: reader.to_owned(),
        first_readable_frame,
        first_read_ms: (!first.is_empty()).then(|| percentile(&first, 50.0).round()),
        misreads,
        found,
        shown: film.codes.len() * laps.len(),
        reads_per_s: (sum(|lap| lap.reads as f64) / seconds * 10.0).round() / 10.0,
        preview_per_s: (sum(|lap| lap.shown as f64) / seconds * 10.0).round() / 10.0,
        longest_gap_ms: laps.iter().map(|lap| lap.longest).fold(0.0, f64::max).round(),
    }
}

fn print(rows: &[Row]) {
    println!("\nover {LAPS} laps of each film");
    println!("| film | reader | first read, ms | misreads | found | reads/s | preview/s | longest gap, ms |");
    println!("|---|---|---|---|---|---|---|---|");
    for row in rows {
        let first = row.first_read_ms.map_or_else(|| "-".to_owned(), |ms| ms.to_string());
        println!(
            "| {} | {} | {first} | {} | {}/{} | {} | {} | {} |",
            row.clip,
            row.reader,
            row.misreads,
            row.found,
            row.shown,
            row.reads_per_s,
            row.preview_per_s,
            row.longest_gap_ms,
        );
    }
}
