//! Any frame, read by the second module. The rules are those of `crates/scanner/tests/pixels`.
#![no_main]

#[path = "../../crates/scanner/tests/pixels/picture.rs"]
mod picture;
#[allow(dead_code)]
#[path = "../../crates/scanner/tests/pixels/sound.rs"]
mod sound;

use scanner::{Luma, MoreScanner};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some(picture) = picture::picture(bytes)
        && let Ok(frame) = Luma::new(picture.width, picture.height, &picture.pixels)
    {
        let mut scanner = MoreScanner::default();
        scanner.read_still(frame).iter().for_each(|found| sound::assert_detection(found, frame));
        for i in 0..4 {
            let found = scanner.read_frame(frame, f64::from(i));
            found.iter().for_each(|sighting| sound::assert_detection(&sighting.detection, frame));
        }
    }
});
