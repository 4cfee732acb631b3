//! Any text at all is understood in a way that stock can use, or not at all.

mod sound;

use proptest::prelude::*;
use proptest::sample::select;

use sound::assert_sound;

/// What labels are made of.
const PIECES: [&str; 46] = [
    "[)>",
    "\u{1e}",
    "\u{1d}",
    "\u{4}",
    "06",
    "05",
    "12",
    "(",
    ")",
    "01",
    "00",
    "02",
    "(01)",
    "09506000134352",
    "17",
    "260731",
    "10",
    "(10)",
    "21",
    "https://",
    "id.gs1.org",
    "/",
    "?",
    "=",
    "&",
    "#",
    "%",
    "%4",
    "%2F",
    "é",
    "\u{65e5}",
    "]C1",
    "]d2",
    "]e0",
    "1P",
    "30P",
    "Q",
    "7Q",
    "10D",
    "0",
    "9",
    "3103",
    "8013",
    "A",
    " ",
    "\u{0}",
];

/// Identifiers of labels of parts, and of GS1.
const FIELDS: [&str; 14] = ["P", "1P", "30P", "25P", "Q", "7Q", "1T", "S", "K", "10D", "14D", "8P", "3P", ""];
const ELEMENTS: [&str; 12] = ["00", "01", "02", "10", "17", "21", "240", "241", "3103", "37", "8006", "8013"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_sound(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}") {
        assert_sound(&text);
    }

    #[test]
    fn any_pieces_of_labels_are_sound(pieces in prop::collection::vec(select(&PIECES[..]), 0..16)) {
        assert_sound(&pieces.concat());
    }

    #[test]
    fn any_label_of_parts_is_sound(
        fields in prop::collection::vec((select(&FIELDS[..]), "[ -~\\x00-\\x1f]{0,12}"), 0..8),
        end in select(&["\u{1e}\u{4}", "\u{4}", ""][..]),
    ) {
        let body: String = fields.iter().map(|(id, value)| format!("\u{1d}{id}{value}")).collect();
        assert_sound(&format!("[)>\u{1e}06{body}{end}"));
    }

    #[test]
    fn any_elements_are_sound(
        elements in prop::collection::vec((select(&ELEMENTS[..]), "[!-~]{0,20}|[0-9]{0,20}"), 1..6),
        shape in 0..3,
    ) {
        let texts = elements.iter().map(|(id, value)| match shape {
            0 => format!("{id}{value}\u{1d}"),
            1 => format!("({id}){value}"),
            _ => format!("/{id}/{value}"),
        });
        let text: String = texts.collect();
        assert_sound(&if shape == 2 { format!("https://a.example{text}") } else { text });
    }

    #[test]
    fn any_digits_are_sound(digits in "[0-9]{0,16}") {
        assert_sound(&digits);
    }
}
