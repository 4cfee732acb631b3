//! One label, seen with one thing wrong: what the tests beside this and `examples/recovery.rs` read.

use press::{Case, Format, Ground, Kind, Noise, Options, Recipe, Rotation};
use scanner::{Detection, LumaFrame, Scanner, Symbology};

/// Pixels of all pictures.
const SIZE: (usize, usize) = (640, 480);
/// Pixels to a module before something makes it smaller. People hold cells nearer than bars.
const BAR: f32 = 3.0;
const CELL: f32 = 5.0;

/// What stands on the label of each family.
pub fn text(format: Format) -> &'static str {
    match format {
        Format::Ean13 => "4006381333931",
        Format::Ean8 => "96385074",
        Format::UpcA => "400880000600",
        Format::UpcE => "04252614",
        Format::Code128 => "WO-20418-07",
        Format::Code39 => "EQ-1742",
        Format::Code93 => "LOT 4711-A",
        Format::Itf => "10614141000415",
        Format::Codabar => "A4015627389B",
        Format::Qr => "https://pem2.example/l/4H7K-22",
        Format::DataMatrix => "SQD-QO120",
    }
}

/// A label of a text, held a little aslant by a camera that is never quite without noise, with `kind` at `strength`.
pub fn case(format: Format, text: &str, kind: Kind, strength: f32, seed: u64) -> Case {
    let steps =
        vec![Rotation { degrees: 2.0 }.into(), kind.at(strength), Noise { electrons: 3000.0, read: 2.0 }.into()];
    let module = if format.is_matrix() { CELL } else { BAR };
    Case {
        format,
        text: text.to_owned(),
        options: Options { height: Some(45), ..Options::default() },
        ground: Ground::Carton,
        recipe: Recipe { width: SIZE.0, height: SIZE.1, module, steps },
        seed,
    }
}

/// The picture of a case.
pub fn frame(case: &Case) -> LumaFrame {
    let picture = case.photograph().unwrap().picture;
    LumaFrame::new(picture.width, picture.height, picture.pixels).unwrap()
}

/// What a still of the case says.
pub fn read(case: &Case) -> Vec<(Symbology, String)> {
    Scanner::default().read_still(frame(case).view()).into_iter().map(content).collect()
}

/// What a detection says.
pub fn content(detection: Detection) -> (Symbology, String) {
    (detection.symbology, detection.text)
}

/// What is to be read from a case.
pub fn expected(case: &Case) -> (Symbology, String) {
    (symbology(case.format), case.expected().to_owned())
}

/// The reader's name for what the press prints.
pub fn symbology(format: Format) -> Symbology {
    match format {
        Format::Ean13 => Symbology::Ean13,
        Format::Ean8 => Symbology::Ean8,
        Format::UpcA => Symbology::UpcA,
        Format::UpcE => Symbology::UpcE,
        Format::Code128 => Symbology::Code128,
        Format::Code39 => Symbology::Code39,
        Format::Code93 => Symbology::Code93,
        Format::Itf => Symbology::Itf,
        Format::Codabar => Symbology::Codabar,
        Format::Qr => Symbology::Qr,
        Format::DataMatrix => Symbology::DataMatrix,
    }
}
