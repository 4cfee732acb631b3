//! A carton with a part label on a workbench, among other things with edges and stripes.

use scanner::Symbology;

use super::render::{Noise, Sheet, View, blur, code};

pub const UPC: &str = "400880000600";
const WIDTH: usize = 1280;
const HEIGHT: usize = 720;

/// The printed label: name, values, a table, the code and its digits.
fn label() -> Sheet {
    let mut sheet = Sheet::new(900, 620, 232);
    let ink = 30;
    sheet.fill(0, 0, 900, 92, 58);
    write(&mut sheet, "TR RECEPTACLE", 36, 24, 6, 225);
    write(&mut sheet, "TAMPER RESISTANT DUPLEX", 36, 116, 4, ink);
    write(&mut sheet, "15A 125V  2-POLE 3-WIRE", 36, 160, 3, ink);
    write(&mut sheet, "NEMA 5-15R  WHITE", 36, 192, 3, ink);
    write(&mut sheet, "QTY 10", 690, 116, 5, ink);
    for row in 0..4 {
        sheet.fill(610, 180 + row * 30, 260, 2, ink);
    }
    for column in 0..3 {
        sheet.fill(610 + column * 129, 180, 2, 92, ink);
    }
    write(&mut sheet, "LOT 24-117", 620, 188, 2, ink);
    write(&mut sheet, "BOX 3/40", 748, 188, 2, ink);
    write(&mut sheet, "CU ONLY", 620, 218, 2, ink);
    write(&mut sheet, "60/75 C", 748, 218, 2, ink);
    let bars = code(Symbology::UpcA, UPC);
    sheet.draw_code(&bars, 120, 300, 5, 220);
    sheet.fill(135, 500, 210, 44, 232);
    sheet.fill(365, 500, 210, 44, 232);
    for (text, left) in [("4", 70), ("00880", 150), ("00060", 380), ("0", 610)] {
        write(&mut sheet, text, left, 506, 5, ink);
    }
    for i in 0..14 {
        write(&mut sheet, "KEEP DRY", 690, 300 + i * 18, 2, if i % 2 == 0 { ink } else { 150 });
    }
    write(&mut sheet, "MEETS UL 498. USE WITH 12 OR 14 AWG WIRE.", 36, 580, 3, 70);
    sheet
}

/// Where the label is, how sharp, how bright, at one moment of the clip.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    pub view: View,
    /// From 0 (dim) to 1.
    pub light: f32,
    /// Shift of the whole scene in pixels.
    pub shift: (f32, f32),
}

impl Moment {
    /// An approach: the hand comes nearer, the lens finds its focus, the hand shakes.
    pub fn at(frame: usize, frames: usize) -> Self {
        let time = frame as f32 / frames as f32;
        let shake = |speed: f32| (time * speed).sin();
        let nearer = (time * 2.0).min(1.0);
        let blur = if time < 0.2 { 2 } else { usize::from(time < 0.35) };
        Self {
            view: View {
                scale: 0.62 + 0.16 * nearer,
                turn: -7.0 + 4.0 * nearer + 0.8 * shake(23.0),
                perspective: 0.10,
                blur,
                noise: 2.2,
            },
            light: 0.86 + 0.05 * shake(9.0),
            shift: (30.0 * (1.0 - nearer) + 4.0 * shake(31.0), 18.0 * (1.0 - nearer) + 3.0 * shake(27.0)),
        }
    }
}

/// The frame as red, green, blue.
pub fn photograph(moment: &Moment, seed: u64) -> Vec<u8> {
    let label = label();
    let mut grey = Sheet::new(WIDTH, HEIGHT, 0);
    let mut tints = vec![Tint::Paper; WIDTH * HEIGHT];
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (dx, dy) = (x as f32 - 640.0 - moment.shift.0, y as f32 - 360.0 - moment.shift.1);
            let (on_x, on_y) = moment.view.place(&label, dx, dy);
            let (value, tint) = match label.sample(on_x, on_y) {
                Some(value) => (value, Tint::Paper),
                None => surroundings(on_x, on_y),
            };
            // The lamp stands at the upper left.
            let lamp = 1.06 - 0.22 * (x as f32 / WIDTH as f32) - 0.12 * (y as f32 / HEIGHT as f32);
            grey.pixels[y * WIDTH + x] = (value * moment.light * lamp).min(255.0) as u8;
            tints[y * WIDTH + x] = tint;
        }
    }
    blur(&mut grey, moment.view.blur);
    let mut noise = Noise(seed);
    let coloured = grey.pixels.iter().zip(&tints).flat_map(|(&value, tint)| {
        let noisy = f32::from(value) + noise.bell() * moment.view.noise;
        tint.parts().map(|part| (noisy * part).clamp(0.0, 255.0) as u8)
    });
    coloured.collect()
}

#[derive(Clone, Copy)]
enum Tint {
    Paper,
    Cardboard,
    Wood,
    Steel,
}

impl Tint {
    fn parts(self) -> [f32; 3] {
        match self {
            Self::Paper => [1.0, 0.99, 0.95],
            Self::Cardboard => [1.0, 0.80, 0.58],
            Self::Wood => [1.0, 0.86, 0.70],
            Self::Steel => [0.94, 0.98, 1.0],
        }
    }
}

/// What lies around the label, in the label's own coordinates: the carton, its edges, the bench, a rule, a cable.
fn surroundings(x: f32, y: f32) -> (f32, Tint) {
    let flute = 6.0 * (x * 0.9).sin() * (y * 0.013).cos();
    if (-70.0..1010.0).contains(&x) && (-60.0..690.0).contains(&y) {
        let edge = [x + 70.0, 1010.0 - x, y + 60.0, 690.0 - y].into_iter().fold(f32::MAX, f32::min);
        return if edge < 7.0 { (70.0, Tint::Cardboard) } else { (158.0 + flute, Tint::Cardboard) };
    }
    // A steel rule below the carton, with a mark every eight units.
    if (720.0..790.0).contains(&y) {
        let long = if (x / 40.0).rem_euclid(2.0) < 1.0 { 34.0 } else { 20.0 };
        let mark = x.rem_euclid(8.0) < 2.5 && y < 720.0 + long;
        return (if mark { 40.0 } else { 190.0 }, Tint::Steel);
    }
    // A black cable that lies in a curve on the right.
    let cable = 1120.0 + 60.0 * (y * 0.009).sin();
    if (x - cable).abs() < 22.0 {
        return (34.0 + 26.0 * (1.0 - ((x - cable) / 22.0).powi(2)), Tint::Steel);
    }
    (118.0 + 14.0 * (y * 0.11 + 3.0 * (x * 0.006).sin()).sin() + flute, Tint::Wood)
}

/// Width and height of a frame.
pub const SIZE: (usize, usize) = (WIDTH, HEIGHT);

/// Writes a line of capitals and digits, each dot `dot` pixels wide.
fn write(sheet: &mut Sheet, text: &str, left: usize, top: usize, dot: usize, grey: u8) {
    for (x, y) in press::font::dots(text) {
        sheet.fill(left + x * dot, top + y * dot, dot, dot, grey);
    }
}
