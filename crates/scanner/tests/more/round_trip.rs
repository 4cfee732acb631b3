//! What is written is read: drawn, held badly, and decoded.

use rxing::{BarcodeFormat, EncodeHints, MultiFormatWriter, Writer};
use scanner::{LumaFrame, MoreScanner, Standing, Symbology};

use crate::data_bar::{Rows, expanded, omnidirectional};
use crate::render::{Sheet, View, label_of, without_margin};

/// A sheet for each symbology, and what is on it.
fn labels() -> Vec<(Symbology, String, Sheet)> {
    let mut labels = Vec::new();
    for text in ["WO-20418-07 / panel 4A", "https://pem2.example/l/4H7K-22?from=the-van&to=the-shelf"] {
        labels.push((Symbology::Aztec, text.to_owned(), written(BarcodeFormat::AZTEC, text, 4)));
        labels.push((Symbology::Pdf417, text.to_owned(), written(BarcodeFormat::PDF_417, text, 3)));
    }
    for digits in ["0950600013435", "9999999999999"] {
        let text = format!("01{digits}{}", check_digit(digits));
        for stacked in [false, true] {
            let sheet = bars(&omnidirectional(digits, stacked), 4);
            labels.push((Symbology::DataBar, text.clone(), sheet));
        }
    }
    for (gtin, grams) in [("90614141000015", 1750), ("98898765432106", 32_000)] {
        let text = format!("01{gtin}3103{grams:06}");
        labels.push((Symbology::DataBarExpanded, text, bars(&expanded(gtin, grams), 3)));
    }
    labels
}

fn written(format: BarcodeFormat, text: &str, module: usize) -> Sheet {
    let hints = EncodeHints { Margin: Some("2".to_owned()), ..EncodeHints::default() };
    let code = MultiFormatWriter.encode_with_hints(text, &format, 1, 1, &hints).unwrap();
    label_of(&without_margin(&code), module)
}

/// Rows of bars below each other, with a line of white between them.
fn bars(rows: &Rows, module: usize) -> Sheet {
    let wide: u32 = rows.iter().map(|row| row.iter().sum()).max().unwrap();
    let (quiet, tall) = (6 * module, 36 * module / rows.len());
    let mut sheet = Sheet::new(wide as usize * module + 2 * quiet, 36 * module + 2 * quiet, 236);
    for (number, row) in rows.iter().enumerate() {
        let mut left = quiet;
        for (i, &width) in row.iter().enumerate() {
            if i % 2 == 1 {
                sheet.fill(left, quiet + number * tall, width as usize * module, tall - module, 12);
            }
            left += width as usize * module;
        }
    }
    sheet
}

/// GS1 General Specifications, section 7.9.
fn check_digit(digits: &str) -> u32 {
    let weighed = digits.bytes().rev().enumerate().map(|(i, b)| u32::from(b - b'0') * if i % 2 == 0 { 3 } else { 1 });
    (10 - weighed.sum::<u32>() % 10) % 10
}

fn assert_reads(symbology: Symbology, text: &str, frame: &LumaFrame, how: &str) {
    let found = MoreScanner::default().read_still(frame.view());
    let read: Vec<(Symbology, &str)> = found.iter().map(|found| (found.symbology, found.text.as_str())).collect();
    assert_eq!(read, [(symbology, text)], "{how}");
    let view = frame.view();
    for point in found.iter().flat_map(|found| &found.outline) {
        let inside = (0.0..=view.width() as f32).contains(&point.x) && (0.0..=view.height() as f32).contains(&point.y);
        assert!(inside, "{symbology} {how}: {point:?} is outside");
    }
}

#[test]
fn every_symbology_is_read_from_a_clean_print() {
    for (symbology, text, sheet) in labels() {
        assert_reads(symbology, &text, &sheet.into_frame(), "clean");
    }
}

#[test]
fn every_symbology_is_read_upside_down_and_sideways() {
    for (symbology, text, sheet) in labels() {
        for turn in [90.0, 180.0, 270.0] {
            let seen = View { turn, ..View::STRAIGHT }.of(&sheet, 640, 640, 1);
            assert_reads(symbology, &text, &seen.into_frame(), &format!("turned by {turn}"));
        }
    }
}

#[test]
fn every_symbology_is_read_tilted_blurred_and_noisy() {
    let mut missed = Vec::new();
    for (symbology, text, sheet) in labels() {
        // rxing samples a whole Aztec code from its eye: turned or in perspective, only small ones are read.
        let views = if symbology == Symbology::Aztec { vec![(0.0, 0.0)] } else { vec![(3.0, 0.05), (-5.0, 0.1)] };
        for (turn, perspective) in views {
            let view = View { scale: 1.0, turn, perspective, blur: 1, noise: 3.0 };
            let seen = view.of(&sheet, 640, 480, 7).into_frame();
            let found = MoreScanner::default().read_still(seen.view());
            if found.len() != 1 || found[0].symbology != symbology || found[0].text != text {
                missed.push((symbology, text.clone(), turn, found));
            }
        }
    }
    assert_eq!(missed, []);
}

#[test]
fn an_aztec_code_is_read_wherever_in_the_frame_it_is() {
    let sheet = written(BarcodeFormat::AZTEC, "SHELF-12", 4);
    for (left, top) in [(20, 20), (900, 30), (40, 500), (1000, 480)] {
        let mut frame = Sheet::new(1280, 720, 150);
        for y in 0..sheet.height {
            frame.pixels[(top + y) * 1280 + left..][..sheet.width]
                .copy_from_slice(&sheet.pixels[y * sheet.width..][..sheet.width]);
        }
        assert_reads(Symbology::Aztec, "SHELF-12", &frame.into_frame(), &format!("at {left}, {top}"));
    }
}

#[test]
fn every_symbology_is_accepted_once_by_a_camera() {
    for (symbology, text, sheet) in labels() {
        let frame = View { turn: 1.0, noise: 2.0, ..View::STRAIGHT }.of(&sheet, 1280, 720, 5).into_frame();
        let mut scanner = MoreScanner::default();
        let mut accepted = 0;
        for i in 0..12 {
            for sighting in scanner.read_frame(frame.view(), f64::from(i) * 33.0) {
                assert_eq!((sighting.detection.symbology, &sighting.detection.text), (symbology, &text), "frame {i}");
                accepted += usize::from(sighting.standing == Standing::Accepted);
            }
        }
        assert_eq!(accepted, 1, "{symbology} {text}");
    }
}
