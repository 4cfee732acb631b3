//! A rectangle of numbers: the reflectance of paper, or the light on a sensor.
//!
//! Never here: what the numbers mean.

/// A place: x to the right, y down. Pixel (0, 0) reaches from 0 to 1, its middle is at 0.5.
pub type Point = (f32, f32);

/// Rows of numbers, the top one first.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// As many as width times height. Nobody in this crate changes how many.
    pub(crate) values: Vec<f32>,
}

impl Grid {
    /// A grid that is the same everywhere.
    pub fn new(width: usize, height: usize, value: f32) -> Self {
        Self { width, height, values: vec![value; width * height] }
    }

    /// Numbers in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The numbers, row by row.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// The value at a place, linear between the middles of pixels; outside `None`.
    pub fn sample(&self, (x, y): Point) -> Option<f32> {
        if !(x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32) {
            return None;
        }
        let (x, y) = ((x - 0.5).max(0.0), (y - 0.5).max(0.0));
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (fx, fy) = (x - left as f32, y - top as f32);
        let at = |x: usize, y: usize| self.values[y * self.width + x];
        let upper = at(left, top) * (1.0 - fx) + at(right, top) * fx;
        let lower = at(left, bottom) * (1.0 - fx) + at(right, bottom) * fx;
        Some(upper * (1.0 - fy) + lower * fy)
    }

    /// Changes each value, given the middle of its pixel.
    pub fn change(&mut self, mut how: impl FnMut(Point, f32) -> f32) {
        for (y, row) in self.values.chunks_mut(self.width.max(1)).enumerate() {
            for (x, value) in row.iter_mut().enumerate() {
                *value = how((x as f32 + 0.5, y as f32 + 0.5), *value);
            }
        }
    }

    /// Each value becomes the weighted sum of those around it; beyond the edge the edge goes on.
    pub(crate) fn convolve(&mut self, taps: &[(isize, isize, f32)]) {
        let before = self.values.clone();
        let (width, height) = (self.width as isize, self.height as isize);
        self.values.fill(0.0);
        for &(dx, dy, weight) in taps {
            for y in 0..height {
                let from = &before[((y + dy).clamp(0, height - 1) * width) as usize..][..self.width];
                let to = &mut self.values[(y * width) as usize..][..self.width];
                // The part of the row whose source lies within the row; the rest repeats the edge.
                let start = (-dx).clamp(0, width) as usize;
                let end = (width - dx).clamp(0, width) as usize;
                for value in &mut to[..start] {
                    *value += weight * from[0];
                }
                if start < end {
                    let shifted = &from[(start as isize + dx) as usize..(end as isize + dx) as usize];
                    for (value, source) in to[start..end].iter_mut().zip(shifted) {
                        *value += weight * source;
                    }
                }
                for value in &mut to[end.max(start)..] {
                    *value += weight * from[self.width - 1];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;

    #[test]
    fn a_place_between_pixels_is_between_their_values() {
        let grid = Grid { width: 2, height: 1, values: vec![0.0, 1.0] };
        assert_eq!(grid.sample((0.5, 0.5)), Some(0.0));
        assert_eq!(grid.sample((1.0, 0.5)), Some(0.5));
        assert_eq!(grid.sample((2.1, 0.5)), None);
    }

    #[test]
    fn a_shift_by_more_than_the_width_repeats_the_edge() {
        let mut grid = Grid { width: 3, height: 1, values: vec![1.0, 2.0, 3.0] };
        grid.convolve(&[(9, 0, 0.5), (-9, 0, 0.5)]);
        assert_eq!(grid.values, [2.0, 2.0, 2.0]);
    }
}
