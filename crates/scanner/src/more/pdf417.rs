//! PDF417, through rxing's detector and decoder, on each side that it may lie on.
//!
//! The reader of rxing itself asks for a binarizer; ours has run already. Never here: codes at other angles, which are
//! turned first.

use rxing::common::BitMatrix;
use rxing::pdf417::decoder::pdf_417_scanning_decoder::decode;
use rxing::pdf417::detector::pdf_417_detector::detect;

use crate::{Detection, Point, Symbology};

/// Modules of a codeword and of the stop pattern (ISO/IEC 15438).
const CODEWORD: u64 = 17;
const STOP: u64 = 18;

/// Of each code: the corners of it, and of what lies between its start and its stop pattern.
type Places = [Option<rxing::Point>; 8];

/// The first code that can be read when the picture is turned counter-clockwise by one of `turns`, in degrees.
pub(super) fn read<const N: usize>(bits: &BitMatrix, turns: [u32; N]) -> Option<Detection> {
    turns.into_iter().find_map(|degrees| {
        if degrees == 0 {
            return upright(bits);
        }
        let mut turned = bits.clone();
        turned.rotate(degrees).ok()?;
        let mut found = upright(&turned)?;
        for point in &mut found.outline {
            *point = turned_back(*point, degrees, bits);
        }
        Some(found)
    })
}

fn upright(bits: &BitMatrix) -> Option<Detection> {
    // More than one at a time rxing does not find without a panic where a stop pattern is missing.
    let places = detect(false, bits)?.into_iter().next()?;
    let (least, most) = codeword_widths(&places)?;
    let decoded = decode(bits, places[4], places[5], places[6], places[7], least, most).ok()?;
    if decoded.getText().is_empty() {
        return None;
    }
    Some(Detection {
        text: decoded.getText().to_owned(),
        raw: decoded.getRawBytes().clone(),
        symbology: Symbology::Pdf417,
        identifier: Some(format!("]L{}", decoded.getSymbologyModifier())),
        add_on: None,
        outline: outline(&places),
        lines: 1,
    })
}

/// The narrowest and the widest codeword in pixels, as the start and stop patterns tell.
fn codeword_widths(places: &Places) -> Option<(u32, u32)> {
    let width = |a: usize, b: usize| Some((places[a]?.x - places[b]?.x).abs() as u64);
    let start = [width(0, 4), width(1, 5)];
    let stop = [width(6, 2), width(7, 3)].map(|width| width.map(|pixels| pixels * CODEWORD / STOP));
    let widths = || start.into_iter().chain(stop).flatten();
    Some((widths().min()? as u32, widths().max()? as u32))
}

/// The four corners in drawing order; those on the side whose pattern was not found are left out.
fn outline(places: &Places) -> Vec<Point> {
    [0, 2, 3, 1].into_iter().filter_map(|corner| places[corner]).map(|at| Point { x: at.x, y: at.y }).collect()
}

/// Where a point of the turned picture is in the picture as it was.
fn turned_back(point: Point, degrees: u32, bits: &BitMatrix) -> Point {
    let (right, bottom) = (bits.getWidth() as f32 - 1.0, bits.getHeight() as f32 - 1.0);
    match degrees {
        90 => Point { x: right - point.y, y: point.x },
        180 => Point { x: right - point.x, y: bottom - point.y },
        _ => Point { x: point.y, y: bottom - point.x },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_quarter_turn_is_turned_back() {
        let mut bits = BitMatrix::new(7, 5).unwrap();
        bits.set(2, 1);
        for degrees in [90, 180, 270] {
            let mut turned = bits.clone();
            turned.rotate(degrees).unwrap();
            let at = turned.getTopLeftOnBit().unwrap();
            assert_eq!(turned_back(Point { x: at.x, y: at.y }, degrees, &bits), Point { x: 2.0, y: 1.0 }, "{degrees}");
        }
    }
}
