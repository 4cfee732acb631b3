//! A camera's frames, one after the other.

use scanner::{LumaFrame, Scanner, Standing, Symbology};

use crate::render::{Sheet, View, code, label};

fn seen(symbology: Symbology, text: &str) -> LumaFrame {
    let view = View { turn: 2.0, noise: 3.0, ..View::STRAIGHT };
    view.of(&label(symbology, text, 3), 960, 540, 5).into_frame()
}

#[test]
fn a_code_held_still_is_accepted_once_and_then_repeated() {
    let frame = seen(Symbology::UpcA, "400880000600");
    let mut scanner = Scanner::default();
    let standings: Vec<Standing> = (0..6)
        .flat_map(|i| scanner.read_frame(frame.view(), f64::from(i) * 33.0))
        .map(|sighting| sighting.standing)
        .collect();
    assert_eq!(standings[0], Standing::Accepted);
    assert_eq!(standings[1..], [Standing::Repeat; 5]);
    scanner.reset();
    assert_eq!(scanner.read_frame(frame.view(), 300.0)[0].standing, Standing::Accepted);
}

#[test]
fn a_weak_code_waits_for_a_second_frame() {
    let frame = seen(Symbology::Itf, "00012345678905");
    let mut scanner = Scanner::default();
    assert_eq!(scanner.read_frame(frame.view(), 0.0)[0].standing, Standing::Candidate);
    assert_eq!(scanner.read_frame(frame.view(), 33.0)[0].standing, Standing::Accepted);
}

#[test]
fn every_kind_of_code_is_accepted_within_four_frames() {
    let codes = [
        (Symbology::UpcA, "400880000600"),
        (Symbology::Code39, "TRUCK-7"),
        (Symbology::Qr, "BIN-12"),
        (Symbology::DataMatrix, "SQD-QO120"),
    ];
    for (symbology, text) in codes {
        let frame = seen(symbology, text);
        let mut scanner = Scanner::default();
        let accepted = (0..4)
            .flat_map(|i| scanner.read_frame(frame.view(), f64::from(i) * 33.0))
            .any(|sighting| sighting.standing == Standing::Accepted && sighting.detection.text == text);
        assert!(accepted, "{symbology}");
    }
}

#[test]
fn two_labels_in_view_are_both_read() {
    let mut shelf = Sheet::new(1280, 400, 230);
    shelf.draw_code(&code(Symbology::UpcA, "400880000600"), 120, 120, 3, 160);
    shelf.draw_code(&code(Symbology::Ean13, "4006381333931"), 760, 120, 3, 160);
    let found = Scanner::default().read_still(shelf.into_frame().view());
    let mut texts: Vec<&str> = found.iter().map(|detection| detection.text.as_str()).collect();
    texts.sort_unstable();
    assert_eq!(texts, ["4006381333931", "400880000600"]);
}
