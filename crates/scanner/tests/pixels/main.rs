//! No frame brings the scanner down, and what it says of any frame can be drawn and looked up.

#![allow(clippy::unwrap_used)]

#[cfg(feature = "more")]
mod more;
mod picture;
mod sound;

use press::{Format, Print, encode};
use proptest::prelude::*;
use scanner::{FrameError, Luma, LumaFrame};

use picture::picture;
use sound::assert_sound;

fn check(bytes: &[u8]) {
    let Some(picture) = picture(bytes) else { return };
    assert_sound(Luma::new(picture.width, picture.height, &picture.pixels).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pixels_are_read_soundly(kind in 0_u8..3, bytes in prop::collection::vec(any::<u8>(), 6..400)) {
        check(&[&[kind], &bytes[..]].concat());
    }

    #[test]
    fn any_bars_are_read_soundly(kind in 3_u8..6, bytes in prop::collection::vec(any::<u8>(), 6..40)) {
        check(&[&[kind], &bytes[..]].concat());
    }

    #[test]
    fn any_cells_are_read_soundly(kind in 6_u8..9, bytes in prop::collection::vec(any::<u8>(), 6..160)) {
        check(&[&[kind], &bytes[..]].concat());
    }
}

#[test]
fn a_frame_without_pixels_is_refused() {
    for (width, height) in [(0, 0), (0, 9), (9, 0)] {
        let refused = FrameError::BadSize { width, height, stride: width };
        assert_eq!(Luma::new(width, height, &[0; 9]).unwrap_err(), refused);
        assert_eq!(LumaFrame::from_rgba(width, height, &[0; 36]).unwrap_err(), refused);
    }
}

#[test]
fn frames_of_a_pixel_a_row_and_a_column_are_read_soundly() {
    for (width, height) in [(1, 1), (2, 2), (1, 4000), (4000, 1), (3, 900), (900, 3), (39, 41), (41, 40)] {
        for step in [1, 3, 97] {
            let pixels: Vec<u8> = (0..width * height).map(|i| (i / step * 113 % 256) as u8).collect();
            assert_sound(Luma::new(width, height, &pixels).unwrap());
        }
    }
}

/// A code that fills its frame to the last pixel, and beyond: parts of it are cut off.
#[test]
fn the_outline_of_a_code_at_the_border_stays_in_the_frame() {
    for format in Format::ALL {
        let text = match format {
            Format::Ean13 | Format::UpcA => "40088000060",
            Format::Ean8 | Format::UpcE => "0425261",
            Format::Itf | Format::Codabar => "4015627389",
            _ => "SQD-QO120",
        };
        let text = if format == Format::Ean13 { format!("{text}0") } else { text.to_owned() };
        let (sheet, placed) =
            press::Sheet::label(&encode(format, &text).unwrap(), Print { module: 4.0, digits: false });
        let (grey, width) = (sheet.to_grey(), sheet.grid.width());
        let area = placed.area();
        for inset in [0, 2] {
            let (left, top) = (area.left as usize + inset, area.top as usize + inset);
            let wide = area.width as usize - 2 * inset;
            let tall = area.height as usize - 2 * inset;
            let part = Luma::with_stride(width, sheet.grid.height(), width, &grey).unwrap().crop(left, top, wide, tall);
            assert_sound(part.unwrap());
        }
    }
}
