//! Writes a code of each symbology where the fuzz targets `frame` and `frame_more` look for something to begin with.
//!
//! `cargo run --release -p scanner --features more --example fuzz_seeds -- fuzz/corpus`

use std::error::Error;
use std::path::{Path, PathBuf};

use press::{Format, Modules, encode};
use rxing::{BarcodeFormat, EncodeHints, MultiFormatWriter, Writer};

/// How `tests/pixels/picture.rs` reads a seed: bars in a frame of 817×61, cells in one of 256×234.
const BARS: [u8; 6] = [4, 51, 60, 1, 0, 0];
const CELLS: [u8; 6] = [6, 255, 255, 3, 0, 0];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("fuzz/corpus"), PathBuf::from);
    for format in Format::ALL {
        let text = match format {
            Format::Ean13 => "400638133393",
            Format::UpcA => "40088000060",
            Format::Ean8 | Format::UpcE => "0425261",
            Format::Itf | Format::Codabar => "4015627389",
            _ => "SQD-QO120",
        };
        let seed = match encode(format, text)?.modules() {
            Modules::Linear(widths) => [&BARS[..], &quarters(widths)].concat(),
            Modules::Matrix { cells, width } => of_cells(cells, *width)?,
        };
        for target in ["frame", "frame_more"] {
            write(&folder.join(target), &format!("{format:?}"), &seed)?;
        }
    }
    for (format, text) in [(BarcodeFormat::AZTEC, "SQD-QO120"), (BarcodeFormat::PDF_417, "SQD")] {
        let hints = EncodeHints { Margin: Some("0".to_owned()), ..EncodeHints::default() };
        let code = MultiFormatWriter.encode_with_hints(text, &format, 1, 1, &hints)?;
        let (width, height) = (code.getWidth(), code.getHeight());
        let cells: Vec<bool> =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| code.get(x, y)).collect();
        write(&folder.join("frame_more"), &format.to_string(), &of_cells(&cells, width as usize)?)?;
    }
    Ok(())
}

/// Four widths of one to four modules in a byte.
fn quarters(widths: &[u8]) -> Vec<u8> {
    let byte = |four: &[u8]| four.iter().enumerate().fold(0, |byte, (i, width)| byte | (width - 1) << (2 * i));
    widths.chunks(4).map(byte).collect()
}

/// Eight cells in a byte, as many to a row as there are.
fn of_cells(cells: &[bool], width: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let byte = |eight: &[bool]| eight.iter().enumerate().fold(0, |byte, (i, dark)| byte | u8::from(*dark) << i);
    let mut seed = CELLS.to_vec();
    seed[5] = u8::try_from(width)?;
    // Wide ones are printed smaller.
    seed[3] = if width > 60 { 1 } else { 3 };
    seed.extend(cells.chunks(8).map(byte));
    Ok(seed)
}

fn write(folder: &Path, name: &str, seed: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(name), seed)
}
