//! Sets of record numbers, a bit each.

/// A set of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// Nothing, with room for the numbers below `len`.
    pub fn empty(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)] }
    }

    /// Every number below `len`.
    pub fn full(len: usize) -> Self {
        let mut bits = Self { words: vec![u64::MAX; len.div_ceil(64)] };
        if let Some(last) = bits.words.last_mut()
            && !len.is_multiple_of(64)
        {
            *last = (1 << (len % 64)) - 1;
        }
        bits
    }

    /// Puts a number in. One for which there is no room is left out.
    pub fn insert(&mut self, number: u32) {
        if let Some(word) = self.words.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    /// Whether a number is in.
    pub fn has(&self, number: u32) -> bool {
        self.words.get(number as usize / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Those that are in both.
    pub fn and(&self, other: &Self) -> Self {
        Self { words: self.words.iter().zip(&other.words).map(|(one, two)| one & two).collect() }
    }

    /// Those that are not in `other`.
    pub fn without(&self, other: &Self) -> Self {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        Self { words: self.words.iter().zip(others).map(|(one, two)| one & !two).collect() }
    }

    /// Appends the numbers, the lowest first.
    pub fn push_to(&self, numbers: &mut Vec<u32>) {
        for (nth, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                numbers.push(nth as u32 * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_out_as_they_went_in() {
        let mut bits = Bits::empty(130);
        for number in [0, 63, 64, 129] {
            bits.insert(number);
        }
        bits.insert(100_000);
        let mut numbers = Vec::new();
        bits.push_to(&mut numbers);
        assert_eq!(numbers, [0, 63, 64, 129]);
        assert!(bits.has(64) && !bits.has(65) && !bits.has(100_000));
        assert_eq!((bits.count(), Bits::full(130).count(), Bits::full(128).count()), (4, 130, 128));
        assert_eq!(Bits::full(130).without(&bits).count(), 126);
        assert_eq!(Bits::full(130).and(&bits), bits);
        assert!(Bits::default().is_empty() && Bits::full(0).is_empty());
    }
}
