//! Search as you type over many records: every word must occur somewhere, in any order, in any case, with or without
//! accents. A hundred thousand records share their words, so it is the words that are searched, each once, and then the
//! lists of who has them are put together as bits.
//!
//! What begins with what was typed comes before what has it in the middle. A word that occurs nowhere is taken for a slip
//! of the finger, unless it has a digit: what is like a number is another number.

mod bits;
mod fold;
mod near;
mod vocabulary;

pub use bits::Bits;
pub use fold::fold;

use vocabulary::{Hits, Vocabulary};

/// Texts to search, each with what it stands for.
#[derive(Clone, Debug)]
pub struct Haystack<T> {
    words: Vocabulary,
    values: Vec<T>,
}

impl<T> Default for Haystack<T> {
    fn default() -> Self {
        Self { words: Vocabulary::default(), values: Vec::new() }
    }
}

/// Which records were found, by how well they fit; each in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Every one of them.
    pub all: Bits,
    /// Those with each word as a whole word.
    exact: Bits,
    /// Those with each word at the beginning of a word.
    begin: Bits,
}

impl Found {
    /// The numbers of the records, the best first.
    pub fn ranked(&self) -> Vec<u32> {
        let mut ranked = Vec::with_capacity(self.all.count());
        self.exact.push_to(&mut ranked);
        self.begin.without(&self.exact).push_to(&mut ranked);
        self.all.without(&self.begin).push_to(&mut ranked);
        ranked
    }
}

impl<T: Clone> Haystack<T> {
    /// Adds a record with everything it should be found by.
    pub fn push(&mut self, parts: &[&str], value: T) {
        let record = self.values.len() as u32;
        for part in parts {
            self.words.add(&fold(part), record);
        }
        self.values.push(value);
    }

    /// The records in which every word of `query` occurs, in the order they were added.
    pub fn find(&self, query: &str) -> Vec<T> {
        let mut numbers = Vec::new();
        self.search(query).all.push_to(&mut numbers);
        self.values_of(&numbers)
    }

    /// The values of records.
    fn values_of(&self, numbers: &[u32]) -> Vec<T> {
        numbers.iter().filter_map(|nth| self.values.get(*nth as usize).cloned()).collect()
    }

    /// The records in which every word of `query` occurs. All, when it has none.
    pub fn search(&self, query: &str) -> Found {
        let mut found: Option<Hits> = None;
        for word in fold(query).split_whitespace() {
            let hits = self.words.find(word, self.values.len());
            found = Some(match found {
                Some(before) => before.and(&hits),
                None => hits,
            });
        }
        match found {
            Some(Hits { all, exact, begin }) => Found { all, exact, begin },
            None => Found { all: Bits::full(self.values.len()), ..Found::default() },
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Nothing to search.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The bytes that it takes, about.
    pub fn bytes(&self) -> usize {
        self.words.bytes() + self.values.capacity() * size_of::<T>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> Haystack<i32> {
        let mut hay = Haystack::default();
        hay.push(&["WO-2041", "José Pereira", "14 Sea St, Quincy", "Panel upgrade"], 1);
        hay.push(&["WO-2042", "Quincy Bakery", "No power"], 2);
        hay
    }

    #[test]
    fn every_word_must_occur_in_any_order_case_and_accent() {
        let hay = shop();
        assert_eq!(hay.find("quincy"), [1, 2]);
        assert_eq!(hay.find("SEA jose"), [1]);
        assert_eq!(hay.find("2042"), [2]);
        assert_eq!(hay.find("quincy worcester"), Vec::<i32>::new());
        assert_eq!(hay.find("  "), [1, 2]);
        assert_eq!(hay.find("o"), [1, 2]);
    }

    #[test]
    fn a_record_that_is_added_after_a_search_is_found_too() {
        let mut hay = shop();
        assert_eq!(hay.find("quincy"), [1, 2]);
        hay.push(&["Quincy Diner"], 3);
        assert_eq!(hay.find("quincy"), [1, 2, 3]);
    }

    #[test]
    fn whole_words_come_first_then_beginnings_then_the_rest() {
        let mut hay = Haystack::default();
        for (nth, name) in ["Old-work box", "Wireworks cap", "Boxes, empty", "Box", "Mailbox"].iter().enumerate() {
            hay.push(&[name], nth);
        }
        let ranked = |query| hay.search(query).ranked();
        assert_eq!(ranked("box"), [0, 3, 2, 4]);
        assert_eq!(ranked("work"), [0, 1]);
        assert_eq!(ranked(""), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_slip_of_the_finger_is_forgiven_in_words_and_not_in_numbers() {
        let mut hay = Haystack::default();
        hay.push(&["Receptacle 20A tamper resistant", "HPE-0421"], 1);
        hay.push(&["Breaker 20A", "HPE-0422"], 2);
        for slip in ["recpetacle", "receptacel", "recptacle", "recepttacle", "recepta", "resistent"] {
            assert_eq!(hay.find(slip), [1], "{slip}");
        }
        assert_eq!(hay.find("braeker 20"), [2]);
        assert_eq!(hay.find("HPE-0423"), Vec::<i32>::new(), "another number is another part");
        assert_eq!(hay.find("zzzzzz"), Vec::<i32>::new());
        assert_eq!(hay.find("bxx"), Vec::<i32>::new(), "three letters say too little");
    }

    #[test]
    fn it_finds_what_a_plain_look_through_every_text_finds() {
        let syllables = ["bre", "ak", "er", "20a", "box", "1/2", "-", "old", "wo", "rk", "quo", "14/2"];
        let mut state = 7_u32;
        let mut draw = |of: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % of
        };
        let texts: Vec<String> = (0..500)
            .map(|_| {
                let words: Vec<String> =
                    (0..4).map(|_| (0..3).map(|_| syllables[draw(syllables.len())]).collect()).collect();
                words.join(" ")
            })
            .collect();
        let mut hay = Haystack::default();
        for (nth, text) in texts.iter().enumerate() {
            hay.push(&[text], nth);
        }
        for _ in 0..300 {
            let query: Vec<String> = (0..=draw(2)).map(|_| syllables[draw(syllables.len())].to_owned()).collect();
            let plain: Vec<usize> =
                (0..texts.len()).filter(|nth| query.iter().all(|word| texts[*nth].contains(word.as_str()))).collect();
            let query = query.join(" ");
            assert_eq!(hay.find(&query), plain, "{query}");
            let mut ranked = hay.search(&query).ranked();
            ranked.sort_unstable();
            assert_eq!(ranked.into_iter().map(|n| n as usize).collect::<Vec<_>>(), plain, "{query}");
        }
    }
}
