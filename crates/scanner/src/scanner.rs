//! Which steps run on which frame.
//!
//! A camera shows the same label many times, so no frame has to try everything: a fast stage runs on each frame,
//! the slower ones take turns. The first stage that reads something new ends the frame; what was reported before and is
//! still in view must not hide what lies beside it. A stage that read something stays on every frame for a while: the
//! second look that a weak code needs comes at once, and a code in view is not taken for one that comes and goes. Where a
//! whole round found nothing beside what is in view, every second frame rests.

use crate::decode::{Picture, find_data_matrix, read_data_matrix, read_qr};
use crate::lines::LineReader;
use crate::seen::Seen;
use crate::stage::{EVERY_FRAME, Look, Stage, Step, TURNS};
use crate::vote::{Ballot, Reported, Sighting, Tally};
use crate::{Detection, Luma};

/// Reads frame after frame, and remembers what it needs from one to the next.
#[derive(Default)]
pub struct Scanner {
    lines: LineReader,
    ballot: Ballot,
    /// The next of [`TURNS`].
    turn: usize,
    /// Frames since something new was read.
    quiet: usize,
    /// Stages that read something lately, with the frames for which they stay.
    lately: Vec<(Stage, u8)>,
}

/// Frames for which a stage stays that read something: until its own turn comes again.
const STAYS: u8 = TURNS.len() as u8;

impl Scanner {
    /// Reads the next frame of a video, taken at `now_ms` by any clock that does not jump.
    pub fn read_frame(&mut self, frame: Luma<'_>, now_ms: f64) -> Vec<Sighting> {
        self.read_frame_watched(frame, now_ms, &mut |_| ())
    }

    /// As [`Scanner::read_frame`], with a report after each step: for those who measure.
    pub fn read_frame_watched(&mut self, frame: Luma<'_>, now_ms: f64, watch: &mut dyn FnMut(Step)) -> Vec<Sighting> {
        let reported = self.ballot.reported(now_ms);
        let rests = !reported.is_empty() && self.quiet >= TURNS.len() && !self.quiet.is_multiple_of(2);
        let turn = if rests { &[] } else { TURNS[self.turn % TURNS.len()] };
        self.turn += usize::from(!rests);
        let lately: Vec<Stage> = self.lately.iter().map(|(stage, _)| *stage).collect();
        let others: Vec<Stage> = turn.iter().copied().filter(|stage| !lately.contains(stage)).collect();
        let seen = Seen::new(frame);
        let found = self.run(&seen, Look::Usual, &[&EVERY_FRAME, &lately, &others], &reported, watch);
        self.keep(&found);
        let is_new = reported.has_news(found.iter().map(|(_, detection)| detection));
        self.quiet = if is_new { 0 } else { self.quiet.saturating_add(1) };
        let detections = found.into_iter().map(|(_, detection)| detection.drawn_in(&frame));
        self.ballot.count(detections.collect(), now_ms)
    }

    /// Keeps the stages that read something for the next frames.
    fn keep(&mut self, found: &[(Stage, Detection)]) {
        for (_, left) in &mut self.lately {
            *left -= 1;
        }
        let helped = found.iter().map(|(stage, _)| *stage).filter(|stage| !EVERY_FRAME.contains(stage));
        for stage in helped {
            match self.lately.iter_mut().find(|(known, _)| *known == stage) {
                Some((_, left)) => *left = STAYS,
                None => self.lately.push((stage, STAYS)),
            }
        }
        self.lately.retain(|(_, left)| *left > 0);
    }

    /// Forgets what earlier frames showed.
    pub fn reset(&mut self) {
        (self.turn, self.quiet) = (0, 0);
        self.lately.clear();
        self.ballot.clear();
    }

    /// Runs stages until one of them reads something that was not `reported` before. What was read, by which stage.
    pub(crate) fn run(
        &mut self,
        seen: &Seen<'_>,
        look: Look,
        stages: &[&[Stage]],
        reported: &Reported,
        watch: &mut dyn FnMut(Step),
    ) -> Vec<(Stage, Detection)> {
        let mut tally = Tally::beside(reported);
        let mut found: Vec<(Stage, Detection)> = Vec::new();
        for &stage in stages.iter().copied().flatten() {
            let before = found.len();
            // What was read of bars by a few lines only is looked for again in other ways, and nothing else is for now.
            if !stage.reads_bars() && found.iter().any(|(_, detection)| detection.is_thin()) {
                continue;
            }
            for detection in self.run_stage(seen, stage, &mut tally) {
                take_in(&mut found, before, (stage, detection));
            }
            let is_new = reported.has_news(found.iter().map(|(_, detection)| detection).filter(|it| !it.is_thin()));
            watch(Step { look, stage: Some(stage), found: is_new });
            if is_new {
                break;
            }
        }
        found
    }

    fn run_stage(&mut self, seen: &Seen<'_>, stage: Stage, tally: &mut Tally<'_>) -> Vec<Detection> {
        let frame = seen.frame();
        let is_new = |detection: &Detection| tally.reported().is_new(detection.symbology, &detection.text);
        let data_matrix = |picture: Option<&Picture>, everywhere| {
            picture.map(|picture| read_data_matrix(picture, everywhere, &is_new)).unwrap_or_default()
        };
        match stage {
            Stage::Straight => self.lines.straight(seen, tally),
            Stage::Slanted => self.lines.slanted(seen, tally),
            Stage::Fan => self.lines.fan(seen, tally),
            Stage::Soft => self.lines.softly(seen, tally.reported()),
            Stage::Qr => seen.by_mean().map(read_qr).unwrap_or_default(),
            Stage::QrHalfway => seen.halfway().map(read_qr).unwrap_or_default(),
            Stage::QrHalf | Stage::LinesHalf => {
                let half = frame.halved();
                let Some(half) = half.as_ref().map(|half| Seen::new(half.view())) else {
                    return Vec::new();
                };
                let found = match stage {
                    Stage::QrHalf => half.by_mean().map(read_qr).unwrap_or_default(),
                    _ => self.lines.coarsely(&half, tally.reported()),
                };
                found.into_iter().map(|detection| detection.scaled(2.0)).collect()
            }
            Stage::DataMatrix => data_matrix(seen.by_mean(), false),
            Stage::DataMatrixShape => {
                seen.halfway().map(|picture| find_data_matrix(frame, picture, &is_new)).unwrap_or_default()
            }
            Stage::DataMatrixHalfway => {
                let found = data_matrix(seen.halfway(), true);
                if found.iter().any(is_new) { found } else { data_matrix(seen.by_mean(), true) }
            }
            Stage::Inverted => {
                let Some(negative) = seen.by_mean().map(Picture::inverted) else {
                    return Vec::new();
                };
                let mut found = read_qr(&negative);
                if !found.iter().any(is_new) {
                    found.extend(read_data_matrix(&negative, false, &is_new));
                }
                found
            }
        }
    }
}

/// Adds what a stage read to what the `before` readings of earlier stages say. Two stories about one place: the earlier stage
/// is the surer one, unless it had a few lines only. The same story again is no second proof.
fn take_in(found: &mut Vec<(Stage, Detection)>, before: usize, (stage, detection): (Stage, Detection)) {
    let is_known = |other: &Detection| {
        other.is_at_the_place_of(&detection) || (other.symbology == detection.symbology && other.text == detection.text)
    };
    match found[..before].iter_mut().find(|(_, other)| is_known(other)) {
        Some(known) if known.1.is_thin() && !detection.is_thin() => *known = (stage, detection),
        Some(_) => {}
        None => found.push((stage, detection)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Point, Symbology};

    fn read(text: &str, lines: usize) -> Detection {
        let outline = [(0.0, 0.0), (90.0, 0.0), (90.0, 40.0), (0.0, 40.0)].map(|(x, y)| Point { x, y }).to_vec();
        let (text, symbology) = (text.to_owned(), Symbology::Ean13);
        Detection { text, raw: Vec::new(), symbology, identifier: None, add_on: None, outline, lines }
    }

    fn told(stories: [Detection; 2]) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        for (nth, detection) in stories.into_iter().enumerate() {
            take_in(&mut found, nth, (Stage::Straight, detection));
        }
        found.into_iter().map(|(_, detection)| (detection.text, detection.lines)).collect()
    }

    #[test]
    fn a_story_of_two_lines_gives_way_to_one_of_many() {
        assert_eq!(told([read("8574731738478", 2), read("0023942431015", 9)]), [("0023942431015".to_owned(), 9)]);
        assert_eq!(told([read("0023942431015", 2), read("0023942431015", 9)]), [("0023942431015".to_owned(), 9)]);
    }

    #[test]
    fn of_two_equally_proven_stories_about_one_place_the_earlier_one_stays() {
        assert_eq!(told([read("0023942431015", 9), read("8574731738478", 12)]), [("0023942431015".to_owned(), 9)]);
        assert_eq!(told([read("0023942431015", 2), read("8574731738478", 2)]), [("0023942431015".to_owned(), 2)]);
    }
}
