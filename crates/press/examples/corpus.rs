//! Writes a corpus: pictures with one known code, and pictures without, as the benches of the barcode reader read them.
//!
//! `cargo run --release -p press --example corpus -- DIR [CASES] [SEED]`
//!
//! `DIR/manifest.json` lists `{file, kind: "code" | "empty", format, text}`. The same seed gives the same pictures. A picture
//! without a code shows the ground and the words of a label.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use image::GrayImage;
use press::{Case, Format, Picture, Placed, Print, Sheet, Subject, Symbol, cases, photograph};

/// One picture without a code for so many with one.
const EMPTY_ONE_IN: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("target/corpus"), PathBuf::from);
    let number = |nth: usize, usual: u64| std::env::args().nth(nth).and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (count, seed) = (number(2, 330) as usize, number(3, 1));
    std::fs::create_dir_all(folder.join("frames"))?;
    let mut lines = Vec::new();
    for (nth, case) in cases(count, seed).enumerate() {
        let file = format!("frames/{nth:04}.png");
        save(&case.photograph()?.picture, &folder.join(&file))?;
        let (format, text) = (name(case.format), quoted(case.expected()));
        lines.push(format!(r#"{{"file":"{file}","kind":"code","format":"{format}","text":{text}}}"#));
        if nth % EMPTY_ONE_IN == 0 {
            let file = format!("frames/{nth:04}-empty.png");
            save(&without_code(&case)?, &folder.join(&file))?;
            lines.push(format!(r#"{{"file":"{file}","kind":"empty"}}"#));
        }
    }
    std::fs::write(folder.join("manifest.json"), format!("[\n{}\n]\n", lines.join(",\n")))?;
    println!("{}: {} pictures", folder.display(), lines.len());
    Ok(())
}

/// The same scene with a label of a few thick bars in the place of the code.
fn without_code(case: &Case) -> Result<Picture, Box<dyn Error>> {
    let bars = Symbol::linear(vec![3, 5, 9, 4, 2, 7, 6], (12, 12));
    let (sheet, placed): (Sheet, Placed) = Sheet::label(&bars, Print { module: 6.0, digits: false });
    let subject = Subject { sheet: &sheet, placed: &[placed], ground: case.ground };
    Ok(photograph(subject, &case.recipe, case.seed)?.picture)
}

fn save(picture: &Picture, path: &Path) -> Result<(), Box<dyn Error>> {
    let image = GrayImage::from_raw(picture.width as u32, picture.height as u32, picture.pixels.clone());
    Ok(image.ok_or("a picture of another size than its pixels")?.save(path)?)
}

/// The names of the bench.
const fn name(format: Format) -> &'static str {
    match format {
        Format::Ean13 => "EAN-13",
        Format::Ean8 => "EAN-8",
        Format::UpcA => "UPC-A",
        Format::UpcE => "UPC-E",
        Format::Code128 => "Code 128",
        Format::Code39 => "Code 39",
        Format::Code93 => "Code 93",
        Format::Itf => "ITF",
        Format::Codabar => "Codabar",
        Format::Qr => "QR",
        Format::DataMatrix => "Data Matrix",
    }
}

/// As a JSON string (RFC 8259, section 7).
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => drop(write!(quoted, "\\u{:04x}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
