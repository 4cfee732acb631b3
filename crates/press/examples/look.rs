//! Writes contact sheets for people to look at.
//!
//! `cargo run --release -p press --example look -- target/look`
//!
//! `symbols.png`: each symbology as printed. `ladder_*.png`: each distortion at six strengths. `cases.png`: hard cases
//! with what is in them. `clip_*.png`: frames of each film. The true outlines are drawn in the cases and clips.

use std::error::Error;
use std::path::{Path, PathBuf};

use image::{GrayImage, Luma, imageops};
use press::{
    Act, Bearer, Clip, Format, Ground, Kind, Options, Picture, Print, Recipe, Shape, Sheet, Shot, Subject, cases,
    encode_with, gs1, ladder, photograph,
};

/// Pixels of a picture on a contact sheet, at most.
const CELL: (u32, u32) = (400, 316);

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("target/look"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    sheet_of_symbols(&folder)?;
    for (number, kinds) in Kind::ALL.chunks(7).enumerate() {
        sheet_of_ladders(&folder.join(format!("ladder_{number}.png")), kinds)?;
    }
    sheet_of_cases(&folder, 33, 1)?;
    Act::ALL.into_iter().try_for_each(|act| sheet_of_frames(&folder, act))?;
    println!("{}", folder.display());
    Ok(())
}

fn sheet_of_symbols(folder: &Path) -> Result<(), Box<dyn Error>> {
    let plain = Options { height: Some(40), ..Options::default() };
    let framed = Options { bearer: Bearer::Frame(4), ..plain };
    let flat = Options { shape: Shape::Rectangle, ..plain };
    let large = Options { at_least: 32, ..plain };
    let label = gs1("(01)09521234543213(10)L00417(21)000123")?;
    let macro_06 = "[)>\u{1e}06\u{1d}P1234567\u{1d}S00000042\u{1e}\u{4}";
    let symbols = [
        (Format::Ean13, "9780201379624+52495", plain),
        (Format::Ean8, "1234567", plain),
        (Format::UpcA, "400880000600+12", plain),
        (Format::UpcE, "0425261", plain),
        (Format::Code128, &label, plain),
        (Format::Code39, "A-1742", Options { wide: Some(3), ..plain }),
        (Format::Code93, "TOOL1234-56", plain),
        (Format::Itf, "10012345678902", framed),
        (Format::Codabar, "A40156B", plain),
        (Format::Qr, "https://www.example.com/p/123456", plain),
        (Format::DataMatrix, &label, plain),
        (Format::DataMatrix, &label, flat),
        (Format::DataMatrix, macro_06, large),
    ];
    let mut cells = Vec::new();
    for (format, text, options) in symbols {
        let (sheet, _) = Sheet::label(&encode_with(format, text, &options)?, Print { module: 1.6, digits: true });
        cells.push(drawn(&sheet)?);
    }
    contact(&cells, 4).save(folder.join("symbols.png"))?;
    Ok(())
}

fn sheet_of_ladders(file: &Path, kinds: &[Kind]) -> Result<(), Box<dyn Error>> {
    let symbol = encode_with(Format::UpcA, "400880000600", &Options { height: Some(40), ..Options::default() })?;
    let (sheet, placed) = Sheet::label(&symbol, Print { module: 6.0, digits: true });
    let subject = Subject { sheet: &sheet, placed: &[placed], ground: Ground::Carton };
    let mut cells = Vec::new();
    for kind in kinds {
        for (strength, step) in ladder(*kind, 6) {
            let recipe = Recipe { width: 400, height: 300, module: 2.4, steps: vec![step] };
            let picture = drawing(photograph(subject, &recipe, 1)?.picture)?;
            cells.push(captioned(&picture, &format!("{kind:?} {strength:.1}"))?);
        }
    }
    contact(&cells, 6).save(file)?;
    Ok(())
}

fn sheet_of_cases(folder: &Path, count: usize, seed: u64) -> Result<(), Box<dyn Error>> {
    let mut cells = Vec::new();
    for case in cases(count, seed) {
        let case = case?;
        let picture = outlined(case.photograph()?)?;
        let steps: Vec<String> = case.recipe.steps.iter().map(|step| format!("{step:?}")).collect();
        let names: Vec<&str> = steps.iter().filter_map(|step| step.split('(').next()).collect();
        cells.push(captioned(&picture, &format!("{:?} {}", case.format, names.join(" ")))?);
    }
    contact(&cells, 4).save(folder.join("cases.png"))?;
    Ok(())
}

fn sheet_of_frames(folder: &Path, act: Act) -> Result<(), Box<dyn Error>> {
    let labels = [(Format::UpcA, "400880000600"), (Format::Qr, "HTTPS://EX.CO/1"), (Format::Code39, "A-1742")];
    let clip = Clip::new(act, (640, 480), &labels, 1)?;
    let frames = (0..clip.frames()).step_by(clip.frames() / 8);
    let cells = frames.map(|number| outlined(clip.frame(number)?)).collect::<Result<Vec<_>, _>>()?;
    contact(&cells, 3).save(folder.join(format!("clip_{act:?}.png").to_lowercase()))?;
    Ok(())
}

/// The picture with its true outlines as thin lines: the upper side of a symbol is white, the others are dashed in white
/// and black. What lies outside of the picture is left out.
fn outlined(shot: Shot) -> Result<GrayImage, Box<dyn Error>> {
    let mut picture = drawing(shot.picture)?;
    for corners in shot.outlines {
        for (side, (from, to)) in corners.iter().zip(corners.iter().cycle().skip(1)).enumerate() {
            for part in 0..1000 {
                let along = part as f32 / 1000.0;
                let (x, y) = (from.0 + (to.0 - from.0) * along, from.1 + (to.1 - from.1) * along);
                // A cast would bring what lies left of the picture to its edge.
                if x >= 0.0
                    && y >= 0.0
                    && let Some(pixel) = picture.get_pixel_mut_checked(x as u32, y as u32)
                {
                    *pixel = Luma([if side == 0 || part % 40 < 20 { 255 } else { 0 }]);
                }
            }
        }
    }
    Ok(picture)
}

fn captioned(picture: &GrayImage, caption: &str) -> Result<GrayImage, Box<dyn Error>> {
    let fitting = fitted(picture);
    let mut strip = Sheet::new(fitting.width() as usize, 16, 0.0);
    strip.write(caption, (2.0, 4.0), if caption.len() > 62 { 0.8 } else { 1.0 }, 0.9);
    let mut whole = GrayImage::new(fitting.width(), fitting.height() + 16);
    imageops::replace(&mut whole, &drawn(&strip)?, 0, 0);
    imageops::replace(&mut whole, &fitting, 0, 16);
    Ok(whole)
}

fn drawn(sheet: &Sheet) -> Result<GrayImage, Box<dyn Error>> {
    drawing(Picture { width: sheet.grid.width(), height: sheet.grid.height(), pixels: sheet.to_grey() })
}

fn drawing(picture: Picture) -> Result<GrayImage, Box<dyn Error>> {
    let (width, height) = (picture.width as u32, picture.height as u32);
    GrayImage::from_raw(width, height, picture.pixels).ok_or_else(|| "the picture has too few pixels".into())
}

fn fitted(picture: &GrayImage) -> GrayImage {
    let scale = (CELL.0 as f32 / picture.width() as f32).min(CELL.1 as f32 / picture.height() as f32).min(1.0);
    let side = |length: u32| ((length as f32 * scale) as u32).max(1);
    imageops::resize(picture, side(picture.width()), side(picture.height()), imageops::FilterType::Triangle)
}

fn contact(cells: &[GrayImage], columns: usize) -> GrayImage {
    let cells: Vec<GrayImage> = cells.iter().map(fitted).collect();
    let width = cells.iter().map(|cell| cell.width() + 6).max().unwrap_or(1);
    let height = cells.iter().map(|cell| cell.height() + 6).max().unwrap_or(1);
    let rows = cells.len().div_ceil(columns);
    let mut sheet = GrayImage::from_pixel(width * columns as u32, height * rows as u32, Luma([110]));
    for (place, cell) in cells.iter().enumerate() {
        let (x, y) = ((place % columns) as u32 * width + 3, (place / columns) as u32 * height + 3);
        imageops::replace(&mut sheet, cell, i64::from(x), i64::from(y));
    }
    sheet
}
