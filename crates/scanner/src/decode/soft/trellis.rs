//! The best and the second best number under the check digit, from how badly each digit fits at each place.

/// How badly each digit fits, by place and digit.
#[derive(Default)]
pub(super) struct Costs {
    pub(super) odd: [[f32; 10]; 6],
    pub(super) even: [[f32; 10]; 6],
    pub(super) right: [[f32; 10]; 6],
}

/// A number and the sum of its costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub(super) digits: [u8; 13],
    pub(super) cost: f32,
}

/// Which digits of the left half have even parity, by the first digit, which is not drawn itself.
const EVEN: [u8; 10] = [0x00, 0x0b, 0x0d, 0x0e, 0x13, 0x19, 0x1c, 0x15, 0x16, 0x1a];

/// The number with the least cost, and the cost of the next one. What costs more than `limit` counts as endlessly bad: the
/// walk follows only what can still stay below.
pub(super) fn best_two(costs: &Costs, limit: f32) -> Option<(Number, f32)> {
    let mut best = [NOBODY; 2];
    for first in 0..10 {
        for number in with_first_digit(costs, first, limit) {
            keep_two(&mut best, number);
        }
    }
    (best[0].cost <= limit).then_some((best[0], best[1].cost))
}

/// Worse than any number.
const NOBODY: Number = Number { digits: [0; 13], cost: f32::INFINITY };

/// The two best numbers that begin with `first`: a walk over the places that keeps two for each remainder of ten.
fn with_first_digit(costs: &Costs, first: u8, limit: f32) -> [Number; 2] {
    let mut kept = [[NOBODY; 2]; 10];
    kept[usize::from(first)][0].cost = 0.0;
    kept[usize::from(first)][0].digits[0] = first;
    for place in 1..13 {
        let fits = match place {
            1..=6 if EVEN[usize::from(first)] >> (6 - place) & 1 == 1 => &costs.even[place - 1],
            1..=6 => &costs.odd[place - 1],
            _ => &costs.right[place - 7],
        };
        let weight = if place % 2 == 1 { 3 } else { 1 };
        let mut next = [[NOBODY; 2]; 10];
        for (remainder, numbers) in kept.iter().enumerate() {
            for number in numbers.iter().filter(|number| number.cost <= limit) {
                for (digit, cost) in fits.iter().enumerate().filter(|(_, cost)| number.cost + *cost <= limit) {
                    let mut longer = *number;
                    longer.digits[place] = digit as u8;
                    longer.cost += cost;
                    keep_two(&mut next[(remainder + weight * digit) % 10], longer);
                }
            }
        }
        kept = next;
    }
    kept[0]
}

fn keep_two(kept: &mut [Number; 2], number: Number) {
    if number.cost < kept[0].cost {
        *kept = [number, kept[0]];
    } else if number.cost < kept[1].cost {
        kept[1] = number;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn costs_of(digits: [u8; 13]) -> Costs {
        let mut costs = Costs { odd: [[1.0; 10]; 6], even: [[1.0; 10]; 6], right: [[1.0; 10]; 6] };
        for place in 0..6 {
            let is_even = EVEN[usize::from(digits[0])] >> (5 - place) & 1 == 1;
            let left = if is_even { &mut costs.even } else { &mut costs.odd };
            left[place][usize::from(digits[place + 1])] = 0.1;
            costs.right[place][usize::from(digits[place + 7])] = 0.1;
        }
        costs
    }

    #[test]
    fn the_number_with_the_best_digits_wins() {
        let digits = [4, 0, 0, 6, 3, 8, 1, 3, 3, 3, 9, 3, 1];
        let (best, second) = best_two(&costs_of(digits), 12.0).unwrap();
        assert_eq!(best.digits, digits);
        assert!(second - best.cost > 0.8);
    }

    #[test]
    fn the_check_digit_mends_one_unsure_digit() {
        let digits = [0, 4, 0, 0, 8, 8, 0, 0, 0, 0, 6, 0, 0];
        let mut costs = costs_of(digits);
        costs.right[3][8] = 0.05;
        let (best, second) = best_two(&costs, 12.0).unwrap();
        assert_eq!(best.digits, digits);
        assert!(second > best.cost);
    }
}
