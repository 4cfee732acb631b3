//! What holds for any frame that a camera, a file or nothing good at all can send. The fuzz target `frame` holds it against
//! frames of its own.

use scanner::{Detection, Luma, Scanner, Symbology};

/// Frames until each stage has had its turn.
const FRAMES: u32 = 8;

/// Panics where the scanner does, or where what it says could not be drawn or looked up.
pub fn assert_sound(frame: Luma<'_>) {
    for detection in Scanner::default().read_still(frame) {
        assert_detection(&detection, frame);
    }
    let mut scanner = Scanner::default();
    for i in 0..FRAMES {
        for sighting in scanner.read_frame(frame, f64::from(i) * 33.0) {
            assert_detection(&sighting.detection, frame);
        }
    }
}

/// Panics where a reading is not what its symbology can hold, or lies outside of the frame.
pub fn assert_detection(detection: &Detection, frame: Luma<'_>) {
    let text = &detection.text;
    assert!(!text.is_empty() && detection.lines > 0, "{detection:?}");
    let digits = |count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_possible = match detection.symbology {
        Symbology::Ean13 => digits(13) && is_checked(text),
        Symbology::Ean8 => digits(8) && is_checked(text),
        Symbology::UpcA => digits(12) && is_checked(text),
        Symbology::UpcE => digits(8),
        Symbology::Itf => digits(text.len()) && text.len().is_multiple_of(2) && (text.len() != 14 || is_checked(text)),
        Symbology::Code128 | Symbology::Code39 | Symbology::Code93 | Symbology::Codabar => text.is_ascii(),
        Symbology::DataBar => digits(16) && text.starts_with("01") && is_checked(&text[2..]),
        _ => true,
    };
    assert!(is_possible, "{detection:?}");
    assert!((2..=4).contains(&detection.outline.len()), "{detection:?}");
    for point in &detection.outline {
        let inside =
            (0.0..=frame.width() as f32).contains(&point.x) && (0.0..=frame.height() as f32).contains(&point.y);
        assert!(inside, "{point:?} is not in {}×{}: {detection:?}", frame.width(), frame.height());
    }
}

/// GS1 General Specifications, section 7.9.
fn is_checked(digits: &str) -> bool {
    let weighed = digits.bytes().rev().enumerate().map(|(i, b)| u32::from(b - b'0') * if i % 2 == 0 { 1 } else { 3 });
    weighed.sum::<u32>().is_multiple_of(10)
}
