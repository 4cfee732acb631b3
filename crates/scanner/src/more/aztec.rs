//! Aztec, through rxing's detector and decoder, at each place that has an eye.
//!
//! rxing 0.9.3 reads none that is turned by three degrees: what is around the eye is set upright before.
//! Never here: where the eyes are.

use rxing::aztec::{decoder, detector::Detector};
use rxing::common::{BitMatrix, DetectorRXingResult};

use super::bullseye::{Eye, eyes, lean};
use crate::{Detection, Point, Symbology};

/// Modules from the middle of the largest code to its corner, and some quiet: it has 151 to a side (ISO/IEC 24778).
const REACH: f32 = 112.0;

/// The codes of the picture whose error correction succeeds.
pub(super) fn read(bits: &BitMatrix) -> Vec<Detection> {
    let mut found: Vec<Detection> = Vec::new();
    for eye in eyes(bits) {
        if let Some(detection) = read_at(bits, eye)
            && !found.iter().any(|known| known.text == detection.text)
        {
            found.push(detection);
        }
    }
    found
}

fn read_at(bits: &BitMatrix, eye: Eye) -> Option<Detection> {
    let reach = (REACH * eye.module).min(bits.getWidth().max(bits.getHeight()) as f32) as u32;
    let view = View { middle: (eye.x as f32 + 0.5, eye.y as f32 + 0.5), reach, lean: lean(bits, eye).sin_cos() };
    let around = view.upright(bits)?;
    let (text, raw, corners) = [false, true].into_iter().find_map(|mirrored| decoded(&around, mirrored))?;
    let (is_gs1, text) = match text.strip_prefix('\u{1d}') {
        Some(elements) => (true, elements.to_owned()),
        None => (false, text),
    };
    if text.is_empty() {
        return None;
    }
    Some(Detection {
        text,
        raw,
        symbology: Symbology::Aztec,
        identifier: Some(if is_gs1 { "]z1" } else { "]z0" }.to_owned()),
        add_on: None,
        outline: corners.into_iter().map(|corner| view.place(corner.x, corner.y)).collect(),
        lines: 1,
    })
}

fn decoded(around: &BitMatrix, mirrored: bool) -> Option<(String, Vec<u8>, [rxing::Point; 4])> {
    let found = Detector::new(around).detect(mirrored).ok()?;
    let corners = <[rxing::Point; 4]>::try_from(found.getPoints()).ok()?;
    let decoded = decoder::decode(&found).ok()?;
    Some((decoded.getText().to_owned(), decoded.getRawBytes().clone(), corners))
}

/// A square part of a picture, seen upright.
struct View {
    /// What is in its middle, in pixels of the picture.
    middle: (f32, f32),
    /// Pixels to each side.
    reach: u32,
    /// Sine and cosine of how far it is turned clockwise.
    lean: (f32, f32),
}

impl View {
    /// Where a place of the part is in the picture.
    fn place(&self, x: f32, y: f32) -> Point {
        let (sine, cosine) = self.lean;
        let (x, y) = (x - self.reach as f32 - 0.5, y - self.reach as f32 - 0.5);
        Point { x: self.middle.0 + x * cosine - y * sine, y: self.middle.1 + x * sine + y * cosine }
    }

    /// The part; what lies outside of the picture is white.
    fn upright(&self, bits: &BitMatrix) -> Option<BitMatrix> {
        let side = 2 * self.reach + 1;
        let mut part = BitMatrix::with_single_dimension(side).ok()?;
        for y in 0..side {
            for x in 0..side {
                let from = self.place(x as f32 + 0.5, y as f32 + 0.5);
                if from.x >= 0.0 && from.y >= 0.0 && bits.try_get(from.x as u32, from.y as u32) == Some(true) {
                    part.set(x, y);
                }
            }
        }
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_part_at_the_border_is_filled_up_with_white() {
        let mut bits = BitMatrix::new(4, 3).unwrap();
        bits.set(0, 0);
        bits.set(3, 2);
        let corner = View { middle: (0.5, 0.5), reach: 2, lean: (0.0, 1.0) }.upright(&bits).unwrap();
        let dark: Vec<(u32, u32)> =
            (0..5).flat_map(|y| (0..5).map(move |x| (x, y))).filter(|&(x, y)| corner.get(x, y)).collect();
        assert_eq!(dark, [(2, 2)]);
    }

    #[test]
    fn a_part_that_leans_is_set_upright() {
        let mut bits = BitMatrix::new(9, 9).unwrap();
        // Right of the middle; a quarter turn clockwise lays it below.
        bits.set(4, 7);
        let upright = View { middle: (4.5, 4.5), reach: 4, lean: (1.0, 0.0) }.upright(&bits).unwrap();
        assert!(upright.get(7, 4));
    }
}
