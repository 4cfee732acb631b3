//! Texts as they stand on real labels, and what is understood of them. Tests alone.

use super::amount::{Amount, Unit};
use super::date::Date;
use super::meaning::{Carrier, Meaning, understand};

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
    assert_eq!(understand("04252614", Carrier::Typed, 2026).keys, ["00042100005264", "04252614"]);
    assert_eq!(understand("04252614", Carrier::Plain, 2026).keys, ["04252614"]);
    assert_eq!(understand("96385074", Carrier::Ean8, 2026).keys, ["00000096385074"]);
    assert_eq!(understand("4 006381 333931", Carrier::Typed, 2026).keys, ["04006381333931", "4 006381 333931"]);
    let own = understand("2012345678903", Carrier::Ean13, 2026);
    assert_eq!((own.restricted, own.gtin, own.quantity), (true, None, None));
    assert_eq!(own.keys, ["02012345678903"]);
}

#[test]
fn a_bad_element_does_not_hide_the_number_before_it() {
    for (text, carrier) in [
        ("]C101095060001343521700000010A", Carrier::Plain),
        ("01095060001343521700000010A", Carrier::Gs1),
        ("\u{1d}01095060001343521700000010A", Carrier::Plain),
        ("(01)09506000134352(17)000000(10)A", Carrier::Typed),
        ("https://id.gs1.org/01/09506000134352?17=000000&10=A", Carrier::Plain),
        ("[)>\u{1e}05\u{1d}0109506000134352\u{1d}17000000\u{1d}10A\u{1e}\u{4}", Carrier::Plain),
    ] {
        let meaning = understand(text, carrier, 2026);
        assert_eq!(meaning.keys[0], "09506000134352", "{text:?}");
        assert_eq!(meaning.gtin.as_deref(), Some("09506000134352"), "{text:?}");
        assert_eq!((meaning.expires, &meaning.lot, meaning.elements.len()), (None, &None, 1), "{text:?}");
    }
    // The text stays a key, where it can be one.
    let whole = understand("]C101095060001343521700000010A", Carrier::Plain, 2026);
    assert_eq!(whole.keys, ["09506000134352", "01095060001343521700000010A"]);
}

#[test]
fn a_number_said_in_two_ways_is_no_number() {
    let meaning = understand("010950600013435210A\u{1d}0110614141000415", Carrier::Gs1, 2026);
    assert_eq!((meaning.gtin, meaning.lot.as_deref()), (None, Some("A")));
}

#[test]
fn digits_that_only_begin_like_elements_are_a_plain_key() {
    let text = "01095060001343529";
    for carrier in Carrier::ALL.into_iter().filter(|carrier| *carrier != Carrier::Gs1) {
        let meaning = understand(text, carrier, 2026);
        assert_eq!((meaning.keys, meaning.gtin), (vec![text.to_owned()], None), "{carrier:?}");
    }
    assert_eq!(understand(text, Carrier::Gs1, 2026).keys, ["09506000134352", text]);
}

#[test]
fn what_cannot_be_read_is_a_plain_key() {
    for text in ["HPE-BIN-0312", "0109506000134350", "[)>06", "https://example.com/x?y=1", "(not) a code"] {
        for carrier in Carrier::ALL {
            let meaning = understand(&format!("  {text}\r\n"), carrier, 2026);
            assert_eq!(meaning.keys, [text], "{carrier:?}");
            assert_eq!(meaning.url.is_some(), text.starts_with("https"));
            assert!(meaning.elements.is_empty() && meaning.gtin.is_none());
        }
    }
    assert_eq!(plain(" \u{1d} "), Meaning::default());
}

#[test]
fn whatever_is_scanned_has_a_key_that_can_be_stored() {
    // A part number with what no item can be stored under.
    assert_eq!(plain("[)>\u{1e}06\u{1d}1PA\u{0}B\u{1e}\u{4}").keys, ["[)>061PAB"]);
    // An identifier with nothing behind it.
    assert_eq!(plain("]C1").keys, ["]C1"]);
    assert_eq!(plain("]C1\u{1d}").keys, ["]C1"]);
    assert_eq!(plain("]C1 06").keys, ["06"]);
    // Elements without a number, which together look like one.
    assert_eq!(understand("940425010638", Carrier::Gs1, 2026).keys, ["940425010638"]);
}
