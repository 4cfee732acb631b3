//! What stands on real labels, made up.
//!
//! Check digits are reckoned here and not by `domain::barcode`: what is read must not be made by what checks it. Never
//! here: how it is printed or seen.

use fastrand::Rng;

use crate::{Bearer, Correction, Error, Format, Options, Shape, gs1};

/// A text of a format as labels have it, and how it is encoded.
pub(super) fn content(format: Format, rng: &mut Rng) -> Result<(String, Options), Error> {
    let mut options = Options { height: Some(rng.usize(22..60)), ..Options::default() };
    let text = match format {
        Format::Ean13 if rng.u8(0..6) == 0 => format!("{}+{}", with_check(book(rng)), digits(rng, 5)),
        Format::Ean13 => with_check(format!("{}{}", pick(rng, &["40", "50", "76", "87", "64"]), digits(rng, 10))),
        Format::Ean8 => with_check(format!("{}{}", pick(rng, &["40", "96", "20"]), digits(rng, 5))),
        // 4 is the shop's own range; 0, 6, 7 and 8 are the makers'.
        Format::UpcA => with_check(format!("{}{}", pick(rng, &["4", "4", "4", "0", "7", "8"]), digits(rng, 10))),
        Format::UpcE => upc_e(rng),
        Format::Code128 => code128(rng)?,
        Format::Code39 => {
            options.wide = Some(rng.u8(2..=3));
            format!("{}{}", pick(rng, &["A-", "EQ", "INV-", "T"]), digits(rng, 4))
        }
        Format::Code93 => format!("{}{}-{}", pick(rng, &["TOOL", "LOT", "S/N "]), digits(rng, 4), digits(rng, 2)),
        Format::Itf => {
            options.wide = Some(rng.u8(2..=3));
            options.bearer = [Bearer::None, Bearer::Rails(3), Bearer::Frame(4)][rng.usize(0..3)];
            with_check(format!("{}{}", rng.u8(1..9), digits(rng, 12)))
        }
        Format::Codabar => format!("{}{}{}", pick(rng, &["A", "B"]), digits(rng, 10), pick(rng, &["A", "B", "D"])),
        Format::Qr => {
            let levels = [Correction::Low, Correction::Medium, Correction::Quartile, Correction::High];
            options.correction = levels[rng.usize(0..4)];
            qr(rng)
        }
        Format::DataMatrix => {
            let (text, shape, at_least) = data_matrix(rng)?;
            (options.shape, options.at_least) = (shape, at_least);
            text
        }
    };
    Ok((text, options))
}

fn code128(rng: &mut Rng) -> Result<String, Error> {
    Ok(match rng.u8(0..4) {
        0 => {
            let (item, lot, serial) = (item(rng), digits(rng, 5), digits(rng, 6));
            gs1(&format!("(01){item}(10)L{lot}(21){serial}"))?
        }
        1 => gs1(&format!("(00){}", with_check(format!("3{}", digits(rng, 16)))))?,
        2 => format!("SN{}{}", pick(rng, &["A", "K", "X"]), digits(rng, 7)),
        _ => format!("{}-{}-{}", pick(rng, &["WO", "PO", "Bin"]), digits(rng, 5), digits(rng, 2)),
    })
}

fn data_matrix(rng: &mut Rng) -> Result<(String, Shape, usize), Error> {
    Ok(match rng.u8(0..4) {
        0 => {
            // A part, how many, their lot, and the week they were made in.
            let (part, count, lot) = (digits(rng, 7), rng.u16(1..2_000), digits(rng, 6));
            let week = format!("2{}{:02}", rng.u8(0..7), rng.u8(1..53));
            let fields = format!("1P{part}\u{1d}Q{count}\u{1d}1T{lot}\u{1d}10D{week}");
            (format!("[)>\u{1e}06\u{1d}{fields}\u{1e}\u{4}"), Shape::Square, 0)
        }
        1 => {
            let (item, lot) = (item(rng), digits(rng, 6));
            (gs1(&format!("(01){item}(17)2{}0630(10)A{lot}", rng.u8(6..10)))?, Shape::Square, 0)
        }
        2 => (format!("{}{}", pick(rng, &["R", "C", "IC-"]), digits(rng, 6)), Shape::Rectangle, 0),
        // Two by two regions and more.
        _ => (format!("https://id.example/{}/{}", digits(rng, 6), digits(rng, 18)), Shape::Square, 32),
    })
}

fn qr(rng: &mut Rng) -> String {
    match rng.u8(0..4) {
        0 => format!("https://www.example.com/p/{}?s={}", digits(rng, 6), digits(rng, 4)),
        1 => format!("HTTPS://EX.CO/{}", digits(rng, 8)),
        2 => format!("WIFI:T:WPA;S:Site-{};P:{};;", digits(rng, 3), digits(rng, 12)),
        _ => format!("https://id.example.com/01/{}/10/{}/21/{}", item(rng), digits(rng, 6), digits(rng, 8)),
    }
}

/// A UPC-E that ends in 0 to 2: number system 0, maker's and item's digits, the ending, and the check digit of the UPC-A
/// that it stands for.
fn upc_e(rng: &mut Rng) -> String {
    let (maker, last) = (digits(rng, 2), digits(rng, 3));
    let ending = rng.u8(0..3);
    let check = with_check(format!("0{maker}{ending}0000{last}")).split_off(11);
    format!("0{maker}{last}{ending}{check}")
}

fn book(rng: &mut Rng) -> String {
    format!("978{}", digits(rng, 9))
}

fn item(rng: &mut Rng) -> String {
    with_check(format!("0{}", digits(rng, 12)))
}

/// The digits with their check digit (GS1 General Specifications 7.9).
fn with_check(digits: String) -> String {
    let weighed = digits.bytes().rev().enumerate().map(|(i, b)| u32::from(b - b'0') * if i % 2 == 0 { 3 } else { 1 });
    let check = (10 - weighed.sum::<u32>() % 10) % 10;
    format!("{digits}{check}")
}

fn digits(rng: &mut Rng, count: usize) -> String {
    (0..count).map(|_| rng.digit(10)).collect()
}

fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from[rng.usize(0..from.len())]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn all_that_stands_on_labels_can_be_encoded() {
        let mut rng = Rng::with_seed(9);
        for format in Format::ALL {
            for _ in 0..40 {
                let (text, options) = content(format, &mut rng).unwrap();
                crate::symbol::encode_with(format, &text, &options).unwrap();
            }
        }
    }

    #[test]
    fn the_check_digit_is_that_of_the_standard() {
        assert_eq!(with_check("400638133393".to_owned()), "4006381333931");
        assert_eq!(with_check("40088000060".to_owned()), "400880000600");
    }
}
