//! Ink on paper: symbols, text and boxes, drawn to a fraction of a pixel.
//!
//! Never here: how a camera sees it.

use crate::font;
use crate::{Grid, Point, Symbol};

/// A rectangle: left and top edge, width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Rect {
    /// From its left and top edge, width and height.
    pub const fn new(left: f32, top: f32, width: f32, height: f32) -> Self {
        Self { left, top, width, height }
    }

    /// The same shape `scale` times as large, with the origin moved to a place.
    pub(crate) fn placed(self, (left, top): Point, scale: f32) -> Self {
        Self::new(left + self.left * scale, top + self.top * scale, self.width * scale, self.height * scale)
    }
}

/// How a symbol is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Print {
    /// Pixels of the sheet to a module; need not be whole.
    pub module: f32,
    /// Whether its digits stand below.
    pub digits: bool,
}

/// Where a symbol lies on a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// The corners of the symbol without quiet zones in pixels of the sheet: upper left, upper right, lower right,
    /// lower left.
    pub corners: [Point; 4],
    /// Pixels of the sheet to a module.
    pub module: f32,
}

impl Placed {
    /// The middle of the symbol, in pixels of the sheet.
    pub fn middle(&self) -> Point {
        let [(left, top), _, (right, bottom), _] = self.corners;
        ((left + right) / 2.0, (top + bottom) / 2.0)
    }

    /// The symbol without quiet zones, in pixels of the sheet.
    pub fn area(&self) -> Rect {
        let [(left, top), _, (right, bottom), _] = self.corners;
        Rect::new(left, top, right - left, bottom - top)
    }
}

/// A sheet as reflectances: 0 takes all light, 1 gives all back. Linear, not as a screen shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The reflectances.
    pub grid: Grid,
}

impl Sheet {
    /// Office paper gives back about 85 % of the light.
    pub const PAPER: f32 = 0.85;
    /// Where there is no sheet any more. What lies below is seen through it.
    pub const HOLE: f32 = f32::NAN;
    /// Black ink gives back about 3 %.
    pub const INK: f32 = 0.03;

    /// A sheet of one reflectance.
    pub fn new(width: usize, height: usize, reflectance: f32) -> Self {
        Self { grid: Grid::new(width, height, reflectance) }
    }

    /// White paper with one symbol, its quiet zones and its digits, cut close.
    pub fn label(symbol: &Symbol, print: Print) -> (Self, Placed) {
        let (aside, above) = symbol.overhang();
        let (left, right) = (aside.max(symbol.quiet.0.into()), aside.max(symbol.quiet.1.into()));
        let vertical = above + f32::from(symbol.quiet_above());
        let below = if print.digits && !symbol.digits.is_empty() {
            vertical + LETTER * (font::ROWS as f32 + 2.0)
        } else {
            vertical
        };
        let pixels = |modules: f32| (modules * print.module).ceil() as usize;
        let width = pixels(left + symbol.width() as f32 + right);
        let height = pixels(vertical + symbol.height() as f32 + below);
        let mut sheet = Self::new(width, height, Self::PAPER);
        let placed = sheet.draw(symbol, (left * print.module, vertical * print.module), print);
        (sheet, placed)
    }

    /// Fills a box. A pixel that it covers in part gets that part.
    pub fn fill(&mut self, rect: Rect, reflectance: f32) {
        self.ink(&[rect], reflectance);
    }

    /// Draws a symbol with the upper left corner of its first module at a place.
    pub fn draw(&mut self, symbol: &Symbol, at: Point, print: Print) -> Placed {
        let rects: Vec<Rect> = symbol.dark().into_iter().map(|rect| rect.placed(at, print.module)).collect();
        self.ink(&rects, Self::INK);
        let (width, height) = (symbol.width() as f32 * print.module, symbol.height() as f32 * print.module);
        if print.digits {
            let dot = LETTER * print.module;
            let long = symbol.digits.chars().count() as f32 * font::ADVANCE as f32 * dot;
            let dot = if long > width { dot * width / long } else { dot };
            let left = at.0 + (width - long.min(width)) / 2.0;
            let top = at.1 + height + symbol.overhang().1 * print.module + dot;
            self.write(&symbol.digits, (left, top), dot, Self::INK);
        }
        let (right, bottom) = (at.0 + width, at.1 + height);
        Placed { corners: [at, (right, at.1), (right, bottom), (at.0, bottom)], module: print.module }
    }

    /// Writes a line of capitals and digits from its upper left corner, a dot `dot` pixels wide.
    pub fn write(&mut self, text: &str, at: Point, dot: f32, reflectance: f32) {
        let unit = |(x, y): (usize, usize)| Rect::new(x as f32, y as f32, 1.0, 1.0).placed(at, dot);
        let rects: Vec<Rect> = font::dots(text).map(unit).collect();
        self.ink(&rects, reflectance);
    }

    /// The grey values as a screen shows them, 0 to 255.
    pub fn to_grey(&self) -> Vec<u8> {
        self.grid.values.iter().map(|&v| crate::camera::grey(v)).collect()
    }

    /// Inks boxes that do not lie upon another. Their coverage is added up first: two that meet within a pixel cover
    /// it whole.
    fn ink(&mut self, rects: &[Rect], reflectance: f32) {
        let mut cover = std::collections::HashMap::<usize, f32>::new();
        for rect in rects {
            let columns = covered(rect.left, rect.width, self.grid.width);
            for (y, tall) in covered(rect.top, rect.height, self.grid.height) {
                for &(x, wide) in &columns {
                    let index = y * self.grid.width + x;
                    if tall * wide >= 1.0 {
                        self.grid.values[index] = reflectance;
                    } else {
                        *cover.entry(index).or_default() += tall * wide;
                    }
                }
            }
        }
        for (index, part) in cover {
            let value = &mut self.grid.values[index];
            *value += (reflectance - *value) * part.min(1.0);
        }
    }
}

/// Modules to a dot of the digits below a symbol.
const LETTER: f32 = 1.2;

/// The pixels of a line that a span touches, and the part of each that it covers.
fn covered(start: f32, length: f32, pixels: usize) -> Vec<(usize, f32)> {
    let (start, end) = (start.max(0.0), (start + length).min(pixels as f32));
    let part = |x: usize| (end.min(x as f32 + 1.0) - start.max(x as f32)).max(0.0);
    (start as usize..(end.ceil().max(0.0) as usize).min(pixels)).map(|x| (x, part(x))).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_module_of_one_pixel_and_three_tenths_leaves_three_tenths_in_the_next() {
        let mut sheet = Sheet::new(4, 1, 1.0);
        let bar = Symbol::linear(vec![1, 1, 1], (0, 0));
        sheet.draw(&bar, (0.0, 0.0), Print { module: 1.3, digits: false });
        let light: Vec<i32> =
            sheet.grid.values.iter().map(|v| ((1.0 - v) / (1.0 - Sheet::INK) * 100.0).round() as i32).collect();
        assert_eq!(light, [100, 30, 40, 90]);
    }

    #[test]
    fn the_ink_is_as_much_as_the_modules_say_wherever_it_lies() {
        let symbol = crate::encode(crate::Format::Qr, "PRESS").unwrap();
        let dark: f32 = symbol.dark().iter().map(|rect| rect.width * rect.height).sum();
        for at in [(3.0, 3.0), (3.4, 2.9)] {
            let mut sheet = Sheet::new(60, 60, 1.0);
            sheet.draw(&symbol, at, Print { module: 1.7, digits: false });
            let ink: f32 = sheet.grid.values.iter().map(|v| (1.0 - v) / (1.0 - Sheet::INK)).sum();
            assert!((ink - dark * 1.7 * 1.7).abs() < 1.0, "{ink} for {dark} modules");
        }
    }

    #[test]
    fn what_lies_beyond_the_sheet_is_cut_off() {
        let mut sheet = Sheet::new(2, 2, 1.0);
        sheet.fill(Rect::new(-5.0, -5.0, 5.5, 20.0), 0.0);
        sheet.fill(Rect::new(7.0, 0.0, 3.0, 3.0), 0.0);
        assert_eq!(sheet.grid.values, [0.5, 1.0, 0.5, 1.0]);
    }
}
