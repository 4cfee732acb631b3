//! Slips of the finger: a letter too many, too few, another one, or two that changed places.

use strsim::osa_distance;

/// Shorter words say too little: too many others are near.
const SHORTEST: usize = 4;
/// From this length on two slips are forgiven.
const LONG: usize = 8;

/// Which letters occur in a word without digits, a bit each: most words that are far off are told by it alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters(u32);

impl Letters {
    /// Of a folded word; `None` for one that is not worth a guess.
    pub fn of(word: &str) -> Option<Self> {
        let is_plain = word.chars().count() >= SHORTEST && !word.contains(|c: char| c.is_ascii_digit());
        let bit = |byte: u8| if byte.is_ascii_lowercase() { 1 << (byte - b'a') } else { 0 };
        is_plain.then(|| Self(word.bytes().map(bit).fold(0, |all, one| all | one)))
    }
}

/// A word that occurs nowhere.
pub(super) struct Slip<'a> {
    word: &'a str,
    length: usize,
    letters: Letters,
    forgiven: usize,
}

impl<'a> Slip<'a> {
    /// Of a folded word; `None` when no other can have been meant.
    pub fn of(word: &'a str) -> Option<Self> {
        let letters = Letters::of(word)?;
        let length = word.chars().count();
        Some(Self { word, length, letters, forgiven: if length >= LONG { 2 } else { 1 } })
    }

    /// Whether the word with these letters, or its beginning, may have been meant.
    pub fn may_mean<'w>(&self, letters: Letters, word: impl Fn() -> &'w str) -> bool {
        let missing = (self.letters.0 & !letters.0).count_ones() as usize;
        if missing > self.forgiven {
            return false;
        }
        let word = word();
        let ends = word.char_indices().map(|(at, _)| at).skip(1).chain([word.len()]);
        let near = (1..).zip(ends).filter(|(length, _): &(usize, usize)| length.abs_diff(self.length) <= self.forgiven);
        near.into_iter()
            .any(|(_, end)| word.get(..end).is_some_and(|begin| osa_distance(self.word, begin) <= self.forgiven))
    }
}
