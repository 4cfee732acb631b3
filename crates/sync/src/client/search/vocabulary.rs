//! The words of many records, each once, and who has them.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use memchr::memmem::Finder;

use super::bits::Bits;
use super::near::{Letters, Slip};

/// So many words further on are looked at one by one.
const NEARBY: usize = 8;
/// Several records have the word.
const MANY: u32 = 1 << 31;
/// Between words, so that none is found across two.
const BETWEEN: u8 = b'\n';

/// Words and the records that have them.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    /// Every word once, in the order in which they came, each with [`BETWEEN`] after it.
    text: Vec<u8>,
    /// Where each begins in `text`.
    starts: Vec<u32>,
    /// The numbers of words, found by the words.
    known: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// By word: the record that has it, or with [`MANY`] which of `lists` tells them. Most numbers of articles are on one.
    having: Vec<u32>,
    /// Records that have the same word, in rising order.
    lists: Vec<Vec<u32>>,
    /// Words without a digit: a slip of the finger may have meant one.
    plain: Vec<(u32, Letters)>,
}

/// Records that have a word.
#[derive(Clone, Debug)]
pub(super) struct Hits {
    /// Somewhere.
    pub all: Bits,
    /// As a whole word.
    pub exact: Bits,
    /// At the beginning of one.
    pub begin: Bits,
}

impl Hits {
    fn none(records: usize) -> Self {
        Self { all: Bits::empty(records), exact: Bits::empty(records), begin: Bits::empty(records) }
    }

    /// Those that have both words, as well as the worse of both fits.
    pub fn and(&self, other: &Self) -> Self {
        Self { all: self.all.and(&other.all), exact: self.exact.and(&other.exact), begin: self.begin.and(&other.begin) }
    }
}

impl Vocabulary {
    /// Adds the words of a folded text of `record`. Records come in rising order.
    pub fn add(&mut self, folded: &str, record: u32) {
        for word in folded.split_whitespace() {
            let nth = self.number_of(word, record);
            let Some(having) = self.having.get_mut(nth) else { continue };
            if *having & MANY == 0 {
                if *having != record {
                    self.lists.push(vec![*having, record]);
                    *having = MANY | (self.lists.len() - 1) as u32;
                }
            } else if let Some(list) = self.lists.get_mut((*having & !MANY) as usize)
                && list.last() != Some(&record)
            {
                list.push(record);
            }
        }
    }

    /// The number of a word; one that was not known is learnt from `record`.
    fn number_of(&mut self, word: &str, record: u32) -> usize {
        let hash = |word: &[u8]| self.hasher.hash_one(word);
        let at = |nth: u32| word_at(&self.text, &self.starts, nth as usize);
        let hashed = hash(word.as_bytes());
        if let Some(nth) = self.known.find(hashed, |nth| at(*nth) == word.as_bytes()) {
            return *nth as usize;
        }
        let nth = self.starts.len() as u32;
        self.known.insert_unique(hashed, nth, |nth| hash(at(*nth)));
        self.starts.push(self.text.len() as u32);
        self.text.extend(word.bytes().chain([BETWEEN]));
        self.having.push(record);
        self.plain.extend(Letters::of(word).map(|letters| (nth, letters)));
        nth as usize
    }

    /// The records, of so many, that have a word in which `wanted` occurs; when there is none, those with a word that may
    /// have been meant.
    pub fn find(&self, wanted: &str, records: usize) -> Hits {
        let mut hits = Hits::none(records);
        // The word that the last hit was in: where it begins and ends, and whether a hit was at a beginning.
        let (mut nth, mut start, mut end, mut begun, mut any) = (0, 0, 0, false, false);
        for at in Finder::new(wanted).find_iter(&self.text) {
            if at >= end {
                (nth, start, end) = self.word_around(at, nth);
                (begun, any) = (false, true);
                self.put(&mut hits.all, nth);
                if end - start == wanted.len() {
                    self.put(&mut hits.exact, nth);
                }
            }
            if !begun && is_beginning(&self.text, start, at) {
                begun = true;
                self.put(&mut hits.begin, nth);
            }
        }
        if !any && let Some(slip) = Slip::of(wanted) {
            for (nth, letters) in &self.plain {
                let meant =
                    || std::str::from_utf8(word_at(&self.text, &self.starts, *nth as usize)).unwrap_or_default();
                if slip.may_mean(*letters, meant) {
                    self.put(&mut hits.all, *nth as usize);
                }
            }
        }
        hits
    }

    /// The number, beginning and end of the word that `at` is in. It is none before `nth`, and mostly near.
    fn word_around(&self, at: usize, nth: usize) -> (usize, usize, usize) {
        let after = self.starts.get(nth..).unwrap_or_default();
        let is_before = |start: &u32| *start as usize <= at;
        let passed = after.iter().take(NEARBY).take_while(|start| is_before(start)).count();
        let passed = if passed < NEARBY { passed } else { after.partition_point(is_before) };
        let nth = (nth + passed).saturating_sub(1);
        let start_of = |nth: usize| self.starts.get(nth).map_or(self.text.len(), |start| *start as usize);
        (nth, start_of(nth), start_of(nth + 1).saturating_sub(1))
    }

    fn put(&self, bits: &mut Bits, nth: usize) {
        let Some(having) = self.having.get(nth) else { return };
        if *having & MANY == 0 {
            bits.insert(*having);
        } else {
            let list = self.lists.get((*having & !MANY) as usize);
            list.into_iter().flatten().for_each(|record| bits.insert(*record));
        }
    }

    /// The bytes that it takes, about.
    pub fn bytes(&self) -> usize {
        let listed: usize = self.lists.iter().map(|list| list.capacity() * size_of::<u32>()).sum();
        self.text.capacity()
            + self.starts.capacity() * size_of::<u32>()
            + self.known.allocation_size()
            + self.having.capacity() * size_of::<u32>()
            + self.lists.capacity() * size_of::<Vec<u32>>()
            + listed
            + self.plain.capacity() * size_of::<(u32, Letters)>()
    }
}

fn word_at<'a>(text: &'a [u8], starts: &[u32], nth: usize) -> &'a [u8] {
    let start = starts.get(nth).map_or(text.len(), |start| *start as usize);
    let end = starts.get(nth + 1).map_or(text.len(), |next| *next as usize);
    text.get(start..end.saturating_sub(1)).unwrap_or_default()
}

/// Whether a hit in the word from `start` on begins something: "work" in "work" and in "old-work", not in "network".
fn is_beginning(text: &[u8], start: usize, at: usize) -> bool {
    let before = || at.checked_sub(1).and_then(|at| text.get(at));
    at == start || before().is_some_and(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric())
}
