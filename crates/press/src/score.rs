//! How readers of barcodes do on a corpus: right, wrong, and how long they take.
//!
//! Never here: a reader, or a clock.

mod report;

use std::collections::BTreeMap;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

use crate::corpus::{Entry, plain};

pub use report::{Row, as_json, table};

/// What a reader said of one picture.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Said {
    /// What it took, in milliseconds.
    pub ms: f64,
    /// For ours: with the way to the worker and back.
    #[serde(default)]
    pub trip: Option<f64>,
    /// For ours: each of the frames.
    #[serde(default)]
    pub each: Vec<f64>,
    /// Family and content of each code.
    pub found: Vec<(String, String)>,
    /// It threw.
    #[serde(default)]
    pub failed: Option<String>,
}

/// Right and wrong within one family.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Count {
    /// Read as it should be.
    pub correct: usize,
    /// Pictures.
    pub total: usize,
    /// Contents that are not in the picture.
    pub wrong: usize,
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { correct: self.correct + other.correct, total: self.total + other.total, wrong: self.wrong + other.wrong }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// How one reader did.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// By family.
    pub formats: BTreeMap<String, Count>,
    /// Contents read where there is none.
    pub false_positives: usize,
    /// Milliseconds of each picture with a code.
    pub times: Vec<f64>,
    /// Milliseconds of each picture without one.
    pub empty_times: Vec<f64>,
    /// For ours: the cheapest of the frames of a picture without a code.
    pub fast_times: Vec<f64>,
    /// For ours: with the way to the worker and back.
    pub trips: Vec<f64>,
    /// Pictures on which it threw.
    pub failures: usize,
}

impl Score {
    /// Counts one picture.
    pub fn count(&mut self, entry: &Entry, said: &Said) {
        let failed = said.failed.is_some();
        self.failures += usize::from(failed);
        let Some(expected) = &entry.text else {
            self.false_positives += said.found.len();
            // What threw took no time that could be compared.
            self.empty_times.extend((!failed).then_some(said.ms));
            self.fast_times.extend(said.each.iter().copied().reduce(f64::min));
            return;
        };
        let format = entry.format.as_deref().unwrap_or("?");
        let expected = plain(format, expected);
        let right = |(_, text): &&(String, String)| plain(format, text) == expected;
        let correct = said.found.iter().filter(right).count();
        let count = self.formats.entry(format.to_owned()).or_default();
        count.total += 1;
        count.correct += correct.min(1);
        count.wrong += said.found.len() - correct;
        self.times.extend((!failed).then_some(said.ms));
        self.trips.extend(said.trip);
    }

    /// All families together.
    pub fn sum(&self) -> Count {
        self.formats.values().fold(Count::default(), |sum, one| sum + *one)
    }

    /// Median and 95th percentile, in milliseconds, to two digits.
    pub fn spread(times: &[f64]) -> (Option<f64>, Option<f64>) {
        let at = |percent| (!times.is_empty()).then(|| (percentile(times, percent) * 100.0).round() / 100.0);
        (at(50.0), at(95.0))
    }
}

/// The value below which `percent` of the values lie; not a number where there are none.
pub fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (percent / 100.0 * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Content;

    fn entry(text: Option<&str>) -> Entry {
        let (kind, format) =
            if text.is_some() { (Content::Code, Some("UPC-A".to_owned())) } else { (Content::Empty, None) };
        Entry { file: String::new(), kind, format, text: text.map(Into::into) }
    }

    fn said(ms: f64, texts: &[&str]) -> Said {
        let found = texts.iter().map(|&text| ("upc_a".to_owned(), text.to_owned())).collect();
        Said { ms, found, ..Said::default() }
    }

    #[test]
    fn a_code_read_twice_counts_once_and_another_content_is_wrong() {
        let mut score = Score::default();
        score.count(&entry(Some("400880000600")), &said(1.0, &["400880000600", "0400880000600", "036000291452"]));
        let sum = score.sum();
        assert_eq!((sum.correct, sum.total, sum.wrong), (1, 1, 1));
    }

    #[test]
    fn what_is_read_where_there_is_nothing_is_a_false_positive() {
        let mut score = Score::default();
        score.count(&entry(None), &said(4.0, &["400880000600"]));
        assert_eq!((score.false_positives, score.sum().total), (1, 0));
        assert_eq!((score.times.len(), Score::spread(&score.empty_times).0), (0, Some(4.0)));
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values = [5.0, 1.0, 3.0, 2.0, 4.0];
        assert_eq!([50.0, 95.0].map(|percent| percentile(&values, percent)), [3.0, 5.0]);
        assert!(percentile(&[], 50.0).is_nan());
    }
}
