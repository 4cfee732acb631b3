//! Films: a hand with a camera before labels.
//!
//! Never here: what the app does with the frames.

mod act;
mod file;
mod stamp;

pub use act::{Act, Moment};
pub use stamp::stamp;

use crate::chance::seed_at;
use crate::{Defocus, Error, Falloff, Format, Ground, Jpeg, LowLight, MotionBlur, Placed, Point, Print, Rect};
use crate::{Modules, Options, Sheet, Shot, Subject, Symbol, encode_with, expose};

/// Pixels of the sheet to a module.
const PRINTED: f32 = 4.0;

/// Seconds that a frame is exposed, in a room.
const EXPOSURE: f32 = 1.0 / 60.0;

/// A film to be made.
#[derive(Debug, Clone)]
pub struct Clip {
    /// What the hand does.
    pub act: Act,
    /// Pixels of a frame, across and down. Browsers ask for 640×480 or 1280×720.
    pub size: (usize, usize),
    /// How long it is, in seconds.
    pub seconds: f32,
    /// Frames in a second.
    pub rate: u32,
    /// Where chance starts.
    pub seed: u64,
    /// Whether each frame carries its number. See [`stamp`].
    pub stamped: bool,
    sheet: Sheet,
    placed: Vec<Placed>,
}

impl Clip {
    /// A film of labels that lie side by side on a shelf or a carton.
    pub fn new(act: Act, size: (usize, usize), labels: &[(Format, &str)], seed: u64) -> Result<Self, Error> {
        let (sheet, placed) = shelf(labels)?;
        Ok(Self { act, size, seconds: 3.0, rate: 15, seed, stamped: false, sheet, placed })
    }

    /// How many frames it has.
    pub fn frames(&self) -> usize {
        (self.seconds * self.rate as f32).round() as usize
    }

    /// The scene at a time in seconds.
    pub fn moment(&self, seconds: f32) -> Moment {
        self.act.moment(seconds / self.seconds, seconds, self.size, &self.placed)
    }

    /// The frame of a number, from 0.
    pub fn frame(&self, number: usize) -> Result<Shot, Error> {
        let seconds = number as f32 / self.rate as f32;
        let (now, then) = (self.moment(seconds), self.moment(seconds + EXPOSURE));
        let middle = now.pose.look_at;
        let way = from_to(now.pose.to_picture(middle), then.pose.to_picture(middle));
        let steps = [
            Falloff { stops: 0.5, degrees: 25.0 }.into(),
            Defocus { radius: now.blur }.into(),
            MotionBlur { length: way.0.hypot(way.1), degrees: way.1.atan2(way.0).to_degrees() }.into(),
            LowLight { stops: now.dark, gain: now.dark * 0.9 }.into(),
            Jpeg { quality: 85 }.into(),
        ];
        let subject = Subject { sheet: &self.sheet, placed: &self.placed, ground: Ground::Bench };
        let mut shot = expose(subject, &now.pose, &steps, seed_at(self.seed, number))?;
        if self.stamped {
            stamp(&mut shot.picture, (number % 256) as u8);
        }
        Ok(shot)
    }
}

fn from_to(from: Point, to: Point) -> Point {
    (to.0 - from.0, to.1 - from.1)
}

/// White margin of a label in modules.
const MARGIN: f32 = 14.0;

/// Modules for the line above a symbol.
const HEADLINE: f32 = 16.0;

/// Modules of a label's width that a headline takes, at least.
const HEADLINE_WIDTH: f32 = 70.0;

/// White labels with a headline, side by side on cardboard.
fn shelf(labels: &[(Format, &str)]) -> Result<(Sheet, Vec<Placed>), Error> {
    let options = Options { height: Some(40), ..Options::default() };
    let symbols = labels.iter().map(|(format, text)| encode_with(*format, text, &options));
    let symbols = symbols.collect::<Result<Vec<_>, _>>()?;
    if symbols.is_empty() {
        return Err(Error::Recipe("a clip needs a label"));
    }
    // Cells are printed twice as large as bars are wide.
    let large = |symbol: &Symbol| if matches!(symbol.modules(), Modules::Matrix { .. }) { 2.0 } else { 1.0 };
    let wide = |symbol: &Symbol| (symbol.width() as f32 * large(symbol)).max(HEADLINE_WIDTH) + 4.0 * MARGIN;
    let highest = symbols.iter().map(|symbol| symbol.height() as f32 * large(symbol)).fold(0.0, f32::max);
    let tall = highest + HEADLINE + 3.0 * MARGIN;
    let pixels = |modules: f32| (modules * PRINTED).ceil() as usize;
    let mut sheet = Sheet::new(pixels(symbols.iter().map(wide).sum()), pixels(tall + 2.0 * MARGIN), 0.34);
    let mut left = 0.0;
    let mut placed = Vec::new();
    for (number, symbol) in symbols.iter().enumerate() {
        let paper = Rect::new(left + MARGIN * 0.5, MARGIN, wide(symbol) - MARGIN, tall);
        sheet.fill(paper.placed((0.0, 0.0), PRINTED), Sheet::PAPER);
        let (inner, top) = ((left + 2.0 * MARGIN) * PRINTED, MARGIN * 1.4 * PRINTED);
        let headline = format!("BIN {}-{}", 10 + number / 4, 1 + number % 4);
        sheet.write(&headline, (inner, top), 1.4 * PRINTED, Sheet::INK);
        let print = Print { module: PRINTED * large(symbol), digits: true };
        placed.push(sheet.draw(symbol, (inner, top + HEADLINE * PRINTED), print));
        left += wide(symbol);
    }
    Ok((sheet, placed))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn small(act: Act) -> Clip {
        let labels = [(Format::UpcA, "400880000600"), (Format::Qr, "HTTPS://EX.CO/1"), (Format::Code39, "A-17")];
        let clip = Clip::new(act, (320, 240), &labels, 4).unwrap();
        Clip { seconds: 1.0, rate: 4, ..clip }
    }

    /// The darkest and the brightest pixel around the middle of an outline that lies in the frame.
    fn contrast(shot: &Shot, corners: &[Point; 4]) -> Option<(u8, u8)> {
        let within = |&(x, y): &Point| (0.0..320.0).contains(&x) && (0.0..240.0).contains(&y);
        corners.iter().all(within).then_some(())?;
        let along = |axis: fn(&Point) -> f32| corners.iter().map(axis).sum::<f32>() as usize / 4;
        let (x, y) = (along(|c| c.0), along(|c| c.1));
        let around = (y.saturating_sub(6)..y + 6).flat_map(|y| (x.saturating_sub(6)..x + 6).map(move |x| (x, y)));
        let pixels = around.map(|(x, y)| shot.picture.pixels[y * shot.picture.width + x]);
        pixels.fold(None, |found, pixel| {
            let (dark, bright) = found.unwrap_or((pixel, pixel));
            Some((pixel.min(dark), pixel.max(bright)))
        })
    }

    #[test]
    fn every_act_shows_dark_and_bright_modules_before_it_ends() {
        for act in Act::ALL {
            let clip = small(act);
            let seen = (0..clip.frames()).any(|number| {
                let shot = clip.frame(number).unwrap();
                let modules = shot.outlines.iter().filter_map(|corners| contrast(&shot, corners));
                modules.into_iter().any(|(dark, bright)| dark < 110 && bright > 150)
            });
            assert!(seen, "{act:?}");
        }
    }

    #[test]
    fn films_of_neighbouring_seeds_share_no_noise() {
        // So quick that the hand stands still between two frames.
        let noise = |seed: u64, number: usize| {
            Clip { seed, rate: u32::MAX, ..small(Act::Shake) }.frame(number).unwrap().picture
        };
        assert_ne!(noise(1, 1), noise(2, 0));
    }

    #[test]
    fn a_frame_comes_out_the_same_each_time() {
        let clip = small(Act::Shake);
        assert_eq!(clip.frame(2).unwrap(), clip.frame(2).unwrap());
    }

    #[test]
    fn a_film_without_a_label_is_refused() {
        assert!(Clip::new(Act::Shake, (320, 240), &[], 0).is_err());
    }
}
