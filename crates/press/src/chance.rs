//! Seeds from seeds, so that what is made apart has streams of chance apart.
//!
//! Never here: what chance decides.

/// An odd number without a pattern in its bits: 2^64 over the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The seed of the thing at a place, from 0, in a series of its own seed. Neighbouring series share none: the series' seed
/// is mixed before the place comes in.
pub(crate) fn seed_at(seed: u64, place: usize) -> u64 {
    mixed(seed) ^ (place as u64 + 1).wrapping_mul(SPREAD)
}

/// Every bit of the seed in every bit of the result (the finish of SplitMix64).
fn mixed(seed: u64) -> u64 {
    let seed = seed.wrapping_add(SPREAD);
    let seed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let seed = (seed ^ (seed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    seed ^ (seed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::seed_at;

    #[test]
    fn no_two_places_of_neighbouring_series_have_one_seed() {
        let seeds: HashSet<u64> = (0..200).flat_map(|seed| (0..200).map(move |place| seed_at(seed, place))).collect();
        assert_eq!(seeds.len(), 200 * 200);
    }
}
