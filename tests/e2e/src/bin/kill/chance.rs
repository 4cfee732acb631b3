//! Chance from a seed: the same seed draws the same.

/// SplitMix64.
pub struct Chance(u64);

impl Chance {
    /// The chance of one thing in a series: neighbours have streams of their own.
    pub fn of(seed: u64, nth: u64) -> Self {
        Self(Self(seed).next() ^ Self(nth).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `least` up to, not including, `end`.
    pub fn between(&mut self, least: u64, end: u64) -> u64 {
        least + self.next() % end.saturating_sub(least).max(1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, share: u64) -> bool {
        self.between(0, 100) < share
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, from: &[T], otherwise: T) -> T {
        let nth = self.between(0, from.len() as u64) as usize;
        from.get(nth).copied().unwrap_or(otherwise)
    }
}
