//! Cells of QR code and Data Matrix.
//!
//! Never here: bars.

use rxing::common::BitMatrix;
use rxing::datamatrix::encoder::{DefaultPlacement, SymbolInfoLookup, SymbolShapeHint, error_correction::encodeECC200};
use rxing::{BarcodeFormat, Dimension, EncodeHints, MultiFormatWriter, Writer};

use super::{Correction, FNC1, Options, Shape, Symbol};
use crate::Error;

/// White modules around a QR code (ISO/IEC 18004, 5.3.8).
const QR_QUIET: u8 = 4;

/// White modules around a Data Matrix (ISO/IEC 16022, 5.8.1).
const DATA_MATRIX_QUIET: u8 = 1;

/// Codewords of Data Matrix (ISO/IEC 16022, table 2).
const PAD: u8 = 129;
const PAIR_OF_ZEROS: u8 = 130;
const FNC1_CODEWORD: u8 = 232;

/// A QR code.
pub(super) fn qr(text: &str, options: &Options) -> Result<Symbol, Error> {
    let correction = match options.correction {
        Correction::Low => "L",
        Correction::Medium => "M",
        Correction::Quartile => "Q",
        Correction::High => "H",
    };
    let hints = EncodeHints {
        ErrorCorrection: Some(correction.to_owned()),
        QrVersion: options.version.map(|version| version.to_string()),
        Margin: Some("0".to_owned()),
        ..EncodeHints::default()
    };
    written(BarcodeFormat::QR_CODE, text, &hints, QR_QUIET)
}

/// A Data Matrix.
pub(super) fn data_matrix(text: &str, options: &Options) -> Result<Symbol, Error> {
    let shape = match options.shape {
        Shape::Square => SymbolShapeHint::FORCE_SQUARE,
        Shape::Rectangle => SymbolShapeHint::FORCE_RECTANGLE,
    };
    let smallest = Dimension::new(options.at_least, options.at_least);
    if text.starts_with(FNC1) {
        return gs1_data_matrix(text, shape, smallest);
    }
    // The only way to ask for a size before the encodation is chosen.
    #[allow(deprecated)]
    let hints = EncodeHints { DataMatrixShape: Some(shape), MinSize: Some(smallest), ..EncodeHints::default() };
    written(BarcodeFormat::DATA_MATRIX, text, &hints, DATA_MATRIX_QUIET)
}

fn written(format: BarcodeFormat, text: &str, hints: &EncodeHints, quiet: u8) -> Result<Symbol, Error> {
    // The smallest size that writers accept gives a module a pixel.
    let written = MultiFormatWriter.encode_with_hints(text, &format, 1, 1, hints);
    let matrix = written.map_err(|error| Error::text(text, error))?;
    let bare = matrix.getEnclosingRectangle().ok_or_else(|| Error::text(text, "the writer left it blank"))?;
    cropped(&matrix, bare, quiet)
}

fn cropped(matrix: &BitMatrix, [left, top, width, height]: [u32; 4], quiet: u8) -> Result<Symbol, Error> {
    let cells = (0..width * height).map(|i| matrix.get(left + i % width, top + i / width)).collect();
    Symbol::matrix(cells, width as usize, height as usize, quiet)
}

/// GS1 Data Matrix. rxing's encodation with FNC1 takes no smallest size: asked for one it fails. So the codewords are
/// made here, in ASCII encodation; error correction and placement are rxing's.
fn gs1_data_matrix(text: &str, shape: SymbolShapeHint, smallest: Dimension) -> Result<Symbol, Error> {
    let fail = |error: rxing::Exceptions| Error::text(text, error);
    let mut codewords = ascii(text)?;
    let sizes = SymbolInfoLookup::new();
    let size = sizes
        .lookup_with_codewords_shape_size_fail(codewords.len() as u32, shape, &Some(smallest), &None, true)
        .map_err(fail)?
        .ok_or_else(|| Error::text(text, "too long"))?;
    pad(&mut codewords, size.getDataCapacity() as usize);

    let (columns, rows) = (size.getSymbolDataWidth().map_err(fail)?, size.getSymbolDataHeight().map_err(fail)?);
    let (width, height) = (size.getSymbolWidth().map_err(fail)?, size.getSymbolHeight().map_err(fail)?);
    let all = encodeECC200(&codewords.iter().map(|&c| char::from(c)).collect::<String>(), size).map_err(fail)?;
    let mut placement = DefaultPlacement::new(all, columns as usize, rows as usize);
    placement.place().map_err(fail)?;

    // Each region has a finder on four sides, so two modules more than its data both ways.
    let (region_width, region_height) = (2 * columns / (width - columns), 2 * rows / (height - rows));
    let cell = |x: u32, y: u32| {
        let (in_x, in_y) = (x % (region_width + 2), y % (region_height + 2));
        match (in_x, in_y) {
            (0, _) => true,
            (_, in_y) if in_y == region_height + 1 => true,
            (in_x, 0) => in_x % 2 == 0,
            (in_x, in_y) if in_x == region_width + 1 => in_y % 2 == 1,
            _ => {
                let before = |at: u32, region: u32| 1 + 2 * (at / (region + 2));
                placement.getBit((x - before(x, region_width)) as usize, (y - before(y, region_height)) as usize)
            }
        }
    };
    let cells = (0..width * height).map(|i| cell(i % width, i / width)).collect();
    Symbol::matrix(cells, width as usize, height as usize, DATA_MATRIX_QUIET)
}

/// ASCII encodation (ISO/IEC 16022, 5.2.3): pairs of digits in one codeword, FNC1 in its own.
fn ascii(text: &str) -> Result<Vec<u8>, Error> {
    if !text.is_ascii() {
        return Err(Error::text(text, "GS1 data is ASCII"));
    }
    let mut codewords = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        codewords.push(match (first, after) {
            (b'\x1d', _) => FNC1_CODEWORD,
            (b'0'..=b'9', [second @ b'0'..=b'9', after @ ..]) => {
                rest = after;
                PAIR_OF_ZEROS + (first - b'0') * 10 + (second - b'0')
            }
            _ => first + 1,
        });
    }
    Ok(codewords)
}

/// Fills up to the capacity: one pad, then pads made irregular (ISO/IEC 16022, annex B.2).
fn pad(codewords: &mut Vec<u8>, capacity: usize) {
    if codewords.len() < capacity {
        codewords.push(PAD);
    }
    while codewords.len() < capacity {
        let irregular = usize::from(PAD) + (149 * (codewords.len() + 1)) % 253 + 1;
        codewords.push((if irregular > 254 { irregular - 254 } else { irregular }) as u8);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::{Format, Options, Shape, encode, encode_with, gs1};
    use super::ascii;

    #[test]
    fn digits_go_in_pairs_and_a_letter_alone() {
        assert_eq!(ascii("\u{1d}0112A3").unwrap(), [232, 131, 142, 66, 52]);
    }

    #[test]
    fn a_data_matrix_is_as_large_and_of_the_shape_that_is_asked_for() {
        let large = Options { at_least: 32, ..Options::default() };
        let symbol = encode_with(Format::DataMatrix, "M-4711", &large).unwrap();
        assert_eq!((symbol.width(), symbol.height), (32, 32));
        let flat = Options { shape: Shape::Rectangle, ..Options::default() };
        let symbol = encode_with(Format::DataMatrix, &gs1("(01)09521234543213").unwrap(), &flat).unwrap();
        assert_eq!((symbol.width(), symbol.height), (32, 8));
    }

    #[test]
    fn a_qr_code_is_of_the_version_that_is_asked_for() {
        assert_eq!(encode(Format::Qr, "A").unwrap().width(), 21);
        let third = Options { version: Some(3), ..Options::default() };
        assert_eq!(encode_with(Format::Qr, "A", &third).unwrap().width(), 29);
    }
}
