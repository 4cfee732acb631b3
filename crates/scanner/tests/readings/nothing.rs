//! Where there is no code, none is read, and nothing that a camera can send brings the scanner down.

use proptest::prelude::*;
use scanner::{Luma, Scanner};

use crate::render::{Noise, Sheet, blur};

fn assert_silent(sheet: Sheet, what: &str) {
    let frame = sheet.into_frame();
    assert_eq!(Scanner::default().read_still(frame.view()), [], "{what}");
    let mut scanner = Scanner::default();
    for i in 0..8 {
        assert_eq!(scanner.read_frame(frame.view(), f64::from(i) * 33.0), [], "{what}, frame {i}");
    }
}

#[test]
fn a_blank_frame_gives_nothing() {
    for grey in [0, 128, 255] {
        assert_silent(Sheet::new(640, 480, grey), "blank");
    }
}

#[test]
fn noise_gives_nothing() {
    for seed in 0..6 {
        let mut noise = Noise(seed);
        let mut sheet = Sheet::new(640, 480, 0);
        sheet.pixels.iter_mut().for_each(|pixel| *pixel = noise.next() as u8);
        assert_silent(sheet.clone(), "white noise");
        blur(&mut sheet, 2);
        assert_silent(sheet, "coarse noise");
    }
}

#[test]
fn stripes_and_grids_give_nothing() {
    for period in [4, 6, 10, 16] {
        let mut fence = Sheet::new(640, 480, 230);
        for x in (0..640).step_by(period) {
            fence.fill(x, 0, period / 2, 480, 20);
        }
        assert_silent(fence.clone(), "fence");
        for y in (0..480).step_by(period) {
            fence.fill(0, y, 640, period / 2, 20);
        }
        assert_silent(fence, "grid");
    }
}

#[test]
fn random_bars_give_nothing() {
    for seed in 0..20 {
        let mut noise = Noise(seed);
        let mut sheet = Sheet::new(800, 300, 235);
        let mut x = 80;
        while x < 720 {
            let bar = 3 * (1 + noise.next() as usize % 4);
            sheet.fill(x, 40, bar, 220, 15);
            x += bar + 3 * (1 + noise.next() as usize % 4);
        }
        assert_silent(sheet, "bars");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_frame_brings_the_scanner_down(
        width in 1_usize..200,
        height in 1_usize..160,
        kind in 0_u8..4,
        seed in any::<u64>(),
    ) {
        let mut noise = Noise(seed);
        let pixels: Vec<u8> = (0..width * height)
            .map(|i| match kind {
                0 => noise.next() as u8,
                1 => if noise.next().is_multiple_of(3) { 0 } else { 255 },
                2 => if (i % width / (1 + seed as usize % 7)).is_multiple_of(2) { 10 } else { 240 },
                _ => (i * (1 + seed as usize % 97)) as u8,
            })
            .collect();
        let frame = Luma::new(width, height, &pixels).unwrap();
        let mut scanner = Scanner::default();
        scanner.read_still(frame);
        for i in 0..4 {
            scanner.read_frame(frame, f64::from(i));
        }
    }
}
