//! Properties of the rooms together, and texts as they stand on real labels. Tests alone.

#![allow(clippy::unwrap_used)]

use super::ai::{self, Ai, Part, Rule, Set, TABLE};
use super::amount::{Amount, Unit};
use super::date::Date;
use super::gs1::{FNC1, parse_elements};
use super::gtin::check_digit;
use super::meaning::{Carrier, Meaning, understand};
use super::mh10::parse_envelope;
use super::{parse_digital_link, suggestions};

const CARRIERS: [Carrier; 8] = [
    Carrier::Ean13,
    Carrier::Ean8,
    Carrier::UpcA,
    Carrier::UpcE,
    Carrier::Itf14,
    Carrier::Gs1,
    Carrier::Plain,
    Carrier::Typed,
];

/// xorshift: the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn pick<'a>(&mut self, from: &'a [u8]) -> &'a u8 {
        &from[self.below(from.len())]
    }
}

/// A value of `length` characters that the part allows.
fn part_text(part: &Part, length: usize, dice: &mut Dice) -> String {
    let set: &[u8] = match part.set {
        Set::Numeric => b"0123456789",
        Set::General => b"!\"%&'*+,-./0189:;<=>?AZ_az",
        Set::File => b"#-/09AZ",
        Set::Base64 => b"-_09AZaz",
    };
    let mut text: Vec<u8> = (0..length).map(|_| *dice.pick(set)).collect();
    match part.rule {
        Rule::CheckDigit => {
            let digits: Vec<u8> = text[..length - 1].iter().map(|b| b - b'0').collect();
            text[length - 1] = b'0' + check_digit(&digits);
        }
        Rule::Day => return format!("{:02}0228", dice.below(100)),
        Rule::DayOrMonth => return format!("{:02}1200", dice.below(100)),
        Rule::LongDay => return "19991231".to_owned(),
        Rule::Clock => return "2359"[..length].to_owned(),
        Rule::CheckPair => {
            return ["1987654Ad4X4bL5ttr2310c2K", "12345_ABCDEFGHIJKLMCP", "!22"][dice.below(3)].to_owned();
        }
        Rule::Any => {}
    }
    String::from_utf8(text).unwrap()
}

fn value_of(row: &Ai, dice: &mut Dice) -> String {
    let mut value = String::new();
    for part in row.parts {
        if part.min == 0 && dice.below(2) == 0 {
            break;
        }
        let least = if part.fixed { part.max } else { part.min.max(1) };
        let length = usize::from(least) + dice.below(usize::from(part.max - least) + 1);
        value += &part_text(part, length, dice);
    }
    value
}

fn every_ai() -> impl Iterator<Item = (String, &'static Ai)> {
    TABLE.iter().flat_map(|row| {
        (row.first..=row.last).filter_map(move |n| {
            let text = format!("{n:0width$}", width = usize::from(row.digits));
            Some((text.clone(), ai::find(&text)?))
        })
    })
}

#[test]
fn every_identifier_comes_back_with_its_value() {
    let mut dice = Dice(1);
    for _ in 0..20 {
        for (id, row) in every_ai() {
            let value = value_of(row, &mut dice);
            let separator = if ai::is_predefined(&id) { String::new() } else { FNC1.to_string() };
            let other = if id == "91" { "92" } else { "91" };
            for (text, count) in [
                (format!("{id}{value}"), 1),
                (format!("{FNC1}{id}{value}{separator}{other}X"), 2),
                (format!("{other}X{FNC1}{id}{value}"), 2),
                (format!("({id}){value}({other})X"), 2),
            ] {
                let found = parse_elements(&text).unwrap_or_else(|e| panic!("{text:?}: {e}"));
                assert!(found.iter().any(|e| e.id == id && e.value == value), "{text:?}");
                assert_eq!(found.len(), count, "{text:?}");
            }
            let escaped: String = value.bytes().map(|b| format!("%{b:02X}")).collect();
            let link = parse_digital_link(&format!("https://example.com/8013/%2122?{id}={escaped}"));
            if id != "8013" {
                assert!(link.unwrap().iter().any(|e| e.id == id && e.value == value), "{id} {value}");
            }
        }
    }
}

#[test]
fn no_text_makes_it_panic() {
    let pieces = [
        "[)>",
        "\u{1e}",
        "\u{1d}",
        "\u{4}",
        "06",
        "05",
        "(",
        ")",
        "01",
        "09506000134352",
        "17",
        "10",
        "https://",
        "/",
        "?",
        "=",
        "%",
        "%4",
        "é",
        "\u{65e5}",
        "]C1",
        "1P",
        "Q",
        "7Q",
        "10D",
        "0",
        "9",
        "3103",
        "A",
        " ",
        "<GS>",
        "-",
        "\u{0}",
        "8013",
    ];
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let noise: Vec<u8> = (0..dice.below(40)).map(|_| dice.below(256) as u8).collect();
        let sense: String = (0..dice.below(12)).map(|_| pieces[dice.below(pieces.len())]).collect();
        for text in [String::from_utf8_lossy(&noise).into_owned(), sense] {
            let offsets = [parse_elements(&text).err(), parse_digital_link(&text).err()];
            assert!(offsets.into_iter().flatten().all(|e| e.offset <= text.len()), "{text:?}");
            parse_envelope(&text);
            suggestions(&text);
            for carrier in CARRIERS {
                let meaning = understand(&text, carrier, (dice.below(65_536)) as u16);
                assert!(meaning.keys.iter().all(|k| !k.is_empty() && !k.contains(char::is_control)), "{text:?}");
            }
        }
    }
}

fn plain(text: &str) -> Meaning {
    understand(text, Carrier::Plain, 2026)
}

#[test]
fn a_label_of_a_distributor_is_understood() {
    let meaning = plain(
        "[)>\u{1e}06\u{1d}P596-777A1-ND\u{1d}1PXAF4444\u{1d}Q3\u{1d}10D1452\u{1d}1TBF1103\u{1d}4LUS\u{1d}KPO-7\u{1e}\u{4}",
    );
    assert_eq!(meaning.keys, ["XAF4444", "596-777A1-ND"]);
    assert_eq!(meaning.quantity, Some(Amount::count(3)));
    assert_eq!(meaning.made, Date::new(2014, 12, 0));
    assert_eq!(meaning.lot.as_deref(), Some("BF1103"));
    assert_eq!(meaning.customer_part.as_deref(), Some("596-777A1-ND"));
    assert_eq!(meaning.supplier_part.as_deref(), Some("XAF4444"));
    assert_eq!(meaning.order.as_deref(), Some("PO-7"));
    assert_eq!(meaning.elements.len(), 7);
}

#[test]
fn a_reel_of_cable_carries_its_length() {
    let meaning = plain("[)>\u{1e}06\u{1d}1PTHHN-12\u{1d}7Q500FT\u{1d}14D20300131\u{1e}\u{4}");
    assert_eq!(meaning.quantity, Amount::read("500", Unit::Foot));
    assert_eq!(meaning.expires, Date::new(2030, 1, 31));
    let meaning = understand("01995060001343553110000250", Carrier::Gs1, 2026);
    assert_eq!(meaning.quantity, Amount::read("250", Unit::Metre));
    assert_eq!((meaning.indicator, meaning.keys.len()), (Some(9), 2));
}

#[test]
fn gs1_elements_are_understood_on_every_way() {
    for (text, carrier) in [
        ("]C101095060001343521726070010L1\u{1d}21S1", Carrier::Plain),
        ("01095060001343521726070010L1\u{1d}21S1", Carrier::Gs1),
        ("(01)09506000134352(17)260700(10)L1(21)S1", Carrier::Typed),
        ("https://id.gs1.org/01/9506000134352/10/L1/21/S1?17=260700", Carrier::Plain),
    ] {
        let meaning = understand(text, carrier, 2026);
        assert_eq!(meaning.gtin.as_deref(), Some("09506000134352"), "{text:?}");
        assert_eq!(meaning.expires, Date::new(2026, 7, 0), "{text:?}");
        assert_eq!((meaning.lot.as_deref(), meaning.serial.as_deref()), (Some("L1"), Some("S1")), "{text:?}");
        assert_eq!(meaning.keys[0], "09506000134352", "{text:?}");
        assert_eq!(meaning.url.is_some(), text.starts_with("https"), "{text:?}");
    }
}

#[test]
fn a_pack_is_found_by_its_unit_and_a_pallet_by_what_it_holds() {
    let meaning = understand("10614141000415", Carrier::Itf14, 2026);
    assert_eq!(meaning.keys, ["10614141000415", "00614141000418"]);
    assert_eq!(meaning.indicator, Some(1));
    let meaning = understand("0010614141000000000202106141410004153712", Carrier::Gs1, 2026);
    assert_eq!(meaning.keys[..2], ["10614141000415", "00614141000418"]);
    assert_eq!(meaning.quantity, Some(Amount::count(12)));
}

#[test]
fn numbers_are_read_by_their_carrier() {
    assert_eq!(understand("04252614", Carrier::UpcE, 2026).keys, ["00042100005264", "04252614"]);
    assert_eq!(understand("96385074", Carrier::Ean8, 2026).keys, ["00000096385074"]);
    assert_eq!(understand("4 006381 333931", Carrier::Typed, 2026).keys, ["04006381333931", "4 006381 333931"]);
    let own = understand("2012345678903", Carrier::Ean13, 2026);
    assert_eq!((own.restricted, own.gtin, own.quantity), (true, None, None));
    assert_eq!(own.keys, ["02012345678903"]);
}

#[test]
fn what_cannot_be_read_is_a_plain_key() {
    for text in ["HPE-BIN-0312", "01095060001343529", "[)>06", "https://example.com/x?y=1", "(not) a code"] {
        for carrier in CARRIERS {
            let meaning = understand(&format!("  {text}\r\n"), carrier, 2026);
            assert_eq!(meaning.keys, [text], "{carrier:?}");
            assert_eq!(meaning.url.is_some(), text.starts_with("https"));
            assert!(meaning.elements.is_empty() && meaning.gtin.is_none());
        }
    }
    assert_eq!(plain(" \u{1d} "), Meaning::default());
}
