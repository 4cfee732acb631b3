//! A camera that stands still before a spoilt label acts once.

use press::{Format, Kind};
use scanner::{Scanner, Standing};

use crate::case::{case, content, expected, frame, text};
use crate::strengths::STRENGTHS;

/// As many frames as it takes for each stage to have its turn.
const FRAMES: u32 = 8;
/// Milliseconds between two frames.
const APART: f64 = 33.0;

/// One of each group: geometry, lens, sensor, light, print, file.
const KINDS: [Kind; 6] = [Kind::Rotation, Kind::Defocus, Kind::Noise, Kind::Shadow, Kind::Growth, Kind::Jpeg];

#[test]
fn a_label_before_a_camera_is_accepted_once() {
    for (column, format) in Format::ALL.into_iter().enumerate() {
        for (kind, row) in STRENGTHS.iter().filter(|(kind, _)| KINDS.contains(kind)) {
            // A frame has time for less than a still.
            let case = case(format, text(format), *kind, f32::from(row[column]) / 200.0, 7);
            let (right, frame) = (expected(&case), frame(&case));
            let mut scanner = Scanner::default();
            let mut accepted = Vec::new();
            for i in 0..FRAMES {
                for sighting in scanner.read_frame(frame.view(), f64::from(i) * APART) {
                    assert_eq!(content(sighting.detection.clone()), right, "{format:?} {kind:?}, frame {i}");
                    if sighting.standing == Standing::Accepted {
                        accepted.push(i);
                    }
                }
            }
            assert_eq!(accepted.len(), 1, "{format:?} {kind:?}: accepted in frames {accepted:?}");
        }
    }
}
