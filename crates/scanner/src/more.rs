//! What the second module reads on top of the first: Aztec, PDF417 and GS1 DataBar.
//!
//! A company that has such codes turns it on; for all others the first module stays as small and as quick as it is. The
//! search begins where [`Scanner`] found nothing new, so that nothing of the first module is read in another way or later.
//! Compiled with the feature `more` only.
//!
//! Never here: what the first module reads.

mod aztec;
mod bullseye;
mod databar;
mod elements;
mod pdf417;
mod still;

use crate::decode::Picture;
use crate::seen::Seen;
use crate::vote::{Ballot, Reported, Sighting, Standing};
use crate::{Detection, Luma, Scanner};
use databar::DataBarReader;

/// A [`Scanner`] that reads Aztec, PDF417 and DataBar too.
///
/// ```
/// use scanner::{Luma, MoreScanner};
///
/// let white = vec![255; 64 * 48];
/// let mut scanner = MoreScanner::default();
/// assert!(scanner.read_frame(Luma::new(64, 48, &white)?, 0.0).is_empty());
/// # Ok::<(), scanner::FrameError>(())
/// ```
#[derive(Default)]
pub struct MoreScanner {
    scanner: Scanner,
    ballot: Ballot,
    frames: u32,
    data_bar: DataBarReader,
}

/// One step of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// DataBar on rows and columns.
    DataBar,
    /// DataBar on lines that rise and fall.
    DataBarSlanted,
    /// Aztec, however it is turned.
    Aztec,
    /// PDF417, upright or upside down.
    Pdf417,
    /// PDF417 on its side.
    Pdf417Sideways,
}

/// The stages of the frames of a video, in turn.
const TURNS: [&[Stage]; 4] = [
    &[Stage::DataBar],
    &[Stage::Pdf417, Stage::Aztec],
    &[Stage::DataBarSlanted],
    &[Stage::Pdf417Sideways, Stage::Aztec],
];

impl MoreScanner {
    /// As [`Scanner::read_frame`].
    pub fn read_frame(&mut self, frame: Luma<'_>, now_ms: f64) -> Vec<Sighting> {
        let turn = TURNS[self.frames as usize % TURNS.len()];
        self.frames = self.frames.wrapping_add(1);
        let mut found = self.scanner.read_frame(frame, now_ms);
        if found.iter().any(|sighting| sighting.standing != Standing::Repeat) {
            return found;
        }
        let reported = self.ballot.reported(now_ms);
        let more = self.run(&frame, turn, databar::Search::FRAME, &reported).into_iter();
        let more = more.map(|detection| detection.drawn_in(&frame));
        let beside = more.filter(|one| !found.iter().any(|it| it.detection.is_at_the_place_of(one))).collect();
        found.extend(self.ballot.count(beside, now_ms));
        found
    }

    /// As [`Scanner::read_still`].
    pub fn read_still(&mut self, frame: Luma<'_>) -> Vec<Detection> {
        let found = self.scanner.read_still(frame);
        if !found.is_empty() {
            return found;
        }
        let more = self.read_more_of_still(frame).into_iter();
        more.map(|detection| detection.drawn_in(&frame)).collect()
    }

    /// Forgets what earlier frames showed.
    pub fn reset(&mut self) {
        self.scanner.reset();
        self.frames = 0;
        self.ballot.clear();
    }

    /// Runs stages until one of them reads something that was not `reported` before.
    fn run(
        &mut self,
        frame: &Luma<'_>,
        stages: &[Stage],
        search: databar::Search,
        reported: &Reported,
    ) -> Vec<Detection> {
        // What it makes is made once, for all stages that look at it.
        let seen = Seen::new(*frame);
        let mut found = Vec::new();
        for &stage in stages {
            found.extend(match stage {
                Stage::DataBar => self.data_bar.read_straight(frame, search),
                Stage::DataBarSlanted => self.data_bar.read_slanted(frame, search),
                Stage::Aztec | Stage::Pdf417 | Stage::Pdf417Sideways => {
                    seen.by_mean().map(|picture| matrix(picture, stage)).unwrap_or_default()
                }
            });
            if reported.has_news(&found) {
                break;
            }
        }
        found
    }
}

fn matrix(picture: &Picture, stage: Stage) -> Vec<Detection> {
    match stage {
        Stage::Aztec => aztec::read(&picture.bits),
        Stage::Pdf417 => pdf417::read(&picture.bits, [0, 180]).into_iter().collect(),
        _ => pdf417::read(&picture.bits, [90, 270]).into_iter().collect(),
    }
}
