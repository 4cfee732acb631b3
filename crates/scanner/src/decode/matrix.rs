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
    let mut found = Vec::new();
    let mut rest: Option<Picture> = None;
    while found.len() < MOST_SYMBOLS {
        let picture = rest.as_ref().unwrap_or(picture);
        let Some(detection) = first_data_matrix(picture, everywhere) else {
            break;
        };
        if is_new(&detection) {
            found.push(detection);
            break;
        }
        // rxing passes over what lies near a symbol that it has found: this one is covered, and the rest searched again.
        rest = Some(picture.without(&detection.outline));
        found.push(detection);
    }
    found
}

fn first_data_matrix(picture: &Picture, everywhere: bool) -> Option<Detection> {
    let candidates = zxing_cpp_detector::detect(&picture.bits, everywhere, true).ok()?;
    candidates.iter().find_map(|found| data_matrix_detection(found.getBits(), found.getPoints()))
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
