//! Agreement across frames: when a reading may act, and when it is only the same label still in view.
//!
//! Never here: pixels, or what acting means. The caller gives the time.

mod tally;

pub(crate) use tally::Tally;

use crate::{Detection, Symbology};

/// What a reading is worth after the frames before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Read, but its symbology needs another frame that says the same. Draw it; do not act.
    Candidate,
    /// Believed, and not reported lately. Act once.
    Accepted,
    /// Believed and reported before; it never left the view. Draw it; do not act again.
    Repeat,
}

/// A reading of one frame with its standing.
#[derive(Debug, Clone, PartialEq)]
pub struct Sighting {
    /// What was read.
    pub detection: Detection,
    /// Whether to act on it.
    pub standing: Standing,
}

/// Remembers what the last frames showed.
#[derive(Debug, Clone)]
pub struct Ballot {
    /// A code is reported again after it was out of view for this long.
    cooldown_ms: f64,
    seen: Vec<Seen>,
}

/// Codes that were reported and have not left the view: no reason to stop looking.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reported(Vec<(Symbology, String)>);

impl Reported {
    /// Whether this is none of them.
    pub(crate) fn is_new(&self, symbology: Symbology, text: &str) -> bool {
        !self.0.iter().any(|(known, content)| *known == symbology && content == text)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of these is none of them.
    pub(crate) fn has_news<'a>(&self, found: impl IntoIterator<Item = &'a Detection>) -> bool {
        found.into_iter().any(|detection| self.is_new(detection.symbology, &detection.text))
    }
}

#[derive(Debug, Clone)]
struct Seen {
    symbology: Symbology,
    text: String,
    frames: u32,
    last_ms: f64,
    accepted: bool,
}

/// Frames that lie further apart do not confirm each other.
const AGREEMENT_MS: f64 = 1_500.0;
/// Long enough for a hand that shakes, short enough to scan the next equal part.
const COOLDOWN_MS: f64 = 2_000.0;

impl Default for Ballot {
    fn default() -> Self {
        Self { cooldown_ms: COOLDOWN_MS, seen: Vec::new() }
    }
}

impl Ballot {
    /// A ballot that reports a code again once it was away for `cooldown_ms`.
    pub fn with_cooldown(cooldown_ms: f64) -> Self {
        Self { cooldown_ms, seen: Vec::new() }
    }

    /// Counts the readings of the frame taken at `now_ms` and says what each is worth.
    pub fn count(&mut self, detections: Vec<Detection>, now_ms: f64) -> Vec<Sighting> {
        let keep = self.cooldown_ms.max(AGREEMENT_MS);
        self.seen.retain(|seen| now_ms - seen.last_ms <= keep);
        detections.into_iter().map(|detection| self.count_one(detection, now_ms)).collect()
    }

    /// What was reported before and is still in view at `now_ms`.
    pub(crate) fn reported(&self, now_ms: f64) -> Reported {
        let still = self.seen.iter().filter(|seen| seen.accepted && now_ms - seen.last_ms <= self.cooldown_ms);
        Reported(still.map(|seen| (seen.symbology, seen.text.clone())).collect())
    }

    /// Forgets everything, as when the camera is opened again.
    pub fn clear(&mut self) {
        self.seen.clear();
    }

    fn count_one(&mut self, detection: Detection, now_ms: f64) -> Sighting {
        let cooldown_ms = self.cooldown_ms;
        let same = |seen: &Seen| seen.symbology == detection.symbology && seen.text == detection.text;
        let at = self.seen.iter().position(same).unwrap_or_else(|| {
            self.seen.push(Seen {
                symbology: detection.symbology,
                text: detection.text.clone(),
                frames: 0,
                last_ms: now_ms,
                accepted: false,
            });
            self.seen.len() - 1
        });
        let seen = &mut self.seen[at];
        let away = now_ms - seen.last_ms;
        if away > cooldown_ms {
            seen.accepted = false;
        }
        if away > AGREEMENT_MS {
            seen.frames = 0;
        }
        seen.frames = seen.frames.saturating_add(1);
        seen.last_ms = now_ms;
        let standing = if seen.accepted {
            Standing::Repeat
        } else if seen.frames >= detection.frames_needed() {
            seen.accepted = true;
            Standing::Accepted
        } else {
            Standing::Candidate
        };
        Sighting { detection, standing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(symbology: Symbology, text: &str) -> Vec<Detection> {
        vec![Detection {
            text: text.to_owned(),
            raw: Vec::new(),
            symbology,
            identifier: None,
            add_on: None,
            outline: Vec::new(),
            lines: 3,
        }]
    }

    fn standing(ballot: &mut Ballot, symbology: Symbology, text: &str, now_ms: f64) -> Standing {
        ballot.count(read(symbology, text), now_ms)[0].standing
    }

    #[test]
    fn a_code_in_view_is_accepted_once() {
        let mut ballot = Ballot::default();
        let mut see = |now| standing(&mut ballot, Symbology::UpcA, "400880000600", now);
        assert_eq!(see(0.0), Standing::Accepted);
        assert_eq!(see(33.0), Standing::Repeat);
        assert_eq!(see(1_900.0), Standing::Repeat);
        assert_eq!(see(4_000.0), Standing::Accepted);
    }

    #[test]
    fn a_weak_code_needs_two_frames_near_each_other() {
        let mut ballot = Ballot::default();
        let mut see = |now| standing(&mut ballot, Symbology::Itf, "00012345678905", now);
        assert_eq!(see(0.0), Standing::Candidate);
        assert_eq!(see(1_600.0), Standing::Candidate);
        assert_eq!(see(1_633.0), Standing::Accepted);
        assert_eq!(see(1_666.0), Standing::Repeat);
    }

    #[test]
    fn a_upc_code_seen_by_two_lines_only_waits_for_the_next_frame() {
        let mut ballot = Ballot::default();
        let mut thin = read(Symbology::UpcA, "400880000600");
        thin[0].lines = 2;
        assert_eq!(ballot.count(thin.clone(), 0.0)[0].standing, Standing::Candidate);
        assert_eq!(ballot.count(thin, 33.0)[0].standing, Standing::Accepted);
    }

    #[test]
    fn two_different_readings_do_not_confirm_each_other() {
        let mut ballot = Ballot::default();
        assert_eq!(standing(&mut ballot, Symbology::Ean8, "96385074", 0.0), Standing::Candidate);
        assert_eq!(standing(&mut ballot, Symbology::Ean8, "55123457", 33.0), Standing::Candidate);
        ballot.clear();
        assert_eq!(standing(&mut ballot, Symbology::Ean8, "96385074", 66.0), Standing::Candidate);
    }
}
