//! EAN-13 and UPC-A from a blurred profile: each digit is compared as a whole with blurred pictures of all digits,
//! and the best twelve that satisfy the check digit together win, if nothing else comes close.
//!
//! Where bars run into each other there are no edges left to measure, but their sum is still a shape.

mod templates;
mod trellis;

use std::ops::Range;

use templates::{CELL, GUARD, PER_MODULE, Templates};
use trellis::{Costs, best_two};

use super::RowReading;
use crate::Symbology;
use crate::frame::within;
use crate::locate::{MODULES, Stripes};

/// Mean distance of the digits from their templates, at most: 0 is equal, 1 is unrelated.
const WORST_FIT: f32 = 0.12;
/// How much worse the next best number has to be, over all digits.
const LEAST_MARGIN: f32 = 0.2;
/// Mean likeness of the three guards, at least: 1 is equal, 0 is unrelated.
const LEAST_GUARD: f32 = 0.55;
/// Which of the strengths of blur the guards are searched with.
const GUARD_BLUR: usize = 1;
const GUARD_MODULES: f32 = GUARD as f32 / PER_MODULE as f32;
/// How far the outer edges may lie from where blur shows them, in samples: three quarters of a module.
const OUTER_REACH: usize = 3 * PER_MODULE / 4;
/// How far the middle guard may lie from the middle, in samples: two modules, for perspective and curved labels.
const MIDDLE_REACH: usize = 2 * PER_MODULE;
/// Samples before the first module, so that the cells at the border have their context.
const MARGIN: usize = 2 * PER_MODULE;
const SAMPLES: usize = 95 * PER_MODULE + 2 * MARGIN;

/// The templates, and the room to compare with them.
pub(crate) struct SoftReader {
    templates: Vec<Templates>,
    samples: Vec<f32>,
}

impl Default for SoftReader {
    fn default() -> Self {
        let templates = [0.35, 0.6, 0.9].map(Templates::blurred_by);
        Self { templates: templates.into(), samples: vec![0.0; SAMPLES] }
    }
}

/// A number and how well it fits.
#[derive(Debug, Clone, PartialEq)]
struct Fit {
    digits: [u8; 13],
    cost: f32,
    margin: f32,
}

impl SoftReader {
    /// Reads one span of the profile, forwards and backwards.
    pub(crate) fn read(&mut self, profile: &[u8], stripes: &Stripes<'_>, span: &Range<usize>) -> Option<RowReading> {
        // The guards are the same from either side.
        let places = self.find_guards(profile, stripes.edges[span.start], stripes.edges[span.end - 1])?;
        self.sample(profile, places);
        let forwards = self.fit();
        self.samples.reverse();
        let backwards = self.fit();
        let is_backwards = match (&forwards, &backwards) {
            (Some(a), Some(b)) => b.cost < a.cost,
            (a, _) => a.is_none(),
        };
        let fit = if is_backwards { backwards } else { forwards }?;
        (fit.cost < WORST_FIT && fit.margin > LEAST_MARGIN).then(|| reading(&fit.digits, is_backwards))
    }

    /// Start, middle and end of the code whose first bar is at about `start` and whose last one ends at about `end`.
    fn find_guards(&self, profile: &[u8], start: f32, end: f32) -> Option<[f32; 3]> {
        let (middle, middle_fit) = self.find_middle(profile, start, end);
        let (start, start_fit) = self.find_outer_guard(profile, start, middle);
        if middle_fit + start_fit + 1.0 < 3.0 * LEAST_GUARD {
            return None;
        }
        let (end, end_fit) = self.find_outer_guard(profile, end, middle);
        (middle_fit + start_fit + end_fit >= 3.0 * LEAST_GUARD).then_some([start, middle, end])
    }

    /// The number that fits the samples best.
    fn fit(&self) -> Option<Fit> {
        let fits = self.templates.iter().filter_map(|templates| fit_digits(templates, &self.samples));
        fits.min_by(|a, b| a.cost.total_cmp(&b.cost))
    }

    /// Where the middle guard fits best between two ends, and how well.
    fn find_middle(&self, profile: &[u8], start: f32, end: f32) -> (f32, f32) {
        let guard = &self.templates[GUARD_BLUR].middle_guard;
        best_place(profile, (start + end) / 2.0, (end - start) / MODULES, MIDDLE_REACH, guard)
    }

    /// Where the first or the last guard fits best, and how well. The last one is looked at from its end.
    fn find_outer_guard(&self, profile: &[u8], outer: f32, middle: f32) -> (f32, f32) {
        let guard = &self.templates[GUARD_BLUR].outer_guard;
        best_place(profile, outer, (middle - outer) / (MODULES / 2.0), OUTER_REACH, guard)
    }

    /// Samples the code at a fixed number of places a module, bent so that its middle comes to the middle.
    fn sample(&mut self, profile: &[u8], [start, middle, end]: [f32; 3]) {
        for (i, sample) in self.samples.iter_mut().enumerate() {
            let along = (i as f32 - MARGIN as f32 + 0.5) / (PER_MODULE as f32 * MODULES);
            // The parabola through the three places.
            let bend = 4.0 * along * (1.0 - along) * (middle - (start + end) / 2.0);
            *sample = at(profile, start + (end - start) * along + bend);
        }
    }
}

fn fit_digits(templates: &Templates, samples: &[f32]) -> Option<Fit> {
    let cell = |first_module: usize| -> [f32; CELL] {
        let from = MARGIN + first_module * PER_MODULE - PER_MODULE;
        std::array::from_fn(|i| samples[from + i])
    };
    let mut costs = Costs::default();
    let least = |digits: &[f32; 10]| digits.iter().copied().fold(f32::INFINITY, f32::min);
    // What no number can stay below, whatever its digits.
    let mut least_cost = 0.0;
    for place in 0..6 {
        let seen = normal(&cell(3 + 7 * place));
        costs.odd[place] = std::array::from_fn(|digit| distance(&seen, &templates.odd[digit]));
        costs.even[place] = std::array::from_fn(|digit| distance(&seen, &templates.even[digit]));
        let seen = normal(&cell(50 + 7 * place));
        costs.right[place] = std::array::from_fn(|digit| distance(&seen, &templates.right[digit]));
        least_cost += least(&costs.odd[place]).min(least(&costs.even[place])) + least(&costs.right[place]);
        if least_cost / 12.0 > WORST_FIT {
            return None;
        }
    }
    let (best, second) = best_two(&costs, 12.0 * WORST_FIT + LEAST_MARGIN)?;
    Some(Fit { digits: best.digits, cost: best.cost / 12.0, margin: second - best.cost })
}

fn reading(digits: &[u8; 13], backwards: bool) -> RowReading {
    let text: String = digits.iter().map(|&digit| char::from(b'0' + digit)).collect();
    let (symbology, text) = match text.strip_prefix('0') {
        Some(twelve) => (Symbology::UpcA, twelve.to_owned()),
        None => (Symbology::Ean13, text),
    };
    RowReading { symbology, text, raw: Vec::new(), identifier: Some("]E0".to_owned()), add_on: None, backwards }
}

/// Where `guard` is most like the profile, and how much, up to `reach` samples to each side of its middle at `centre`.
fn best_place(profile: &[u8], centre: f32, module: f32, reach: usize, guard: &[f32; GUARD]) -> (f32, f32) {
    // All places lie a whole number of samples apart: each sample is taken once.
    let mut samples = [0.0; GUARD + 2 * MIDDLE_REACH];
    let samples = &mut samples[..GUARD + 2 * reach];
    let from_centre = |i: usize| (i as f32 - reach as f32) / PER_MODULE as f32;
    for (i, sample) in samples.iter_mut().enumerate() {
        *sample = at(profile, centre + (from_centre(i) + 0.5 / PER_MODULE as f32 - GUARD_MODULES / 2.0) * module);
    }
    let mut best = (0.0, -1.0);
    for (i, seen) in samples.windows(GUARD).enumerate() {
        let Some(seen) = seen.first_chunk::<GUARD>() else { break };
        let likeness = 1.0 - distance(&normal(seen), guard);
        if likeness > best.1 {
            best = (centre + from_centre(i) * module, likeness);
        }
    }
    best
}

/// The brightness at a place of the profile, in the coordinates of edges: pixel 0 reaches from 0 to 1.
fn at(profile: &[u8], place: f32) -> f32 {
    let place = within(place - 0.5, profile.len() as f32 - 1.0);
    let i = place as usize;
    let (a, b) = (f32::from(profile[i]), f32::from(profile[(i + 1).min(profile.len() - 1)]));
    a + (b - a) * (place - i as f32)
}

/// The same shape with mean 0 and length 1; all zero where there is no shape.
fn normal<const N: usize>(values: &[f32; N]) -> [f32; N] {
    let mean = sum_of_products(values, &[1.0; N]) / N as f32;
    let centred = values.map(|value| value - mean);
    let length = sum_of_products(&centred, &centred).sqrt();
    if length < 1e-3 {
        return [0.0; N];
    }
    let factor = 1.0 / length;
    centred.map(|value| value * factor)
}

/// 0 for the same shape, 1 for an unrelated one, 2 for its negative.
fn distance<const N: usize>(seen: &[f32; N], template: &[f32; N]) -> f32 {
    1.0 - sum_of_products(seen, template)
}

/// In four sums that do not wait for each other.
#[inline]
fn sum_of_products<const N: usize>(a: &[f32; N], b: &[f32; N]) -> f32 {
    const { assert!(N.is_multiple_of(4)) };
    let mut sums = [0.0_f32; 4];
    for (a, b) in a.as_chunks::<4>().0.iter().zip(b.as_chunks::<4>().0) {
        for i in 0..4 {
            sums[i] += a[i] * b[i];
        }
    }
    sums[0] + sums[1] + sums[2] + sums[3]
}
