//! The second module reads what the first reads, in the same frames, and is as silent where there is nothing.

use scanner::{LumaFrame, MoreScanner, Scanner, Symbology};

use crate::render::{Noise, Sheet, View, blur, label};

fn assert_same(frame: &LumaFrame, what: &str) {
    let (mut first, mut second) = (Scanner::default(), MoreScanner::default());
    assert_eq!(first.read_still(frame.view()), second.read_still(frame.view()), "{what}");
    for i in 0..8 {
        let now = f64::from(i) * 33.0;
        assert_eq!(first.read_frame(frame.view(), now), second.read_frame(frame.view(), now), "{what}, frame {i}");
    }
}

#[test]
fn what_the_first_module_reads_is_read_the_same() {
    for (symbology, text) in [
        (Symbology::UpcA, "400880000600"),
        (Symbology::Code128, "WO-2025-01847"),
        (Symbology::Code39, "TRUCK-7"),
        (Symbology::Itf, "00012345678905"),
        (Symbology::Qr, "BIN-12"),
        (Symbology::DataMatrix, "SQD-QO120"),
    ] {
        let view = View { turn: 4.0, noise: 3.0, ..View::STRAIGHT };
        assert_same(&view.of(&label(symbology, text, 3), 960, 540, 5).into_frame(), text);
    }
}

#[test]
fn where_nothing_is_nothing_is_read() {
    for seed in 0..2 {
        let mut noise = Noise(seed);
        let mut sheet = Sheet::new(320, 240, 0);
        sheet.pixels.iter_mut().for_each(|pixel| *pixel = noise.next() as u8);
        assert_same(&sheet.clone().into_frame(), "white noise");
        blur(&mut sheet, 2);
        assert_same(&sheet.into_frame(), "coarse noise");
        let mut bars = Sheet::new(800, 300, 235);
        let mut x = 80;
        while x < 720 {
            let bar = 3 * (1 + noise.next() as usize % 4);
            bars.fill(x, 40, bar, 220, 15);
            x += bar + 3 * (1 + noise.next() as usize % 4);
        }
        assert_same(&bars.into_frame(), "bars");
    }
}
