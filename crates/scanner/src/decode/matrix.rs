//! QR and Data Matrix, through rxing's detectors and decoders.

use rxing::common::cpp_essentials::DecoderResult;
use rxing::common::{BitMatrix, DetectorRXingResult};
use rxing::datamatrix::{decoder::Decoder as DataMatrixDecoder, detector::zxing_cpp_detector};
use rxing::qrcode::cpp_port::{
    decoder::Decode,
    detector::{GenerateFinderPatternSets, SampleQR},
};

use super::Picture;
use super::finder::find_finders;
use crate::{Detection, Point, Symbology};

/// All QR codes of the picture whose error correction succeeds.
pub(crate) fn read_qr(picture: &Picture) -> Vec<Detection> {
    let bits = &picture.bits;
    let mut patterns = find_finders(bits);
    let mut used = Vec::new();
    let mut found = Vec::new();
    for set in GenerateFinderPatternSets(&mut patterns) {
        if [set.bl, set.tl, set.tr].iter().any(|pattern| used.contains(pattern)) {
            continue;
        }
        let Ok(sampled) = SampleQR(bits, &set) else {
            continue;
        };
        let Ok(decoded) = Decode(sampled.getBits()) else {
            continue;
        };
        if decoded.isValid() {
            used.extend([set.bl, set.tl, set.tr]);
            found.push(qr_detection(&decoded, sampled.getPoints()));
        }
    }
    found
}

fn qr_detection(decoded: &DecoderResult<bool>, corners: &[rxing::Point]) -> Detection {
    Detection {
        text: decoded.text(),
        raw: decoded.content().bytes().to_vec(),
        symbology: Symbology::Qr,
        identifier: Some(decoded.symbologyIdentifier()),
        add_on: None,
        outline: outline(corners),
        lines: 1,
    }
}

/// Data Matrix symbols that are looked at in one picture.
const MOST_SYMBOLS: usize = 4;

/// Data Matrix symbols of the picture whose error correction succeeds, up to the first that `is_new`.
///
/// `everywhere` starts from many places on each side, not only from its middle: five to ten times as long.
pub(crate) fn read_data_matrix(
    picture: &Picture,
    everywhere: bool,
    is_new: &dyn Fn(&Detection) -> bool,
) -> Vec<Detection> {
    let read = |picture: &Picture| {
        let candidates = zxing_cpp_detector::detect(&picture.bits, everywhere, true).ok()?;
        candidates.iter().find_map(|found| data_matrix_detection(found.getBits(), found.getPoints()))
    };
    // rxing passes over what lies near a symbol that it has found: one that is not new is covered, and the rest is
    // searched again.
    let mut rest: Option<Picture> = None;
    let mut last: Option<Detection> = None;
    let one_by_one = std::iter::from_fn(move || {
        if let Some(found) = last.take() {
            rest = Some(rest.as_ref().unwrap_or(picture).without(&found.outline));
        }
        last = read(rest.as_ref().unwrap_or(picture));
        last.clone()
    });
    up_to_the_first(one_by_one.take(MOST_SYMBOLS), is_new)
}

/// What comes until one of them `is_new`, with it.
pub(super) fn up_to_the_first(
    read: impl Iterator<Item = Detection>,
    is_new: &dyn Fn(&Detection) -> bool,
) -> Vec<Detection> {
    let mut found = Vec::new();
    for detection in read {
        let enough = is_new(&detection);
        found.push(detection);
        if enough {
            break;
        }
    }
    found
}

pub(super) fn data_matrix_detection(modules: &BitMatrix, corners: &[rxing::Point]) -> Option<Detection> {
    let decoded = DataMatrixDecoder::new().decode(modules).ok()?;
    Some(Detection {
        // An FNC1 at the end separates nothing: encoders leave it there when they fill up the symbol.
        text: decoded.getText().trim_end_matches('\u{1d}').to_owned(),
        raw: decoded.getRawBytes().clone(),
        symbology: Symbology::DataMatrix,
        identifier: Some(format!("]d{}", decoded.getSymbologyModifier())),
        add_on: None,
        outline: outline(corners),
        lines: 1,
    })
}

fn outline(corners: &[rxing::Point]) -> Vec<Point> {
    corners.iter().take(4).map(|corner| Point { x: corner.x, y: corner.y }).collect()
}
