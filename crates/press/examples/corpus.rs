//! Writes a corpus: pictures with one known code, and pictures without, as the benches of the barcode reader read them.
//!
//! `cargo run --release -p press --example corpus -- DIR [CASES] [SEED]`
//!
//! `DIR/manifest.json` lists `{file, kind: "code" | "empty", format, text}`. The same seed gives the same pictures. A picture
//! without a code shows the ground, a few thick bars, and the words of a label: they are what is taken for codes.

use std::error::Error;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use image::ExtendedColorType;
use press::corpus::{Content, Entry};
use press::{Case, Picture, Point, Print, Sheet, Subject, Symbol, cases, font, on_all_cores, photograph};

/// One picture without a code for so many with one.
const EMPTY_ONE_IN: usize = 5;

/// Pixels of the sheet to a module, as in the cases.
const MODULE: f32 = 6.0;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("target/corpus"), PathBuf::from);
    let (count, seed) = (number(2, 330)? as usize, number(3, 1)?);
    std::fs::create_dir_all(folder.join("frames"))?;
    let cases = cases(count, seed).collect::<Result<Vec<Case>, _>>()?;
    let entries = on_all_cores(cases.len(), |nth| entries(nth, &cases[nth], &folder))?;
    let entries: Vec<Entry> = entries.into_iter().flatten().collect();
    let lines = entries.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
    std::fs::write(folder.join("manifest.json"), format!("[\n{}\n]\n", lines.join(",\n")))?;
    println!("{}: {} pictures", folder.display(), entries.len());
    Ok(())
}

/// A number from the command line, or the usual one where none stands.
fn number(nth: usize, usual: u64) -> Result<u64, Box<dyn Error>> {
    let Some(given) = std::env::args_os().nth(nth) else { return Ok(usual) };
    let given = given.to_string_lossy();
    given.parse().map_err(|_| format!("{given:?} is no number").into())
}

/// Makes the picture of a case, sometimes one without its code too, and answers what the list says of them.
fn entries(nth: usize, case: &Case, folder: &Path) -> Result<Vec<Entry>, press::Error> {
    let file = format!("frames/{nth:04}.png");
    save(&case.photograph()?.picture, &folder.join(&file))?;
    let (format, text) = (Some(case.format.name().to_owned()), Some(case.expected().to_owned()));
    let mut entries = vec![Entry { file, kind: Content::Code, format, text }];
    if nth.is_multiple_of(EMPTY_ONE_IN) {
        let file = format!("frames/{nth:04}-empty.png");
        save(&without_code(case)?, &folder.join(&file))?;
        entries.push(Entry { file, kind: Content::Empty, format: None, text: None });
    }
    Ok(entries)
}

/// The same scene with a label of a few thick bars and some words in the place of the code.
fn without_code(case: &Case) -> Result<Picture, press::Error> {
    let bars = Symbol::linear(vec![3, 5, 9, 4, 2, 7, 6], (12, 12));
    let (wide, tall) = (130.0, 90.0);
    let mut sheet = Sheet::new((wide * MODULE) as usize, (tall * MODULE) as usize, Sheet::PAPER);
    let placed = sheet.draw(&bars, (14.0 * MODULE, 8.0 * MODULE), Print { module: MODULE, digits: false });
    let mut rng = Rng::with_seed(case.seed);
    // Beside the bars and below them, small print last.
    let lines: [(Point, f32); 6] = [
        ((60.0, 8.0), 1.6),
        ((60.0, 24.0), 1.1),
        ((60.0, 38.0), 0.8),
        ((14.0, 62.0), 1.4),
        ((14.0, 75.0), 0.6),
        ((14.0, 82.0), 0.6),
    ];
    for ((x, y), dot) in lines {
        let fitting = ((wide - x) / (dot * font::ADVANCE as f32)) as usize;
        let line: String = words(&mut rng).chars().take(fitting).collect();
        sheet.write(&line, (x * MODULE, y * MODULE), dot * MODULE, Sheet::INK);
    }
    let subject = Subject { sheet: &sheet, placed: &[placed], ground: case.ground };
    Ok(photograph(subject, &case.recipe, case.seed)?.picture)
}

/// A line as stands on an electrician's label.
fn words(rng: &mut Rng) -> String {
    const KINDS: [&str; 8] = ["WIRE", "BREAKER", "CONDUIT", "LAMP", "LOT", "MADE IN", "BIN", "ILLILLI"];
    const VALUES: [&str; 8] = ["600 V", "20 A", "12 AWG", "NO. 4", "III", "UL 83", "1/2 IN", "HHHH"];
    let (kind, value) = (KINDS[rng.usize(0..KINDS.len())], VALUES[rng.usize(0..VALUES.len())]);
    format!("{kind} {value} {:05}", rng.u32(0..100_000))
}

fn save(picture: &Picture, path: &Path) -> Result<(), press::Error> {
    let (width, height) = (picture.width as u32, picture.height as u32);
    Ok(image::save_buffer(path, &picture.pixels, width, height, ExtendedColorType::L8)?)
}
