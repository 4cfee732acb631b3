//! Carton, bench and paper without a code give nothing, however badly they are seen.

use press::{Distortion, Ground, Kind, Placed, Pose, Rect, Sheet, Subject, expose};
use scanner::{LumaFrame, Scanner};

const GROUNDS: [Ground; 4] = [Ground::Carton, Ground::Bench, Ground::Plain(0.7), Ground::Plain(0.08)];

/// Looks at a sheet that has no code, turned by so many degrees.
fn seen(sheet: &Sheet, ground: Ground, degrees: f32, steps: &[Distortion]) -> LumaFrame {
    let (right, bottom) = (sheet.grid.width() as f32, sheet.grid.height() as f32);
    let corners = [(0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom)];
    let mut pose = Pose::facing(&Placed { corners, module: 6.0 }, (640, 480), 4.0);
    pose.rotate(degrees);
    let picture = expose(Subject { sheet, placed: &[], ground }, &pose, steps, 11).unwrap().picture;
    LumaFrame::new(picture.width, picture.height, picture.pixels).unwrap()
}

fn assert_silent(frame: &LumaFrame, what: &str) {
    assert_eq!(Scanner::default().read_still(frame.view()), [], "{what}");
    let mut scanner = Scanner::default();
    for i in 0..8 {
        assert_eq!(scanner.read_frame(frame.view(), f64::from(i) * 33.0), [], "{what}, frame {i}");
    }
}

#[test]
fn a_ground_without_a_label_gives_nothing() {
    let scrap = Sheet::new(60, 40, Sheet::PAPER);
    let views = [(0.0, Kind::Noise, 0.5), (30.0, Kind::LowLight, 0.6), (85.0, Kind::GlareBand, 0.6)];
    for ground in GROUNDS {
        for (degrees, kind, strength) in views {
            let frame = seen(&scrap, ground, degrees, &[kind.at(strength), Kind::Jpeg.at(0.4)]);
            assert_silent(&frame, &format!("{ground:?} at {degrees}° with {kind:?}"));
        }
    }
}

#[test]
fn a_label_of_words_and_lines_gives_nothing() {
    let mut sheet = Sheet::new(560, 380, Sheet::PAPER);
    for (row, text) in
        ["BREAKER QO120", "2026-11-21", "WIRE 12 AWG 600 V", "LOT 4711 III IIIII IIII"].iter().enumerate()
    {
        sheet.write(text, (20.0, 20.0 + 60.0 * row as f32), 4.0, Sheet::INK);
    }
    // A form's table: lines at equal distances.
    for column in 0..24 {
        sheet.fill(Rect::new(20.0 + 22.0 * column as f32, 270.0, 3.0, 90.0), Sheet::INK);
    }
    for degrees in [0.0, 15.0, 60.0] {
        let frame = seen(&sheet, Ground::Carton, degrees, &[Kind::Defocus.at(0.1), Kind::Noise.at(0.4)]);
        assert_silent(&frame, &format!("words at {degrees}°"));
    }
}
