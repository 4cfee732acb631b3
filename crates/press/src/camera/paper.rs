//! What a printer does wrong.
//!
//! Never here: what happens to the paper afterwards.

use fastrand::Rng;

use crate::{Placed, Sheet};

/// A direction on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// From left to right: along a scan of bars.
    Horizontal,
    /// From top to bottom: along the bars.
    Vertical,
}

/// The ink runs: bars are wider than they should be, spaces narrower.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// Modules that a bar gains in all. Negative: it loses them.
    pub modules: f32,
}

/// Heaters of a thermal printer that are dead: white lines through the whole label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeadHeaters {
    /// How many. They lie at random over the symbol.
    pub count: usize,
    /// Width of a line in modules. At 203 dpi a heater is 0.125 mm: half a module of a common label.
    pub width: f32,
    /// The way of the lines: the label's feed.
    pub axis: Axis,
}

/// The ribbon or the head gives less and less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fade {
    /// What is left of the contrast at the far end, 0 to 1; at the near end all of it.
    pub left: f32,
    /// The way to the far end: to the right or down.
    pub axis: Axis,
}

/// Grey ink on white, or brown cardboard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LowContrast {
    /// What is left of the difference between paper and ink, 0 to 1, in reflectance.
    pub left: f32,
}

impl Growth {
    pub(super) fn print(&self, sheet: &mut Sheet, placed: &Placed) {
        let reach = self.modules.abs() * placed.module / 2.0;
        let grid = &mut sheet.grid;
        for y in 0..grid.height {
            let mut row = grid.values[y * grid.width..][..grid.width].to_vec();
            spread(&mut row, reach, self.modules > 0.0);
            grid.values[y * grid.width..][..grid.width].copy_from_slice(&row);
        }
        for x in 0..grid.width {
            let mut column: Vec<f32> = (0..grid.height).map(|y| grid.values[y * grid.width + x]).collect();
            spread(&mut column, reach, self.modules > 0.0);
            column.iter().enumerate().for_each(|(y, &value)| grid.values[y * grid.width + x] = value);
        }
    }
}

/// Each value becomes the darkest (or brightest) within reach. Between whole pixels it is in between.
fn spread(line: &mut [f32], reach: f32, darker: bool) {
    let before = line.to_vec();
    let (near, part) = (reach as usize, reach.fract());
    let pick = |values: &[f32]| values.iter().copied().reduce(if darker { f32::min } else { f32::max }).unwrap_or(0.0);
    for (i, value) in line.iter_mut().enumerate() {
        let within = |n: usize| pick(&before[i.saturating_sub(n)..(i + n + 1).min(before.len())]);
        let inner = within(near);
        *value = inner + (within(near + 1) - inner) * part;
    }
}

impl DeadHeaters {
    pub(super) fn print(&self, sheet: &mut Sheet, placed: &Placed, rng: &mut Rng) {
        let area = placed.area();
        let half = self.width * placed.module / 2.0;
        let (start, length) = match self.axis {
            Axis::Horizontal => (area.top, area.height),
            Axis::Vertical => (area.left, area.width),
        };
        let lines: Vec<f32> = (0..self.count).map(|_| start + rng.f32() * length).collect();
        sheet.grid.change(|(x, y), value| {
            let across = if self.axis == Axis::Horizontal { y } else { x };
            let nearest = lines.iter().map(|line| (across - line).abs()).fold(f32::MAX, f32::min);
            let blank = (half + 0.5 - nearest).clamp(0.0, 1.0);
            value + (Sheet::PAPER - value).max(0.0) * blank
        });
    }
}

impl Fade {
    pub(super) fn print(&self, sheet: &mut Sheet, placed: &Placed) {
        let area = placed.area();
        sheet.grid.change(|(x, y), value| {
            let way = match self.axis {
                Axis::Horizontal => (x - area.left) / area.width,
                Axis::Vertical => (y - area.top) / area.height,
            };
            let left = 1.0 - (1.0 - self.left) * way.clamp(0.0, 1.0);
            Sheet::PAPER - (Sheet::PAPER - value) * left
        });
    }
}

impl LowContrast {
    pub(super) fn print(&self, sheet: &mut Sheet) {
        sheet.grid.change(|_, value| Sheet::PAPER - (Sheet::PAPER - value) * self.left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Print, Symbol};

    fn bar() -> (Sheet, Placed) {
        Sheet::label(&Symbol::linear(vec![2, 2, 2], (4, 4)), Print { module: 8.0, digits: false })
    }

    /// Modules of ink in a line through the bars.
    fn ink((sheet, placed): &(Sheet, Placed)) -> f32 {
        let row = &sheet.grid.values[placed.middle().1 as usize * sheet.grid.width..][..sheet.grid.width];
        row.iter().map(|v| (Sheet::PAPER - v) / (Sheet::PAPER - Sheet::INK)).sum::<f32>() / placed.module
    }

    #[test]
    fn each_bar_gains_what_is_asked_for_and_loses_it_too() {
        for modules in [0.5, 0.3, 0.0, -0.3] {
            let mut sheet = bar();
            Growth { modules }.print(&mut sheet.0, &sheet.1);
            assert!((ink(&sheet) - (4.0 + 2.0 * modules)).abs() < 0.01, "{modules}: {}", ink(&sheet));
        }
    }

    #[test]
    fn fading_leaves_the_near_end_and_takes_from_the_far_one() {
        let mut sheet = bar();
        Fade { left: 0.0, axis: Axis::Horizontal }.print(&mut sheet.0, &sheet.1);
        assert!((ink(&sheet) - 2.0).abs() < 0.05, "{}", ink(&sheet));
    }

    #[test]
    fn a_dead_heater_leaves_a_line_as_wide_as_it_is() {
        let mut sheet = Sheet::label(&Symbol::linear(vec![30], (9, 9)), Print { module: 4.0, digits: false });
        DeadHeaters { count: 1, width: 2.0, axis: Axis::Vertical }.print(
            &mut sheet.0,
            &sheet.1,
            &mut Rng::with_seed(5),
        );
        assert!((ink(&sheet) - 28.0).abs() < 0.1, "{}", ink(&sheet));
    }
}
