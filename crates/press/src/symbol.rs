//! A symbol as modules, before it is printed.
//!
//! Never here: pixels, paper, the symbologies' rules (those are in the submodules).

mod addon;
mod gs1;
mod linear;
mod matrix;
mod options;

pub use gs1::{FNC1, gs1};
pub use options::{Correction, Format, Options, Shape};

use crate::{Error, Rect};

/// What is printed, in modules. A symbol is made by [`Symbol::linear`], [`Symbol::matrix`] and [`encode`] alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Modules {
    /// Widths of bar, space, bar, …: a bar is first and last.
    Linear(Vec<u8>),
    /// Rows of cells, the top one first; `true` is dark.
    Matrix {
        /// The cells, row by row.
        cells: Vec<bool>,
        /// Cells in a row.
        width: usize,
    },
}

/// Bars around an ITF-14 that keep a slanting scan from reading a part of it (GS1 General Specifications 5.3.2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bearer {
    /// No such bars.
    #[default]
    None,
    /// Above and below, over the quiet zones too. The thickness is in modules, at least 2.
    Rails(u8),
    /// All around, outside of the quiet zones. The thickness is in modules.
    Frame(u8),
}

/// A symbol as modules, with its quiet zones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    modules: Modules,
    height: usize,
    /// Modules of white that the standard asks for on the left and on the right; a matrix has the left one above and
    /// below too.
    pub quiet: (u8, u8),
    /// Bars around it.
    pub bearer: Bearer,
    /// What people read below it. Empty where nothing is printed.
    pub digits: String,
}

/// Modules of height where nothing else is asked for. An EAN-13 has 69 (GS1 General Specifications 5.2.6.6), labels
/// are often cut lower.
const BAR_HEIGHT: usize = 50;

impl Symbol {
    /// Bars: `widths` of bar, space, bar, … in modules; `quiet` zones left and right.
    pub fn linear(widths: Vec<u8>, quiet: (u8, u8)) -> Self {
        let modules = Modules::Linear(widths);
        Self { modules, height: BAR_HEIGHT, quiet, bearer: Bearer::None, digits: String::new() }
    }

    /// Cells in rows, `true` is dark; a `quiet` zone on all sides.
    pub fn matrix(cells: Vec<bool>, width: usize, height: usize, quiet: u8) -> Result<Self, Error> {
        if cells.len() != width * height || cells.is_empty() {
            return Err(Error::Cells { cells: cells.len(), width, height });
        }
        let modules = Modules::Matrix { cells, width };
        Ok(Self { modules, height, quiet: (quiet, quiet), bearer: Bearer::None, digits: String::new() })
    }

    /// What is printed.
    pub fn modules(&self) -> &Modules {
        &self.modules
    }

    /// Modules of a bar's height; for a matrix its rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Modules from the first bar to the last, without quiet zones.
    pub fn width(&self) -> usize {
        match &self.modules {
            Modules::Linear(widths) => widths.iter().map(|&w| usize::from(w)).sum(),
            Modules::Matrix { width, .. } => *width,
        }
    }

    /// White modules above and below.
    pub fn quiet_above(&self) -> u8 {
        match self.modules {
            // The standards ask for none; nobody prints without.
            Modules::Linear(_) => 2,
            Modules::Matrix { .. } => self.quiet.0,
        }
    }

    /// How far bars around it reach beyond the symbol: sideways and upwards, in modules.
    pub(crate) fn overhang(&self) -> (f32, f32) {
        let quiet = self.quiet.0.max(self.quiet.1);
        match self.bearer {
            Bearer::None => (0.0, 0.0),
            Bearer::Rails(thick) => (f32::from(quiet), f32::from(thick)),
            Bearer::Frame(thick) => (f32::from(quiet) + f32::from(thick), f32::from(thick)),
        }
    }

    /// The dark rectangles in modules, from the upper left corner of the symbol. None lies upon another.
    pub fn dark(&self) -> Vec<Rect> {
        let mut rects = match &self.modules {
            Modules::Linear(widths) => runs(widths.iter().enumerate().map(|(i, &w)| (i % 2 == 0, usize::from(w))))
                .map(|(left, width)| Rect::new(left as f32, 0.0, width as f32, self.height as f32))
                .collect(),
            Modules::Matrix { cells, width } => {
                let row = |(y, row): (usize, &[bool])| {
                    let lines = runs(row.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect::<Vec<_>>());
                    lines.map(|(x, w)| Rect::new(x as f32, y as f32, w as f32, 1.0)).collect::<Vec<_>>()
                };
                cells.chunks(*width).enumerate().flat_map(row).collect::<Vec<_>>()
            }
        };
        rects.extend(self.bearers());
        rects
    }

    fn bearers(&self) -> Vec<Rect> {
        let ((aside, above), width, height) = (self.overhang(), self.width() as f32, self.height as f32);
        let rail = |top| Rect::new(-aside, top, width + 2.0 * aside, above);
        let post = |left| Rect::new(left, 0.0, above, height);
        match self.bearer {
            Bearer::None => Vec::new(),
            Bearer::Rails(_) => vec![rail(-above), rail(height)],
            Bearer::Frame(_) => vec![rail(-above), rail(height), post(-aside), post(width + aside - above)],
        }
    }
}

/// Where the dark runs begin and how long they are.
fn runs(lengths: impl IntoIterator<Item = (bool, usize)>) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    lengths.into_iter().filter_map(move |(dark, length)| {
        at += length;
        dark.then_some((at - length, length))
    })
}

/// Encodes as most printers do. See [`encode_with`].
pub fn encode(format: Format, text: &str) -> Result<Symbol, Error> {
    encode_with(format, text, &Options::default())
}

/// Encodes a text.
///
/// - EAN and UPC without their check digit get it. `+` starts an add-on of two or five digits.
/// - A text of Code 128 or Data Matrix that starts with [`FNC1`] is GS1 data, see [`gs1`].
/// - A Data Matrix text `[)>␞05␝…␞␄` or `[)>␞06␝…␞␄` becomes a macro.
/// - Codabar without start and stop letters gets A and A.
pub fn encode_with(format: Format, text: &str, options: &Options) -> Result<Symbol, Error> {
    match format {
        Format::Qr => matrix::qr(text, options),
        Format::DataMatrix => matrix::data_matrix(text, options),
        _ => linear::linear(format, text, options),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn bars_start_where_the_widths_say() {
        let symbol = Symbol { height: 20, ..Symbol::linear(vec![1, 2, 3], (10, 7)) };
        assert_eq!(symbol.width(), 6);
        assert_eq!(symbol.dark(), [Rect::new(0.0, 0.0, 1.0, 20.0), Rect::new(3.0, 0.0, 3.0, 20.0)]);
    }

    #[test]
    fn cells_that_touch_in_a_row_are_one_rectangle() {
        let symbol = Symbol::matrix(vec![true, true, false, false, true, true], 3, 2, 4).unwrap();
        assert_eq!(symbol.dark(), [Rect::new(0.0, 0.0, 2.0, 1.0), Rect::new(1.0, 1.0, 2.0, 1.0)]);
    }

    #[test]
    fn cells_that_do_not_fill_their_rectangle_are_refused() {
        assert!(Symbol::matrix(vec![true; 5], 3, 2, 4).is_err());
        assert!(Symbol::matrix(Vec::new(), 0, 0, 4).is_err());
    }

    #[test]
    fn a_frame_stands_outside_of_the_quiet_zones() {
        let symbol = Symbol { bearer: Bearer::Frame(4), ..Symbol::linear(vec![1, 1, 1], (10, 10)) };
        assert!(symbol.dark().contains(&Rect::new(-14.0, 0.0, 4.0, 50.0)));
        assert!(symbol.dark().contains(&Rect::new(13.0, 0.0, 4.0, 50.0)));
    }
}
