//! A short mark of many rows: two holders of the same rows have the same mark, in whatever order they count them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many rows of a kind, and a mark of which and in which version. It finds mistakes, not forgeries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// How many.
    pub rows: u64,
    /// The marks of all rows, added bit by bit (XOR).
    pub mark: u64,
}

impl Digest {
    /// Counts one more row. Counting it twice takes its mark out again, and shows in the number.
    pub fn add(&mut self, id: Uuid, version: u64) {
        let (high, low) = id.as_u64_pair();
        self.rows += 1;
        self.mark ^= mix(high ^ mix(low ^ mix(version)));
    }
}

/// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): every bit of the input changes half of the output's.
const fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[(u128, u64)]) -> Digest {
        let mut digest = Digest::default();
        rows.iter().for_each(|(id, version)| digest.add(Uuid::from_u128(*id), *version));
        digest
    }

    #[test]
    fn the_order_of_rows_does_not_matter_and_everything_else_does() {
        let digest = of(&[(1, 1), (2, 5), (3, 1)]);
        assert_eq!(digest, of(&[(3, 1), (1, 1), (2, 5)]));
        for other in
            [&[(1, 1), (2, 5)][..], &[(1, 1), (2, 6), (3, 1)], &[(1, 1), (2, 5), (4, 1)], &[(2, 1), (1, 5), (3, 1)]]
        {
            assert_ne!(digest, of(other), "{other:?}");
        }
    }

    #[test]
    fn a_digest_is_the_same_in_every_build() {
        // Of SplitMix64's published first number, and reckoned apart from this code.
        assert_eq!(mix(0), 0xe220_a839_7b1d_cdaf);
        assert_eq!(of(&[(1, 1)]).mark, 0x5775_264a_9a7e_1b09);
    }
}
