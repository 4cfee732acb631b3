//! What digits and guards look like through a blur.

use super::normal;

/// Samples of a module.
pub(super) const PER_MODULE: usize = 4;
/// A digit of seven modules, and one module of context on each side.
pub(super) const CELL: usize = 9 * PER_MODULE;
/// A guard with its surroundings: six modules.
pub(super) const GUARD: usize = 6 * PER_MODULE;

/// The bars of the digits 0 to 9 with odd parity, from the left; 1 is dark.
const ODD: [u8; 10] = [0x0d, 0x19, 0x13, 0x3d, 0x23, 0x31, 0x2f, 0x3b, 0x37, 0x0b];

/// All shapes at one strength of blur, each with mean 0 and length 1.
pub(super) struct Templates {
    /// Left half, odd parity (set A).
    pub(super) odd: [[f32; CELL]; 10],
    /// Left half, even parity (set B).
    pub(super) even: [[f32; CELL]; 10],
    /// Right half (set C).
    pub(super) right: [[f32; CELL]; 10],
    /// Quiet zone of three modules, then bar, space, bar.
    pub(super) outer_guard: [f32; GUARD],
    /// Half a module of the digit, space, bar, space, bar, space, half a module of the digit.
    pub(super) middle_guard: [f32; GUARD],
}

impl Templates {
    /// Shapes blurred by a bell curve with a spread of `spread` modules.
    pub(super) fn blurred_by(spread: f32) -> Self {
        // Every digit of the left half begins bright and ends dark, of the right half the other way round.
        // So the modules beside a digit are known; those further out are taken as half.
        let digit = |bits: u8, before: f32, after: f32| {
            let mut modules = vec![0.5, before];
            modules.extend((0..7).rev().map(|bit| f32::from(bits >> bit & 1)));
            modules.extend([after, 0.5]);
            shape::<CELL>(&modules, 1.0, spread)
        };
        let reversed = |bits: u8| bits.reverse_bits() >> 1;
        Self {
            odd: ODD.map(|bits| digit(bits, 1.0, 0.0)),
            even: ODD.map(|bits| digit(reversed(!bits & 0x7f), 1.0, 0.0)),
            right: ODD.map(|bits| digit(!bits & 0x7f, 0.0, 1.0)),
            outer_guard: shape(&[0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0], 1.0, spread),
            middle_guard: shape(&[0.5, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.5], 1.5, spread),
        }
    }
}

/// Places of a module that the blur is summed over.
const FINE: usize = 16;

/// Samples `modules` (1 is dark) from module `first` on, blurred, as brightness.
fn shape<const N: usize>(modules: &[f32], first: f32, spread: f32) -> [f32; N] {
    // Samples lie a whole number of places apart: each weight is computed once. Beyond four spreads nothing is left.
    let reach = (4.0 * spread * FINE as f32) as usize;
    let weights: Vec<f32> = (0..2 * reach)
        .map(|i| ((i as f32 + 0.5 - reach as f32) / FINE as f32 / spread).powi(2))
        .map(|square| (-square / 2.0).exp())
        .collect();
    let bright: [f32; N] = std::array::from_fn(|i| {
        let place = ((first + (i as f32 + 0.5) / PER_MODULE as f32) * FINE as f32) as usize;
        let (mut sum, mut all) = (0.0, 0.0);
        for (k, weight) in weights.iter().enumerate() {
            let fine = (place + k).checked_sub(reach);
            let Some(module) = fine.and_then(|fine| modules.get(fine / FINE)) else { continue };
            sum += weight * (1.0 - module);
            all += weight;
        }
        sum / all
    });
    normal(&bright)
}
