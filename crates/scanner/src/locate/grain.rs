//! Which way the picture is grained, block by block: across the bars of a code brightness changes, along them it does not.
//!
//! The structure tensor of each block (the sums of the squared differences to the right and downwards, and of their
//! products) tells how much changes, and in which direction most of it. A line is worth its samples only where it crosses
//! blocks whose grain it meets; a matrix code changes as much one way as the other.
//!
//! Never here: edges, or what lies between them.

use super::Line;
use crate::Luma;

/// Pixels of a block's side.
const BLOCK: usize = 16;
/// The rows of a block that are looked at. At even distances they would miss every edge of a print whose modules are as
/// many pixels high.
const ROWS: [usize; 8] = [1, 2, 5, 7, 8, 11, 12, 15];
/// Squared differences of a block, at least: of one edge of nine grey levels, the least that any reader takes for one,
/// across all rows that are looked at.
const LEAST_CHANGE: i32 = 81 * ROWS.len() as i32;
/// Blocks of a picture that a code fills, at most: some 400×400 pixels.
const FILLED: usize = 625;
/// Directions that are told apart: half a turn in eight parts, the first one to the right.
const DIRECTIONS: usize = 8;

/// The sums over one block or many.
#[derive(Debug, Clone, Copy, Default)]
struct Tensor {
    /// Of squared differences to the right.
    across: i32,
    /// Of squared differences downwards.
    down: i32,
    /// Of their products.
    both: i32,
}

impl Tensor {
    /// The direction of most change, if it is at least three times that of the direction across it.
    fn direction(self) -> Option<u8> {
        let all = self.across + self.down;
        let (x, y) = (self.across - self.down, 2 * self.both);
        let (x, y) = (x as f32, y as f32);
        if all < LEAST_CHANGE || 4.0 * (x * x + y * y) < (all as f32).powi(2) {
            return None;
        }
        // The vector (x, y) points at twice the angle; turned by half a part, the octant is the answer.
        let (cosine, sine) = (0.923_88, 0.382_68);
        let (x, y) = (x * cosine - y * sine, x * sine + y * cosine);
        Some(match (y >= 0.0, x >= 0.0, x.abs() >= y.abs()) {
            (true, true, true) => 0,
            (true, true, false) => 1,
            (true, false, false) => 2,
            (true, false, true) => 3,
            (false, false, true) => 4,
            (false, false, false) => 5,
            (false, true, false) => 6,
            (false, true, true) => 7,
        })
    }
}

/// The grain of a frame.
pub(crate) struct Grain {
    across: usize,
    /// The direction of each block, where it has one.
    directions: Vec<Option<u8>>,
    /// Blocks that change much, and those of them that change as much one way as another.
    changing: usize,
    undirected: usize,
}

impl Grain {
    pub(crate) fn of(frame: &Luma<'_>) -> Self {
        let (across, down) = (frame.width().div_ceil(BLOCK), frame.height().div_ceil(BLOCK));
        let mut directions = Vec::with_capacity(across * down);
        let mut tensors = vec![Tensor::default(); across];
        let (mut changing, mut undirected) = (0, 0);
        for top in (0..frame.height()).step_by(BLOCK) {
            tensors.fill(Tensor::default());
            for row in ROWS {
                add_row(&mut tensors, frame.row(top + row), frame.row(top + row + 1));
            }
            for tensor in &tensors {
                let direction = tensor.direction();
                directions.push(direction);
                let changes = tensor.across + tensor.down >= LEAST_CHANGE;
                changing += usize::from(changes);
                undirected += usize::from(changes && direction.is_none());
            }
        }
        Self { across, directions, changing, undirected }
    }

    /// True if a matrix code may be there: its edges cross everywhere, those of bars nowhere. Text and pictures around bars
    /// make up less than a third, mostly. A large picture may have a code anywhere in it, whatever else there is.
    pub(crate) fn may_be_matrix(&self) -> bool {
        self.directions.len() > FILLED || 3 * self.undirected >= self.changing
    }

    /// True if the line crosses so many blocks in a row that change along it, `reach` parts of a half turn's eighth to each
    /// side.
    pub(crate) fn is_crossed_by(&self, line: &Line, reach: u8, blocks: usize) -> bool {
        let step = line.step();
        let direction = step.y.atan2(step.x).to_degrees().rem_euclid(180.0) / (180.0 / DIRECTIONS as f32);
        let direction = direction.round() as u8 % DIRECTIONS as u8;
        let count = line.samples() / BLOCK;
        let mut in_a_row = 0;
        (0..=count).any(|i| {
            let point = line.point_at((i * BLOCK) as f32);
            let at = point.y.max(0.0) as usize / BLOCK * self.across + point.x.max(0.0) as usize / BLOCK;
            let meets = self.directions.get(at).copied().flatten().is_some_and(|here| {
                let apart = here.abs_diff(direction);
                apart.min(DIRECTIONS as u8 - apart) <= reach
            });
            in_a_row = if meets { in_a_row + 1 } else { 0 };
            in_a_row >= blocks
        })
    }
}

/// Adds the differences of one row of pixels to its right and lower neighbours.
fn add_row(tensors: &mut [Tensor], row: &[u8], below: &[u8]) {
    for ((tensor, row), below) in tensors.iter_mut().zip(row.chunks(BLOCK)).zip(below.chunks(BLOCK)) {
        // Whole blocks have a length that the compiler knows.
        match (row.first_chunk::<BLOCK>(), below.first_chunk::<BLOCK>()) {
            (Some(row), Some(below)) => add(tensor, row, below),
            _ => add(tensor, row, below),
        }
    }
}

#[inline]
fn add(tensor: &mut Tensor, row: &[u8], below: &[u8]) {
    let count = row.len().min(below.len()).saturating_sub(1);
    let (mut across, mut down, mut both) = (0, 0, 0);
    for i in 0..count {
        let here = i16::from(row[i]);
        let (to_right, to_below) = (i16::from(row[i + 1]) - here, i16::from(below[i]) - here);
        let (to_right, to_below) = (i32::from(to_right), i32::from(to_below));
        across += to_right * to_right;
        down += to_below * to_below;
        both += to_right * to_below;
    }
    tensor.across += across;
    tensor.down += down;
    tensor.both += both;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::locate::{columns, diagonals, rows};

    const SIDE: usize = 160;

    /// Bars that change in a direction of so many degrees.
    fn bars(degrees: f32) -> Vec<u8> {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let grey = |x: usize, y: usize| 128.0 + 90.0 * ((x as f32 * cosine + y as f32 * sine) * 1.1).sin();
        (0..SIDE * SIDE).map(|i| grey(i % SIDE, i / SIDE) as u8).collect()
    }

    #[test]
    fn a_line_across_the_bars_is_worth_it_and_one_along_them_is_not() {
        for degrees in (0..180).step_by(15) {
            let degrees = degrees as f32;
            let pixels = bars(degrees);
            let frame = Luma::new(SIDE, SIDE, &pixels).unwrap();
            let grain = Grain::of(&frame);
            assert!(!grain.may_be_matrix(), "{degrees}");
            let line = |degrees: f32| match degrees.rem_euclid(180.0) {
                0.0 => rows(&frame, 1)[0],
                90.0 => columns(&frame, 1)[0],
                degrees if degrees < 90.0 => diagonals(&frame, 1, degrees)[0],
                degrees => diagonals(&frame, 1, degrees - 180.0)[0],
            };
            assert!(grain.is_crossed_by(&line(degrees), 1, 4), "{degrees}");
            assert!(!grain.is_crossed_by(&line(degrees + 90.0), 1, 1), "{degrees}");
        }
    }

    #[test]
    fn a_checkered_ground_may_be_a_matrix_code_and_plain_paper_has_no_grain() {
        let pixels: Vec<u8> =
            (0..SIDE * SIDE).map(|i| if (i % SIDE / 5 + i / SIDE / 5).is_multiple_of(2) { 20 } else { 220 }).collect();
        let frame = Luma::new(SIDE, SIDE, &pixels).unwrap();
        assert!(Grain::of(&frame).may_be_matrix());
        let paper = vec![200; SIDE * SIDE];
        let paper = Luma::new(SIDE, SIDE, &paper).unwrap();
        let grain = Grain::of(&paper);
        assert!(!grain.is_crossed_by(&rows(&paper, 1)[0], 4, 1));
    }
}
