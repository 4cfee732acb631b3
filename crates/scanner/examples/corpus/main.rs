//! Reads a folder of pictures with known codes and prints how many come out right: as photos, and as frames of a video.
//!
//! `PEM2_CORPUS=DIR cargo run --release -p scanner --example corpus`
//!
//! `--rotate DEG` turns every picture first, `--verbose` names what went wrong, `--frames N` takes each picture for N frames
//! of a video instead of eight, `--stages` adds what each step of the search reads and costs, for photos and for the frames of
//! a video, `--json` prints the result instead of a table. It is written to `scanner.json` in the folder that `PEM2_BENCH` names;
//! `PEM2_SCANNER_BYTES` is the size that it states.
//!
//! `DIR/manifest.json` is a list of `{file, kind: "code" | "empty", format, text}`.

mod stages;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use press::corpus::{Content, Entry, entries, plain};
use press::score::{Row, Said, Score, as_json, table};
use scanner::{Detection, Luma, Scanner, Standing};
use stages::Stages;

/// In so many frames each stage had its turn.
const TURNS: u32 = 8;
/// Milliseconds between two frames of a camera.
const BETWEEN_MS: f64 = 33.0;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::var_os("PEM2_CORPUS").map(PathBuf::from).ok_or("PEM2_CORPUS names no folder")?;
    let given = |name: &str| std::env::args().any(|argument| argument == name);
    let degrees = option("--rotate").unwrap_or(0.0);
    let turns = option("--frames").map_or(TURNS, |turns| turns as u32).max(1);
    let (mut stills, mut frames) = (Score::default(), Score::default());
    let (mut stages, mut of_frames) = (Stages::default(), Stages::default());
    for entry in entries(&folder)? {
        let picture = image::open(folder.join(&entry.file))?.to_luma8();
        let frame = Luma::new(picture.width() as usize, picture.height() as usize, picture.as_raw())?;
        let turned = (degrees != 0.0).then(|| frame.turned(degrees));
        let frame = turned.as_ref().map_or(frame, scanner::LumaFrame::view);
        let still = as_photo(frame, &entry, &mut stages);
        let video = as_video(frame, turns, &entry, &mut of_frames);
        for (score, said, how) in [(&mut stills, still, "photo"), (&mut frames, video, "frames")] {
            if given("--verbose") {
                complain(&entry, &said, how);
            }
            score.count(&entry, &said);
        }
    }
    let brotli = std::env::var("PEM2_SCANNER_BYTES").ok().and_then(|bytes| bytes.parse().ok());
    let row = |name: &str, score, brotli| Row { name: name.to_owned(), score, brotli };
    let rows = [row("pem2", stills, brotli), row("pem2 frames", frames, None)];
    let result = serde_json::to_string_pretty(&as_json(&rows))?;
    match given("--json") {
        true => println!("{result}"),
        false => println!("\nturned by {degrees}°\n{}", table(&rows)),
    }
    if given("--stages") {
        stages.print("photos");
        of_frames.print("frames");
    }
    if let Some(folder) = std::env::var_os("PEM2_BENCH") {
        let name = if degrees == 0.0 { "scanner.json".to_owned() } else { format!("scanner-{degrees}.json") };
        std::fs::create_dir_all(&folder)?;
        std::fs::write(Path::new(&folder).join(name), result + "\n")?;
    }
    Ok(())
}

fn option(name: &str) -> Option<f32> {
    std::env::args().skip_while(|argument| argument != name).nth(1)?.parse().ok()
}

/// What all patience reads, and which step of the search it was.
fn as_photo(frame: Luma<'_>, entry: &Entry, stages: &mut Stages) -> Said {
    let mut scanner = Scanner::default();
    stages.begin(entry.kind == Content::Code);
    let start = Instant::now();
    let found = scanner.read_still_watched(frame, &mut |step| stages.count(step));
    let said = Said { ms: milliseconds(start), found: contents(&found), ..Said::default() };
    let (right, wrong) = judged(entry, &said);
    stages.end(right, wrong);
    said
}

/// What was accepted over a number of equal frames, and what a frame took.
fn as_video(frame: Luma<'_>, turns: u32, entry: &Entry, stages: &mut Stages) -> Said {
    let mut scanner = Scanner::default();
    let mut said = Said::default();
    stages.begin(entry.kind == Content::Code);
    for turn in 0..turns {
        let start = Instant::now();
        stages.go_on();
        let sightings = scanner.read_frame_watched(frame, f64::from(turn) * BETWEEN_MS, &mut |step| stages.count(step));
        said.each.push(milliseconds(start));
        let accepted = sightings.into_iter().filter(|sighting| sighting.standing == Standing::Accepted);
        said.found.extend(contents(&accepted.map(|sighting| sighting.detection).collect::<Vec<_>>()));
    }
    said.ms = said.each.iter().sum::<f64>() / f64::from(turns);
    let (right, wrong) = judged(entry, &said);
    stages.end(right, wrong);
    said
}

fn contents(found: &[Detection]) -> Vec<(String, String)> {
    found.iter().map(|detection| (detection.symbology.to_string(), detection.text.clone())).collect()
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// Whether what stands in the picture was read, and how much else.
fn judged(entry: &Entry, said: &Said) -> (bool, usize) {
    let format = entry.format.as_deref().unwrap_or_default();
    let expected = entry.text.as_deref().map(|text| plain(format, text));
    let is_right = |(_, text): &&(String, String)| Some(plain(format, text)) == expected;
    let right = said.found.iter().filter(is_right).count();
    (right > 0 || expected.is_none() && said.found.is_empty(), said.found.len() - right)
}

/// Says what was read when it is not what stands in the picture.
fn complain(entry: &Entry, said: &Said, how: &str) {
    let (right, wrong) = judged(entry, said);
    if !right || wrong > 0 {
        let format = entry.format.as_deref().unwrap_or("empty");
        println!("{} {how} {format} {:?} {:.1} ms → {:?}", entry.file, entry.text, said.ms, said.found);
    }
}
