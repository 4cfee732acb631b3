//! How readers of barcodes do on a corpus.

use std::collections::BTreeMap;

use press::corpus::{Entry, plain};
use serde::{Deserialize, Serialize};

use crate::bench::percentile;

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
#[derive(Clone, Debug, Default, Serialize)]
pub struct Count {
    /// Read as it should be.
    pub correct: usize,
    /// Pictures.
    pub total: usize,
    /// Contents that are not in the picture.
    pub wrong: usize,
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
        self.formats.values().fold(Count::default(), |sum, one| Count {
            correct: sum.correct + one.correct,
            total: sum.total + one.total,
            wrong: sum.wrong + one.wrong,
        })
    }

    /// Median and 95th percentile, in milliseconds, to two digits.
    pub fn spread(times: &[f64]) -> (Option<f64>, Option<f64>) {
        let at = |percent| (!times.is_empty()).then(|| (percentile(times, percent) * 100.0).round() / 100.0);
        (at(50.0), at(95.0))
    }
}
