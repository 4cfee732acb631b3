//! GS1 Application Identifiers: how long each is, what its value is made of, what its parts must obey.
//!
//! Source: GS1 General Specifications, section 3. Never here: titles, and which identifiers go together on one label.

mod table;

pub use table::TABLE;

/// Which characters a part may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Digits: N.
    Numeric,
    /// The 82 characters of section 7.11: X.
    General,
    /// The 39 characters of section 7.11: Y.
    File,
    /// Letters, digits, "-", "_" and "=" of base64 for file names: Z.
    Base64,
}

/// What a part must obey besides its length and characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Nothing.
    Any,
    /// The last digit is the check digit (section 7.9).
    CheckDigit,
    /// The last two characters are the check pair (section 7.9).
    CheckPair,
    /// YYMMDD.
    Day,
    /// YYMMDD, where DD may be 00.
    DayOrMonth,
    /// YYYYMMDD.
    LongDay,
    /// HH, or HHMM.
    Clock,
}

/// A part of a value. Optional parts stand last and have a least length of 0; only the last part varies in length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its characters.
    pub set: Set,
    /// Its least length; 0: it may be left out.
    pub min: u8,
    /// Its greatest length. An optional part of fixed length is there as a whole or not at all.
    pub max: u8,
    /// What else it must obey.
    pub rule: Rule,
    /// Whether it is of fixed length when it is there.
    pub fixed: bool,
}

/// A row of the table: the identifiers from `first` to `last` that end in no digit above `top`.
#[derive(Clone, Copy, Debug)]
pub struct Ai {
    /// How many digits the identifier has: 2 to 4.
    pub digits: u8,
    /// The first of the range.
    pub first: u16,
    /// The last of the range.
    pub last: u16,
    /// The greatest last digit: in 310n to 369n it counts decimals, and there are at most five.
    pub top: u8,
    /// What the value is made of.
    pub parts: &'static [Part],
}

impl Ai {
    /// The length of the shortest value.
    pub fn min(&self) -> usize {
        self.parts.iter().map(|p| usize::from(p.min)).sum()
    }

    /// The length of the longest value.
    pub fn max(&self) -> usize {
        self.parts.iter().map(|p| usize::from(p.max)).sum()
    }
}

/// The row of an identifier, which is digits alone: "01", "3103".
pub fn find(ai: &str) -> Option<&'static Ai> {
    if !matches!(ai.len(), 2..=4) || !ai.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (digits, number) = (ai.len() as u8, ai.parse::<u16>().ok()?);
    let row = TABLE.get(TABLE.partition_point(|row| (row.digits, row.last) < (digits, number)))?;
    (row.digits == digits && row.first <= number && number % 10 <= u16::from(row.top)).then_some(row)
}

/// The identifier that `text` begins with. No identifier begins another, so there is at most one.
pub fn at_start(text: &str) -> Option<(&str, &'static Ai)> {
    (2..=4).find_map(|digits| text.get(..digits).and_then(|ai| Some((ai, find(ai)?))))
}

/// Whether no FNC1 is needed after the value: its length follows from the first two digits (section 7.8).
pub fn is_predefined(ai: &str) -> bool {
    let start = ai.get(..2).and_then(|two| two.parse().ok());
    matches!(start, Some(0_u8..=4 | 11..=20 | 31..=36 | 41))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_table_is_in_order_and_its_ranges_are_apart() {
        for rows in TABLE.windows(2) {
            assert!((rows[0].digits, rows[0].last) < (rows[1].digits, rows[1].first), "{rows:?}");
        }
    }

    #[test]
    fn the_table_holds_every_identifier_of_the_dictionary_and_no_other() {
        let count =
            |digits: usize| (0..10_u16.pow(digits as u32)).filter(|n| find(&format!("{n:0digits$}")).is_some()).count();
        // Counted in the Syntax Dictionary, ranges unfolded.
        assert_eq!((count(2), count(3), count(4)), (26, 38, 477));
    }

    #[test]
    fn no_identifier_begins_another() {
        for n in 0..10_000 {
            let text = format!("{n:04}");
            assert!((2..=4).filter(|digits| find(&text[..*digits]).is_some()).count() <= 1, "{text}");
        }
    }

    #[test]
    fn the_predefined_lengths_are_those_of_the_table() {
        for (start, total) in [("00", 20), ("01", 16), ("11", 8), ("17", 8), ("20", 4), ("3103", 10), ("414", 16)] {
            let (ai, row) = at_start(start).unwrap();
            assert!(is_predefined(ai), "{ai}");
            assert_eq!((row.min(), row.max()), (total - ai.len(), total - ai.len()), "{ai}");
        }
        for ai in ["10", "21", "30", "37", "422", "7003", "8001"] {
            assert!(!is_predefined(ai), "{ai}");
        }
    }
}
