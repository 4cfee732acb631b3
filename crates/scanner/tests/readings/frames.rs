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

/// What is accepted in so many frames, sorted.
fn accepted(frame: &LumaFrame, frames: u32) -> Vec<String> {
    let mut scanner = Scanner::default();
    let all = (0..frames).flat_map(|i| scanner.read_frame(frame.view(), f64::from(i) * 33.0));
    let accepted = all.filter(|sighting| sighting.standing == Standing::Accepted);
    let mut texts: Vec<String> = accepted.map(|sighting| sighting.detection.text).collect();
    texts.sort_unstable();
    texts
}

#[test]
fn codes_that_lie_side_by_side_are_accepted_one_after_the_other() {
    let mut shelf = Sheet::new(1280, 400, 230);
    shelf.draw_code(&code(Symbology::UpcA, "400880000600"), 60, 120, 3, 160);
    shelf.draw_code(&code(Symbology::DataMatrix, "IC-104237"), 480, 150, 6, 0);
    shelf.draw_code(&code(Symbology::DataMatrix, "IC-104238"), 680, 150, 6, 0);
    shelf.draw_code(&code(Symbology::Code39, "A-1742"), 900, 120, 2, 160);
    assert_eq!(accepted(&shelf.into_frame(), 16), ["400880000600", "A-1742", "IC-104237", "IC-104238"]);
}

#[test]
fn codes_of_a_carton_that_stand_one_above_the_other_are_all_accepted() {
    let mut carton = Sheet::new(960, 540, 230);
    let contents = ["1P5262-W", "Q10", "SPLANT-7-12"];
    for (row, text) in contents.iter().enumerate() {
        carton.draw_code(&code(Symbology::Code128, text), 200, 120 + row * 100, 3, 64);
    }
    assert_eq!(accepted(&carton.into_frame(), 16), contents);
}

#[test]
fn a_code_that_only_a_rare_stage_reads_stays_in_view_at_the_pace_of_a_slow_phone() {
    let code = seen(Symbology::Qr, "BIN-12");
    let view = code.view();
    let negative: Vec<u8> = (0..view.height()).flat_map(|y| view.row(y)).map(|grey| 255 - grey).collect();
    let frame = LumaFrame::new(view.width(), view.height(), negative).unwrap();
    let mut scanner = Scanner::default();
    let frames: Vec<Vec<Standing>> = (0..24)
        .map(|i| scanner.read_frame(frame.view(), f64::from(i) * 250.0).into_iter().map(|it| it.standing).collect())
        .collect();
    let first = frames.iter().position(|standings| !standings.is_empty()).unwrap();
    assert_eq!(frames[first], [Standing::Accepted]);
    assert!(frames[first + 1..].iter().all(|standings| *standings == [Standing::Repeat]), "{frames:?}");
}
