//! Reads a folder of pictures with known codes and prints how many come out right.
//!
//! `PEM2_CORPUS=DIR cargo run --release -p scanner --example corpus`
//!
//! `--rotate DEG` turns every picture first, `--verbose` names what went wrong, and the step that read each picture,
//! `--frames N` reads each picture as N frames of a video instead of as a still,
//! `--stages` adds what each step of the search reads and costs.
//!
//! `DIR/manifest.json` is a list of `{file, kind: "code" | "empty", format, text}`.

#![allow(clippy::unwrap_used)]

mod stages;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use press::corpus::{entries, plain};
use scanner::{Detection, Luma, Scanner, Standing, Step};
use stages::Stages;

#[derive(Default)]
struct Score {
    total: usize,
    right: usize,
    wrong: usize,
    times: Vec<Duration>,
}

fn main() {
    let Some(folder) = std::env::var_os("PEM2_CORPUS").map(PathBuf::from) else {
        eprintln!("PEM2_CORPUS names no folder");
        return;
    };
    let verbose = std::env::args().any(|argument| argument == "--verbose");
    let degrees = option("--rotate").unwrap_or(0.0);
    let frames = option("--frames").unwrap_or(0.0) as u32;
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut stages = Stages::default();
    for entry in entries(&folder).unwrap() {
        let picture = image::open(folder.join(&entry.file)).unwrap().to_luma8();
        let frame = Luma::new(picture.width() as usize, picture.height() as usize, picture.as_raw()).unwrap();
        let turned = (degrees != 0.0).then(|| frame.turned(degrees));
        let frame = turned.as_ref().map_or(frame, scanner::LumaFrame::view);
        let mut scanner = Scanner::default();
        let start = Instant::now();
        stages.begin(entry.kind == "code");
        let mut watch = |step| stages.count(step);
        let found = match frames {
            0 => scanner.read_still_watched(frame, &mut watch),
            _ => as_video(&mut scanner, frame, frames, &mut watch),
        };
        let time = start.elapsed() / frames.max(1);
        let format = entry.format.unwrap_or_else(|| "empty".to_owned());
        let score = scores.entry(format.clone()).or_default();
        score.total += 1;
        score.times.push(time);
        let expected = entry.text.as_deref().map(|text| plain(&format, text));
        let right = match &expected {
            Some(expected) => found.iter().any(|detection| plain(&format, &detection.text) == *expected),
            None => found.is_empty(),
        };
        let wrong = found.iter().filter(|detection| Some(plain(&format, &detection.text)) != expected).count();
        let step = stages.end(right, wrong).unwrap_or_default();
        score.right += usize::from(right);
        score.wrong += wrong;
        if verbose && (wrong > 0 || !right) {
            let read: Vec<String> = found
                .iter()
                .map(|detection| format!("{} {:?} ×{}", detection.symbology, detection.text, detection.lines))
                .collect();
            println!("{} {format} {expected:?} {time:.1?} → {read:?} {step}", entry.file);
        } else if verbose {
            println!("{} {format} {time:.1?} {step}", entry.file);
        }
    }
    print_table(&mut scores);
    if std::env::args().any(|argument| argument == "--stages") {
        stages.print();
    }
}

fn option(name: &str) -> Option<f32> {
    std::env::args().skip_while(|argument| argument != name).nth(1)?.parse().ok()
}

/// What was accepted over a number of equal frames.
fn as_video(scanner: &mut Scanner, frame: Luma<'_>, frames: u32, watch: &mut dyn FnMut(Step)) -> Vec<Detection> {
    let sightings = (0..frames).flat_map(|i| scanner.read_frame_watched(frame, f64::from(i) * 33.0, watch));
    let accepted = sightings.filter(|sighting| sighting.standing == Standing::Accepted);
    accepted.map(|sighting| sighting.detection).collect()
}

fn print_table(scores: &mut BTreeMap<String, Score>) {
    let mut all = Score::default();
    println!("| format | right | wrong | median ms | p95 ms |\n|---|---|---|---|---|");
    for (format, score) in scores {
        if format != "empty" {
            all.total += score.total;
            all.right += score.right;
            all.wrong += score.wrong;
            all.times.extend(&score.times);
        }
        print_row(format, score);
    }
    print_row("all codes", &mut all);
}

fn print_row(name: &str, score: &mut Score) {
    score.times.sort();
    let ms = |part: usize| score.times[(score.times.len() - 1) * part / 100].as_secs_f64() * 1e3;
    let (right, total) = (score.right, score.total);
    let percent = 100.0 * right as f64 / total as f64;
    println!("| {name} | {right}/{total} ({percent:.1} %) | {} | {:.2} | {:.2} |", score.wrong, ms(50), ms(95));
}
