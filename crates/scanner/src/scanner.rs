//! Which steps run on which frame.
//!
//! A camera shows the same label many times, so no frame has to try everything: a fast stage runs on each frame,
//! the slower ones take turns. The first stage that reads something ends the frame.

use crate::decode::{Picture, find_data_matrix, read_data_matrix, read_qr};
use crate::lines::LineReader;
use crate::seen::Seen;
use crate::stage::{EVERY_FRAME, Look, Stage, Step, TURNS};
use crate::vote::{Ballot, Sighting, Tally};
use crate::{Detection, Luma};

/// Reads frame after frame, and remembers what it needs from one to the next.
#[derive(Default)]
pub struct Scanner {
    lines: LineReader,
    ballot: Ballot,
    frames: u32,
}

impl Scanner {
    /// Reads the next frame of a video, taken at `now_ms` by any clock that does not jump.
    pub fn read_frame(&mut self, frame: Luma<'_>, now_ms: f64) -> Vec<Sighting> {
        self.read_frame_watched(frame, now_ms, &mut |_| ())
    }

    /// As [`Scanner::read_frame`], with a report after each step: for those who measure.
    pub fn read_frame_watched(&mut self, frame: Luma<'_>, now_ms: f64, watch: &mut dyn FnMut(Step)) -> Vec<Sighting> {
        let turn = TURNS[self.frames as usize % TURNS.len()];
        self.frames = self.frames.wrapping_add(1);
        let stages = EVERY_FRAME.iter().chain(turn);
        let detections = self.run(&Seen::new(frame), Look::Usual, stages, watch).into_iter();
        self.ballot.count(detections.map(|detection| detection.drawn_in(&frame)).collect(), now_ms)
    }

    /// Forgets what earlier frames showed.
    pub fn reset(&mut self) {
        self.frames = 0;
        self.ballot.clear();
    }

    /// Runs stages until one of them reads something.
    pub(crate) fn run<'s>(
        &mut self,
        seen: &Seen<'_>,
        look: Look,
        stages: impl IntoIterator<Item = &'s Stage>,
        watch: &mut dyn FnMut(Step),
    ) -> Vec<Detection> {
        let mut tally = Tally::default();
        for &stage in stages {
            let found = self.run_stage(seen, stage, &mut tally);
            watch(Step { look, stage: Some(stage), found: !found.is_empty() });
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn run_stage(&mut self, seen: &Seen<'_>, stage: Stage, tally: &mut Tally) -> Vec<Detection> {
        let frame = seen.frame();
        let data_matrix = |picture: Option<&Picture>, everywhere| {
            picture.and_then(|picture| read_data_matrix(picture, everywhere)).into_iter().collect()
        };
        match stage {
            Stage::Straight => self.lines.straight(seen, tally),
            Stage::Slanted => self.lines.slanted(seen, tally),
            Stage::Fan => self.lines.fan(seen, tally),
            Stage::Soft => self.lines.softly(seen),
            Stage::Qr => seen.by_mean().map(read_qr).unwrap_or_default(),
            Stage::QrHalfway => seen.halfway().map(read_qr).unwrap_or_default(),
            Stage::QrHalf => {
                let half = frame.halved();
                let half = half.as_ref().map(|half| Seen::new(half.view()));
                let found = half.as_ref().and_then(Seen::by_mean).map(read_qr).unwrap_or_default();
                found.into_iter().map(|detection| detection.scaled(2.0)).collect()
            }
            Stage::DataMatrix => data_matrix(seen.by_mean(), false),
            Stage::DataMatrixShape => {
                seen.halfway().and_then(|picture| find_data_matrix(frame, picture)).into_iter().collect()
            }
            Stage::DataMatrixHalfway => [seen.halfway(), seen.by_mean()]
                .into_iter()
                .flatten()
                .find_map(|picture| read_data_matrix(picture, true))
                .into_iter()
                .collect(),
            Stage::Inverted => {
                let Some(negative) = seen.by_mean().map(Picture::inverted) else {
                    return Vec::new();
                };
                let mut found = read_qr(&negative);
                if found.is_empty() {
                    found.extend(read_data_matrix(&negative, false));
                }
                found
            }
        }
    }
}
