//! Any text that a symbology can hold comes back from a print that is a little spoilt.

use press::corpus::plain;
use press::{Format, Kind};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngSeed, TestRunner};

use crate::case::{case, expected, read};
use crate::strengths::STRENGTHS;

/// Texts of each symbology; without the check digit where the press adds it.
fn content(format: Format) -> BoxedStrategy<String> {
    let pattern = match format {
        // One that begins with 0 is a UPC-A.
        Format::Ean13 => "[1-9][0-9]{11}",
        Format::Ean8 => "[0-9]{7}",
        Format::UpcA => "[0-9]{11}",
        Format::UpcE => "[01][0-9]{6}",
        Format::Code128 => "[!-~][ -~]{1,9}[!-~]",
        Format::Code39 => "[A-Z0-9][A-Z0-9 .$/+%-]{1,6}[A-Z0-9]",
        Format::Code93 => "[A-Z0-9][A-Z0-9 .$/+%-]{1,8}[A-Z0-9]",
        Format::Itf => "([0-9]{2}){3,6}",
        Format::Codabar => "[ABCD][0-9:$/.+-]{4,9}[ABCD]",
        Format::Qr => "[!-~][ -~]{0,38}[!-~]",
        Format::DataMatrix => "[!-~][ -~]{0,22}[!-~]",
    };
    proptest::string::string_regex(pattern).unwrap().boxed()
}

/// What spoils all of a label alike. Where a drop or a tear falls is chance, and some places nobody can do without.
const EVEN: [Kind; 17] = [
    Kind::SmallModules,
    Kind::Rotation,
    Kind::TiltAcross,
    Kind::TiltAlong,
    Kind::CylinderAcross,
    Kind::CylinderAlong,
    Kind::Defocus,
    Kind::MotionAcross,
    Kind::MotionAlong,
    Kind::Noise,
    Kind::LowLight,
    Kind::Shadow,
    Kind::Falloff,
    Kind::LowContrast,
    Kind::Growth,
    Kind::Shrink,
    Kind::Jpeg,
];

/// Prints, spoils by up to half of what is known to be read, and reads.
fn comes_back(format: Format) {
    let config = ProptestConfig {
        cases: 10,
        failure_persistence: None,
        // Each step of it prints and reads a picture.
        max_shrink_iters: 8,
        // The same labels every time; other seeds are for looking for more.
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::default()
    };
    let column = Format::ALL.iter().position(|one| *one == format).unwrap();
    let spoilt = (content(format), select(&EVEN[..]), 0.0_f32..0.5, any::<u64>());
    let outcome = TestRunner::new(config).run(&spoilt, |(text, kind, part, seed)| {
        let (_, strengths) = STRENGTHS.iter().find(|(known, _)| *known == kind).unwrap();
        let case = case(format, &text, kind, part * f32::from(strengths[column]) / 100.0, seed);
        let (symbology, _) = expected(&case);
        let found = read(&case);
        prop_assert_eq!(found.len(), 1, "{:?} of {:?}", kind, text);
        prop_assert_eq!(found[0].0, symbology, "{:?} of {:?}", kind, text);
        prop_assert_eq!(meant(format, &found[0].1), meant(format, &printed(format, &text)), "{:?}", kind);
        Ok(())
    });
    outcome.unwrap();
}

/// The text with the check digit that the press adds.
fn printed(format: Format, text: &str) -> String {
    match format {
        Format::Ean13 | Format::Ean8 | Format::UpcA => format!("{text}{}", check_digit(text)),
        Format::UpcE => (0..10).map(|check| format!("{text}{check}")).find(|whole| stands_for(whole)).unwrap(),
        _ => text.to_owned(),
    }
}

/// Whether the eight digits of a UPC-E abbreviate a number: then its check digit is right.
fn stands_for(upc_e: &str) -> bool {
    plain("UPC-E", upc_e) != *upc_e
}

/// GS1 General Specifications, section 7.9.
fn check_digit(digits: &str) -> u32 {
    let weighed = digits.bytes().rev().enumerate().map(|(i, b)| u32::from(b - b'0') * if i % 2 == 0 { 3 } else { 1 });
    (10 - weighed.sum::<u32>() % 10) % 10
}

/// What counts as the same content: a UPC-E by what it stands for, a Codabar without its guards.
fn meant(format: Format, text: &str) -> String {
    match format {
        Format::UpcE => plain("UPC-E", text),
        Format::UpcA => plain("UPC-A", text),
        Format::Codabar => plain("Codabar", text),
        _ => text.to_owned(),
    }
}

macro_rules! each_format {
    ($($name:ident: $format:ident,)*) => { $(
        #[test]
        fn $name() {
            comes_back(Format::$format);
        }
    )* };
}

each_format! {
    any_ean_13_comes_back: Ean13,
    any_ean_8_comes_back: Ean8,
    any_upc_a_comes_back: UpcA,
    any_upc_e_comes_back: UpcE,
    any_code_128_comes_back: Code128,
    any_code_39_comes_back: Code39,
    any_code_93_comes_back: Code93,
    any_itf_comes_back: Itf,
    any_codabar_comes_back: Codabar,
    any_qr_comes_back: Qr,
    any_data_matrix_comes_back: DataMatrix,
}
