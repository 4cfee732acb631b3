//! GS1 Application Identifiers: how long each is, what its value is made of, which of its parts are check digits, check
//! pairs, dates and times of the day.
//!
//! Not looked at, though the standard says it: whether a company prefix, a country, a currency, a bank account, a place
//! on earth or a code of a short list (yes and no, sex, medium, packaging, winding, importer) exists; zeros that must or
//! must not lead, parts of a total, births in sequence, signs of temperatures, escaped characters, the letter that 8014
//! needs; what is inside of coupons; the times of 4324 and 4325.
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
    /// MM or SS of a time: 00 to 59.
    Sixty,
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

    /// The first column of the Syntax Dictionary, neighbours joined. The last digit of 310n to 369n and 395n is 0 to 5.
    const DICTIONARY: &str = "00-03 10-13 15-17 20-22 30 37 90-99 235 240-243 250-251 253-255 400-403 410-417 420-427 710-717 \
        310n-316n 320n-337n 340n-357n 360n-369n 3900-3943 395n 4300-4326 4330-4333 7001-7011 7020-7023 7030-7041 7230-7242 \
        7250-7259 8001-8014 8017-8020 8026 8030 8040-8043 8110-8112 8200";

    fn in_the_dictionary() -> impl Iterator<Item = String> {
        DICTIONARY.split_whitespace().flat_map(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let (digits, lasts) = if first.ends_with('n') { (first.len() - 1, 6) } else { (first.len(), 0) };
            let number = |text: &str| text[..digits].parse::<u16>().unwrap();
            (number(first)..=number(last)).flat_map(move |n| {
                let stem = format!("{n:0digits$}");
                if lasts == 0 { vec![stem] } else { (0..lasts).map(|n| format!("{stem}{n}")).collect() }
            })
        })
    }

    #[test]
    fn the_table_holds_every_identifier_of_the_dictionary_and_no_other() {
        let texts =
            (2..=4).flat_map(|digits| (0..10_u16.pow(digits)).map(move |n| format!("{n:0w$}", w = digits as usize)));
        let found: Vec<String> = texts.filter(|text| find(text).is_some()).collect();
        let mut expected: Vec<String> = in_the_dictionary().collect();
        expected.sort_by_key(|text| (text.len(), text.clone()));
        assert_eq!(found, expected);
    }

    #[test]
    fn no_identifier_begins_another() {
        for n in 0..10_000 {
            let text = format!("{n:04}");
            assert!((2..=4).filter(|digits| find(&text[..*digits]).is_some()).count() <= 1, "{text}");
        }
    }

    #[test]
    fn every_predefined_length_is_that_of_the_table() {
        for ai in in_the_dictionary() {
            // Section 7.8: the whole element's length, by its first two digits.
            let total = match ai[..2].parse().unwrap() {
                0 => 20,
                1..=3 => 16,
                4 => 18,
                11..=19 => 8,
                20 => 4,
                31..=36 => 10,
                41 => 16,
                _ => 0,
            };
            let row = find(&ai).unwrap();
            assert_eq!(is_predefined(&ai), total > 0, "{ai}");
            if total > 0 {
                assert_eq!((row.min(), row.max()), (total - ai.len(), total - ai.len()), "{ai}");
            }
        }
    }
}
