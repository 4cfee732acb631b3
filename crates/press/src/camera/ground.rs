//! What the paper lies on.
//!
//! Never here: the paper.

use crate::Point;

/// A surface as reflectances. Its grain is in pixels of the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ground {
    /// The same everywhere, 0 to 1.
    Plain(f32),
    /// Corrugated cardboard.
    Carton,
    /// A workbench: grain, and a steel rule that has stripes like bars.
    Bench,
}

impl Ground {
    /// What is seen past the edge of a pipe.
    pub(super) const BEHIND: f32 = 0.06;

    /// The reflectance at a place of the sheet's plane.
    pub(super) fn at(self, (x, y): Point) -> f32 {
        match self {
            Self::Plain(reflectance) => reflectance,
            Self::Carton => 0.33 + 0.03 * (x * 0.23).sin() + 0.012 * (x * 0.031 + y * 0.057).sin(),
            Self::Bench => {
                if (-90.0..-20.0).contains(&y) {
                    let long = if (x / 40.0).rem_euclid(2.0) < 1.0 { 34.0 } else { 20.0 };
                    return if x.rem_euclid(8.0) < 2.5 && y > -20.0 - long { 0.05 } else { 0.5 };
                }
                0.18 + 0.035 * (y * 0.11 + 3.0 * (x * 0.006).sin()).sin() + 0.01 * (y * 0.43).sin()
            }
        }
    }
}
