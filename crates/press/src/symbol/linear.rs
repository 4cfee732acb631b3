//! Bars of the one-dimensional symbologies, by rxing's writers.
//!
//! Never here: cells in rows; tables of symbologies that rxing has.

use rxing::{BarcodeFormat, MultiFormatWriter, Writer};

use super::{FNC1, Format, Options, Symbol, addon};
use crate::Error;

/// What rxing's writer of Code 128 takes for FNC1.
const ESCAPED_FNC1: &str = "\u{f1}";

/// The symbol of a text in a one-dimensional symbology.
pub(super) fn linear(format: Format, text: &str, options: &Options) -> Result<Symbol, Error> {
    if text.is_empty() {
        return Err(Error::text(text, "there is nothing to write"));
    }
    // The writers count letters and cut bytes; they take digits of every script for digits.
    if !text.is_ascii() {
        return Err(Error::text(text, "one-dimensional symbologies take ASCII"));
    }
    let mut symbol = match (format, text.split_once('+')) {
        (Format::Ean13 | Format::Ean8 | Format::UpcA | Format::UpcE, Some((main, addition))) => {
            with_addon(format, main, addition, text)?
        }
        _ => plain(format, text)?,
    };
    if let (Format::Code39 | Format::Itf | Format::Codabar, Some(wide), super::Modules::Linear(widths)) =
        (format, options.wide, &mut symbol.modules)
    {
        if !(2..=3).contains(&wide) {
            return Err(Error::text(text, "a wide bar has two or three modules"));
        }
        widths.iter_mut().filter(|width| **width > 1).for_each(|width| *width = wide);
    }
    if format == Format::Itf {
        symbol.bearer = options.bearer;
    }
    if let Some(height) = options.height {
        symbol.height = height;
    }
    symbol.digits = text.chars().filter(|&c| c != FNC1).collect();
    Ok(symbol)
}

fn plain(format: Format, text: &str) -> Result<Symbol, Error> {
    let widths = match (format, text.strip_prefix(FNC1)) {
        (Format::Code128, Some(_)) => bars(BarcodeFormat::CODE_128, &text.replace(FNC1, ESCAPED_FNC1), text)?,
        _ => bars(written_by(format), text, text)?,
    };
    Ok(Symbol::linear(widths, quiet(format)))
}

fn with_addon(format: Format, main: &str, addition: &str, text: &str) -> Result<Symbol, Error> {
    let mut widths = bars(written_by(format), main, text)?;
    let addition = addon::widths(addition).ok_or_else(|| Error::text(text, "an add-on has two or five digits"))?;
    widths.push(addon::GAP);
    widths.extend(addition);
    Ok(Symbol::linear(widths, (quiet(format).0, addon::QUIET)))
}

fn written_by(format: Format) -> BarcodeFormat {
    match format {
        Format::Ean13 => BarcodeFormat::EAN_13,
        Format::Ean8 => BarcodeFormat::EAN_8,
        Format::UpcA => BarcodeFormat::UPC_A,
        Format::UpcE => BarcodeFormat::UPC_E,
        Format::Code128 => BarcodeFormat::CODE_128,
        Format::Code39 => BarcodeFormat::CODE_39,
        Format::Code93 => BarcodeFormat::CODE_93,
        Format::Itf => BarcodeFormat::ITF,
        Format::Codabar => BarcodeFormat::CODABAR,
        Format::Qr => BarcodeFormat::QR_CODE,
        Format::DataMatrix => BarcodeFormat::DATA_MATRIX,
    }
}

/// White modules left and right: GS1 General Specifications 5.2.3.4 for EAN and UPC, ten elsewhere.
fn quiet(format: Format) -> (u8, u8) {
    match format {
        Format::Ean13 => (11, 7),
        Format::Ean8 => (7, 7),
        Format::UpcA => (9, 9),
        Format::UpcE => (9, 7),
        _ => (10, 10),
    }
}

/// Widths of bar, space, bar, … as rxing writes them.
fn bars(format: BarcodeFormat, written: &str, text: &str) -> Result<Vec<u8>, Error> {
    let numeric = [BarcodeFormat::EAN_13, BarcodeFormat::EAN_8, BarcodeFormat::UPC_A, BarcodeFormat::UPC_E];
    let digits_only = numeric.contains(&format) || format == BarcodeFormat::ITF;
    if digits_only && !written.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::text(text, "there is something that is no digit"));
    }
    let row = MultiFormatWriter.encode(written, &format, 0, 1).map_err(|error| Error::text(text, error))?;
    let modules: Vec<bool> = (0..row.getWidth()).map(|x| row.get(x, 0)).collect();
    let runs: Vec<(bool, u8)> = modules.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u8)).collect();
    // The margins are the symbol's own business.
    let first = runs.iter().position(|run| run.0).unwrap_or(0);
    let last = runs.iter().rposition(|run| run.0).unwrap_or(0);
    Ok(runs[first..=last].iter().map(|run| run.1).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::{Format, Modules, Options, encode, encode_with};

    #[test]
    fn an_upc_a_has_ninety_five_modules_and_its_check_digit_may_be_left_out() {
        let full = encode(Format::UpcA, "400880000600").unwrap();
        assert_eq!(full.width(), 95);
        assert_eq!(encode(Format::UpcA, "40088000060").unwrap().modules, full.modules);
    }

    #[test]
    fn a_wrong_check_digit_and_a_letter_are_refused() {
        assert!(encode(Format::Ean13, "4006381333932").is_err());
        assert!(encode(Format::Ean8, "123456a").is_err());
        assert!(encode(Format::Itf, "١٢").is_err());
    }

    #[test]
    fn an_empty_text_is_refused_for_being_empty() {
        let why = encode(Format::Codabar, "").unwrap_err().to_string();
        assert!(why.contains("nothing to write"), "{why}");
    }

    #[test]
    fn the_wide_bars_are_as_wide_as_asked() {
        let options = Options { wide: Some(3), ..Options::default() };
        let symbol = encode_with(Format::Code39, "A", &options).unwrap();
        let Modules::Linear(widths) = symbol.modules() else { panic!("Code 39 has bars") };
        assert!(widths.iter().all(|&w| w == 1 || w == 3));
        assert_eq!(widths.iter().filter(|&&w| w == 3).count(), 9);
        for wide in [0, 1, 4] {
            assert!(encode_with(Format::Code39, "A", &Options { wide: Some(wide), ..Options::default() }).is_err());
        }
    }
}
