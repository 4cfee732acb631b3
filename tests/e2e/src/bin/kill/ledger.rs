//! What the screen had called saved, beside what the server has.
//!
//! Never here: looking at either.

use std::collections::BTreeMap;
use std::fmt;

use domain::checklist::Finding;
use domain::quantity::Quantity;
use domain::stock::MoveKind;

/// Something that was done, in the form in which it can be found again on the server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// A note with this text.
    Note(String),
    /// A photo with bytes of this hash.
    Photo(String),
    /// An entry of the ledger of stock.
    Move(Way, Quantity),
    /// An answer to the step with this text.
    Answer(String, Reply),
    /// A row that is none of these: a person here made no such thing.
    Other(String),
}

/// Which way stock went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Used on the job.
    Used,
    /// Put into the truck.
    Received,
    /// Taken out of it.
    TakenOut,
    /// Anything else.
    Otherwise,
}

impl Way {
    /// As the row says.
    pub const fn of(kind: MoveKind) -> Self {
        match kind {
            MoveKind::Use => Self::Used,
            MoveKind::Receive => Self::Received,
            MoveKind::Correct => Self::TakenOut,
            _ => Self::Otherwise,
        }
    }
}

/// What was found at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reply {
    /// In order.
    Pass,
    /// Not in order.
    Fail,
    /// Does not apply.
    NotApplicable,
    /// The answer was taken back.
    Nothing,
}

impl Reply {
    /// Those that a tap gives.
    pub const TAPS: [Self; 3] = [Self::Pass, Self::Fail, Self::NotApplicable];

    /// As the row says.
    pub const fn of(finding: Option<Finding>) -> Self {
        match finding {
            Some(Finding::Pass) => Self::Pass,
            Some(Finding::Fail) => Self::Fail,
            Some(Finding::NotApplicable) => Self::NotApplicable,
            None => Self::Nothing,
        }
    }

    /// Its name on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::NotApplicable => "na",
            Self::Nothing => "",
        }
    }
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(text) => write!(f, "note {text:?}"),
            Self::Photo(sha256) => write!(f, "photo {sha256}"),
            Self::Move(way, quantity) => write!(f, "movement {way:?} {quantity}"),
            Self::Answer(step, reply) => write!(f, "answer {reply:?} to {step:?}"),
            Self::Other(what) => write!(f, "{what}"),
        }
    }
}

/// How often something was called saved, and how often nobody knows.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    saved: usize,
    in_doubt: usize,
}

/// Everything that was done since the server was new.
#[derive(Debug, Default)]
pub struct Ledger(BTreeMap<Deed, Count>);

/// How the server differs from the ledger. Empty is good.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Called saved, and not there.
    pub lost: Vec<Deed>,
    /// There more often than it was done.
    pub doubled: Vec<Deed>,
    /// There, and nobody did it.
    pub foreign: Vec<Deed>,
}

impl Differences {
    /// Nothing differs.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Ledger {
    /// The screen has called it saved.
    pub fn save(&mut self, deed: Deed) {
        self.0.entry(deed).or_default().saved += 1;
    }

    /// The browser was killed while it was being done.
    pub fn doubt(&mut self, deed: Deed) {
        self.0.entry(deed).or_default().in_doubt += 1;
    }

    /// What was in doubt is on the screen after all.
    pub fn settle(&mut self, deed: &Deed) {
        if let Some(count) = self.0.get_mut(deed).filter(|count| count.in_doubt > 0) {
            count.in_doubt -= 1;
            count.saved += 1;
        }
    }

    /// Holds what has arrived against what was done.
    pub fn compare(&self, arrived: &[Deed]) -> Differences {
        let mut there = BTreeMap::<&Deed, usize>::new();
        for deed in arrived {
            *there.entry(deed).or_default() += 1;
        }
        let mut differences = Differences::default();
        for (deed, count) in &self.0 {
            let times = there.get(deed).copied().unwrap_or_default();
            let missing = count.saved.saturating_sub(times);
            differences.lost.extend(std::iter::repeat_n(deed.clone(), missing));
        }
        for (deed, times) in there {
            let Some(count) = self.0.get(deed) else {
                differences.foreign.extend(std::iter::repeat_n(deed.clone(), times));
                continue;
            };
            let more = times.saturating_sub(count.saved + count.in_doubt);
            differences.doubled.extend(std::iter::repeat_n(deed.clone(), more));
        }
        differences
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(text: &str) -> Deed {
        Deed::Note(text.to_owned())
    }

    fn ledger(saved: &[Deed], in_doubt: &[Deed]) -> Ledger {
        let mut ledger = Ledger::default();
        saved.iter().for_each(|deed| ledger.save(deed.clone()));
        in_doubt.iter().for_each(|deed| ledger.doubt(deed.clone()));
        ledger
    }

    #[test]
    fn what_was_saved_and_is_not_there_is_lost() {
        let differences = ledger(&[note("a"), note("b")], &[]).compare(&[note("b")]);
        assert_eq!(differences, Differences { lost: vec![note("a")], ..Differences::default() });
    }

    #[test]
    fn what_is_there_twice_is_doubled_even_when_it_was_in_doubt() {
        let twice = [note("a"), note("a")];
        for ledger in [ledger(&[note("a")], &[]), ledger(&[], &[note("a")])] {
            assert_eq!(ledger.compare(&twice).doubled, [note("a")]);
        }
    }

    #[test]
    fn what_was_in_doubt_may_be_there_or_not() {
        let ledger = ledger(&[], &[note("a")]);
        assert!(ledger.compare(&[]).is_none());
        assert!(ledger.compare(&[note("a")]).is_none());
    }

    #[test]
    fn what_was_in_doubt_and_then_shown_must_be_there() {
        let mut ledger = ledger(&[], &[note("a")]);
        ledger.settle(&note("a"));
        assert_eq!(ledger.compare(&[]).lost, [note("a")]);
    }

    #[test]
    fn what_nobody_did_is_foreign() {
        assert_eq!(ledger(&[note("a")], &[]).compare(&[note("a"), note("b")]).foreign, [note("b")]);
    }

    #[test]
    fn the_same_answer_given_twice_must_be_there_twice() {
        let answer = Deed::Answer("Bonding".to_owned(), Reply::Pass);
        let ledger = ledger(&[answer.clone(), answer.clone()], &[]);
        assert!(ledger.compare(&[answer.clone(), answer.clone()]).is_none());
        assert_eq!(ledger.compare(&[answer]).lost.len(), 1);
    }
}
