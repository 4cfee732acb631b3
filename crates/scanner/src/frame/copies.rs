//! The same picture at another size, or turned.
//!
//! Never here: which copies are worth making.

use super::{FRACTION_BITS, Luma, LumaFrame};

const WHITE: u8 = 255;
/// A place so near to the border is on it: rounding may have put it outside.
const HAIR: f32 = 1e-3;

impl Luma<'_> {
    /// A copy turned clockwise about its centre, with room for all of it; what comes in from outside is white.
    pub fn turned(&self, degrees: f32) -> LumaFrame {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let (across, down) = (self.width as f32, self.height as f32);
        // A hair less: a quarter turn is no pixel wider for a rounding error.
        let room = |a: f32, b: f32| (a.abs() + b.abs() - 1e-2).ceil() as usize;
        let (width, height) = (room(across * cosine, down * sine), room(across * sine, down * cosine));
        let (from, to) = (middle(self.width, self.height), middle(width, height));
        let mut pixels = vec![WHITE; width * height];
        for (y, row) in pixels.chunks_exact_mut(width).enumerate() {
            // Where the row's first pixel comes from; each next one comes from a step of (cosine, -sine) further.
            let (dx, dy) = (-to.0, y as f32 - to.1);
            let start = (from.0 + dx * cosine + dy * sine, from.1 - dx * sine + dy * cosine);
            let (first, last) = inside(start, (cosine, -sine), (across, down), width);
            let at = |start: f32, step: f32| fixed(start + step * first as f32);
            let (mut from_x, mut from_y) = (at(start.0, cosine), at(start.1, -sine));
            for pixel in row.iter_mut().take(last).skip(first) {
                *pixel = self.between(from_x, from_y);
                from_x = from_x.wrapping_add(fixed(cosine));
                from_y = from_y.wrapping_add(fixed(-sine));
            }
        }
        LumaFrame { width, height, pixels }
    }

    /// A copy at twice the size, with what lies between the pixels interpolated.
    pub(crate) fn doubled(&self) -> LumaFrame {
        let (width, height) = (2 * self.width, 2 * self.height);
        let mut pixels = vec![0; width * height];
        // One row between two rows, and its outermost pixels once more on each side.
        let mut sums = vec![0_u16; self.width + 2];
        for (y, row) in pixels.chunks_exact_mut(width).enumerate() {
            let near = self.row(y / 2);
            let far = self.row(if y % 2 == 0 { (y / 2).saturating_sub(1) } else { (y / 2 + 1).min(self.height - 1) });
            for ((sum, &near), &far) in sums[1..].iter_mut().zip(near).zip(far) {
                *sum = 3 * u16::from(near) + u16::from(far);
            }
            sums[0] = sums[1];
            sums[self.width + 1] = sums[self.width];
            let (pairs, _) = row.as_chunks_mut::<2>();
            for (pair, around) in pairs.iter_mut().zip(sums.windows(3)) {
                let middle = 3 * around[1] + 8;
                *pair = [((around[0] + middle) >> 4) as u8, ((around[2] + middle) >> 4) as u8];
            }
        }
        LumaFrame { width, height, pixels }
    }

    /// A copy at half the size, each pixel the mean of four; `None` if nothing is left.
    pub(crate) fn halved(&self) -> Option<LumaFrame> {
        let (width, height) = (self.width / 2, self.height / 2);
        if width == 0 || height == 0 {
            return None;
        }
        let mut pixels = vec![0; width * height];
        for (y, row) in pixels.chunks_exact_mut(width).enumerate() {
            let (upper, _) = self.row(2 * y).as_chunks::<2>();
            let (lower, _) = self.row(2 * y + 1).as_chunks::<2>();
            for ((pixel, a), b) in row.iter_mut().zip(upper).zip(lower) {
                let sum = u16::from(a[0]) + u16::from(a[1]) + u16::from(b[0]) + u16::from(b[1]);
                *pixel = ((sum + 2) / 4) as u8;
            }
        }
        Some(LumaFrame { width, height, pixels })
    }
}

/// The middle of a frame, in the coordinates of its pixels' centres.
pub(crate) fn middle(width: usize, height: usize) -> (f32, f32) {
    ((width - 1) as f32 / 2.0, (height - 1) as f32 / 2.0)
}

/// A vector turned clockwise, as seen on a screen.
pub(crate) fn turn((x, y): (f32, f32), degrees: f32) -> (f32, f32) {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    (x * cosine - y * sine, x * sine + y * cosine)
}

/// The value, or the nearest to it from 0 to `most`. As `f32::clamp`, whose panic would bring the printing of floating-point
/// numbers into the worker.
pub(crate) fn within(value: f32, most: f32) -> f32 {
    value.max(0.0).min(most)
}

/// A place in the steps that `between` takes.
pub(crate) fn fixed(place: f32) -> i32 {
    (place * (1 << FRACTION_BITS) as f32) as i32
}

/// The first of `count` steps from `start` that lies in a picture of the given size, and the first one behind it.
fn inside(start: (f32, f32), step: (f32, f32), size: (f32, f32), count: usize) -> (usize, usize) {
    let (mut first, mut last) = (0.0_f32, count as f32);
    for (start, step, size) in [(start.0 + HAIR, step.0, size.0), (start.1 + HAIR, step.1, size.1)] {
        if step.abs() < 1e-6 {
            if !(0.0..size).contains(&start) {
                return (0, 0);
            }
            continue;
        }
        let (a, b) = (-start / step, (size - start) / step);
        first = first.max(a.min(b).ceil());
        last = last.min(a.max(b).ceil());
    }
    (first as usize, last.max(0.0) as usize)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_quarter_turn_moves_the_top_left_corner_to_the_top_right() {
        let pixels = [10, 20, 30, 40, 50, 60, 70, 80, 90];
        let turned = Luma::new(3, 3, &pixels).unwrap().turned(90.0);
        assert_eq!(turned.view().row(0)[2], 10);
        assert_eq!(turned.view().row(1), [80, 50, 20]);
    }

    #[test]
    fn a_slanted_turn_keeps_the_middle_and_fills_the_corners_with_paper() {
        let pixels = vec![40; 64 * 48];
        let turned = Luma::new(64, 48, &pixels).unwrap().turned(30.0);
        let turned = turned.view();
        assert_eq!((turned.width(), turned.height()), (80, 74));
        assert_eq!(turned.at(40, 37), 40);
        assert_eq!(turned.at(0, 0), WHITE);
        let paper = (0..74).flat_map(|y| turned.row(y)).filter(|&&pixel| pixel == WHITE).count();
        assert!((80 * 74 - 64 * 48_usize).abs_diff(paper) < 80, "{paper}");
    }

    #[test]
    fn twice_the_size_has_the_pixels_and_what_lies_between() {
        let doubled = Luma::new(2, 1, &[0, 160]).unwrap().doubled();
        assert_eq!(doubled.view().row(0), [0, 40, 120, 160]);
        assert_eq!(doubled.view().row(1), [0, 40, 120, 160]);
    }

    #[test]
    fn half_the_size_has_the_means_of_four() {
        let halved = Luma::new(5, 2, &[0, 10, 20, 30, 99, 10, 20, 30, 40, 99]).unwrap().halved().unwrap();
        assert_eq!(halved.view().row(0), [10, 30]);
        assert!(Luma::new(1, 9, &[0; 9]).unwrap().halved().is_none());
    }
}
