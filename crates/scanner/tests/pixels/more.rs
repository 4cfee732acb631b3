//! The same for the second module.

use proptest::prelude::*;
use scanner::{Luma, MoreScanner};

use crate::picture::picture;
use crate::sound::assert_detection;

/// Frames until each stage has had its turn.
const FRAMES: u32 = 4;

fn check(bytes: &[u8]) {
    let Some(picture) = picture(bytes) else { return };
    let frame = Luma::new(picture.width, picture.height, &picture.pixels).unwrap();
    for detection in MoreScanner::default().read_still(frame) {
        assert_detection(&detection, frame);
    }
    let mut scanner = MoreScanner::default();
    for i in 0..FRAMES {
        for sighting in scanner.read_frame(frame, f64::from(i) * 33.0) {
            assert_detection(&sighting.detection, frame);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_frame_is_read_soundly_by_the_second_module(bytes in prop::collection::vec(any::<u8>(), 7..160)) {
        check(&bytes);
    }
}
