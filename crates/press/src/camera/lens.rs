//! What a lens out of focus and a moving hand do: light goes to the neighbours.
//!
//! Never here: noise.

use crate::Grid;

/// The lens is out of focus: a point becomes a disc.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Defocus {
    /// Radius of the disc in pixels.
    pub radius: f32,
}

/// The hand moves while the picture is exposed: a point becomes a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MotionBlur {
    /// Length of the line in pixels.
    pub length: f32,
    /// Its direction in degrees: 0 is to the right, 90 down.
    pub degrees: f32,
}

/// Samples along a pixel when a kernel is drawn.
const FINE: usize = 8;

impl Defocus {
    pub(super) fn focus(&self, light: &mut Grid) {
        // A smaller disc lies between the samples: it would leave no light at all.
        if self.radius > 1.0 / FINE as f32 {
            let reach = self.radius.ceil() as isize + 1;
            let square = -reach..=reach;
            let taps = square.clone().flat_map(|dy| square.clone().map(move |dx| (dx, dy)));
            light.convolve(&normal(taps.map(|(dx, dy)| (dx, dy, self.cover(dx, dy))).collect()));
        }
    }

    /// The part of a pixel that the disc around (0, 0) covers.
    fn cover(&self, dx: isize, dy: isize) -> f32 {
        let fine = |i: usize| (i as f32 + 0.5) / FINE as f32 - 0.5;
        let inside = |i: usize| (dx as f32 + fine(i % FINE)).hypot(dy as f32 + fine(i / FINE)) <= self.radius;
        (0..FINE * FINE).filter(|&i| inside(i)).count() as f32
    }
}

impl MotionBlur {
    pub(super) fn focus(&self, light: &mut Grid) {
        if self.length <= 0.0 {
            return;
        }
        let (sine, cosine) = self.degrees.to_radians().sin_cos();
        let samples = (self.length * FINE as f32).ceil() as usize + 1;
        let mut taps = Vec::new();
        for i in 0..samples {
            let along = self.length * ((i as f32 + 0.5) / samples as f32 - 0.5);
            let (x, y) = (along * cosine, along * sine);
            // Shared out among the four pixels around it.
            let (left, top) = (x.floor(), y.floor());
            for (dx, dy) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                let weight = (1.0 - (x - left - dx).abs()) * (1.0 - (y - top - dy).abs());
                taps.push(((left + dx) as isize, (top + dy) as isize, weight));
            }
        }
        light.convolve(&normal(taps));
    }
}

/// The same kernel with each pixel once, none that is empty, and a sum of one: no light is lost.
fn normal(mut taps: Vec<(isize, isize, f32)>) -> Vec<(isize, isize, f32)> {
    taps.sort_by_key(|&(dx, dy, _)| (dy, dx));
    let same = |a: &(isize, isize, f32), b: &(isize, isize, f32)| (a.0, a.1) == (b.0, b.1);
    let sum: f32 = taps.iter().map(|tap| tap.2).sum();
    if sum <= 0.0 {
        // A disc so small that it meets no sample is a point.
        return vec![(0, 0, 1.0)];
    }
    let joined = taps.chunk_by(same).map(|run| (run[0].0, run[0].1, run.iter().map(|tap| tap.2).sum::<f32>() / sum));
    joined.filter(|tap| tap.2 > 0.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point() -> Grid {
        let mut light = Grid::new(31, 31, 0.0);
        light.values[15 * 31 + 15] = 1.0;
        light
    }

    /// How far the light went, as a spread along x and y, and how much is left.
    fn spread(light: &Grid) -> (f32, f32, f32) {
        let (mut x2, mut y2, mut sum) = (0.0, 0.0, 0.0);
        light.clone().change(|(x, y), value| {
            (x2, y2, sum) = (x2 + value * (x - 15.5).powi(2), y2 + value * (y - 15.5).powi(2), sum + value);
            value
        });
        ((x2 / sum).sqrt(), (y2 / sum).sqrt(), sum)
    }

    #[test]
    fn a_disc_spreads_by_half_its_radius_both_ways_and_loses_no_light() {
        let mut light = point();
        Defocus { radius: 4.0 }.focus(&mut light);
        let (x, y, sum) = spread(&light);
        // The second moment of a disc along one axis is a quarter of the radius squared; a pixel adds its own.
        assert!((x - 2.0).abs() < 0.1 && (y - x).abs() < 0.01 && (sum - 1.0).abs() < 1e-4, "{x} {y} {sum}");
    }

    #[test]
    fn the_slightest_blur_loses_no_light() {
        for radius in [0.001, 0.05, 0.08, 0.09, 0.3] {
            let mut light = point();
            Defocus { radius }.focus(&mut light);
            let (_, _, sum) = spread(&light);
            assert!((sum - 1.0).abs() < 1e-4, "{radius}: {sum}");
        }
    }

    #[test]
    fn motion_spreads_along_its_way_only() {
        let mut light = point();
        MotionBlur { length: 9.0, degrees: 90.0 }.focus(&mut light);
        let (x, y, sum) = spread(&light);
        assert!(x < 0.01 && (y - 9.0 / 12f32.sqrt()).abs() < 0.2 && (sum - 1.0).abs() < 1e-4, "{x} {y} {sum}");
    }

    #[test]
    fn no_blur_changes_nothing() {
        let mut light = point();
        Defocus { radius: 0.01 }.focus(&mut light);
        Defocus { radius: 0.0 }.focus(&mut light);
        MotionBlur { length: 0.0, degrees: 5.0 }.focus(&mut light);
        assert_eq!(light, point());
    }
}
