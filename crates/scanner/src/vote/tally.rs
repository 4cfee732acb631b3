//! Agreement within one frame: which of the things that its lines say are to be believed.

use super::Reported;
use crate::decode::RowReading;
use crate::{Detection, Point};

/// What the lines of one frame have said so far.
pub(crate) struct Tally<'a> {
    reported: &'a Reported,
    claims: Vec<Claim>,
}

/// One content, and the places where lines read it.
struct Claim {
    reading: RowReading,
    /// First bar and last bar, in reading direction, for each line.
    spans: Vec<(Point, Point)>,
}

impl<'a> Tally<'a> {
    /// Of a frame that may show what was reported before.
    pub(crate) fn beside(reported: &'a Reported) -> Self {
        Self { reported, claims: Vec::new() }
    }

    /// What was reported before.
    pub(crate) fn reported(&self) -> &'a Reported {
        self.reported
    }

    /// Counts one line's reading between two places of the frame.
    pub(crate) fn add(&mut self, reading: RowReading, first: Point, last: Point) {
        let span = if reading.backwards { (last, first) } else { (first, last) };
        let known = self
            .claims
            .iter_mut()
            .find(|claim| claim.reading.symbology == reading.symbology && claim.reading.text == reading.text);
        match known {
            Some(claim) => {
                if claim.reading.add_on.is_none() {
                    claim.reading.add_on = reading.add_on;
                }
                claim.spans.push(span);
            }
            None => self.claims.push(Claim { reading, spans: vec![span] }),
        }
    }

    /// True once something has proof enough that was not reported before.
    pub(crate) fn has_news(&self) -> bool {
        let is_new = |claim: &&Claim| self.reported.is_new(claim.reading.symbology, &claim.reading.text);
        self.claims.iter().filter(is_new).any(|claim| self.is_believed(claim))
    }

    /// The readings with proof enough, the best proven first.
    pub(crate) fn winners(&self) -> Vec<Detection> {
        let mut found: Vec<Detection> =
            self.claims.iter().filter(|claim| self.is_believed(claim)).map(Claim::detection).collect();
        found.sort_by_key(|detection| std::cmp::Reverse(detection.lines));
        found
    }

    /// Enough lines, and no rival at the same place with half as much proof.
    fn is_believed(&self, claim: &Claim) -> bool {
        claim.spans.len() >= claim.reading.symbology.lines_needed()
            && !self.claims.iter().any(|rival| {
                !std::ptr::eq(rival, claim) && claim.overlaps(rival) && rival.weight() * 2.0 > claim.weight()
            })
    }
}

/// Codes that are printed one above the other have this part of their length between them, at least, and room for a line
/// that reads neither: twice what is between two lines of one.
const LEAST_GAP: f32 = 0.05;
const LEAST_LINES: f32 = 2.0;

impl Claim {
    /// Lines, measured in what the symbology needs.
    fn weight(&self) -> f32 {
        self.spans.len() as f32 / self.reading.symbology.lines_needed() as f32
    }

    fn middle(&self) -> Point {
        let count = 2.0 * self.spans.len() as f32;
        let sum = self
            .spans
            .iter()
            .fold(Point { x: 0.0, y: 0.0 }, |sum, (a, b)| Point { x: sum.x + a.x + b.x, y: sum.y + a.y + b.y });
        Point { x: sum.x / count, y: sum.y / count }
    }

    fn longest(&self) -> f32 {
        self.spans.iter().map(|(a, b)| (a.x - b.x).hypot(a.y - b.y)).fold(0.0, f32::max)
    }

    /// True if the two cannot be two codes side by side, nor one above the other.
    fn overlaps(&self, other: &Self) -> bool {
        let (a, b) = (self.middle(), other.middle());
        let longest = self.longest().max(other.longest());
        (a.x - b.x).hypot(a.y - b.y) < longest / 2.0
            && !(self.is_sure() && other.is_sure() && self.is_apart(other, LEAST_GAP * longest))
    }

    /// Twice the lines that its symbology needs.
    fn is_sure(&self) -> bool {
        self.weight() >= 2.0
    }

    /// Whether so much, and a line or more, lies between the lines of the two, across the bars.
    fn is_apart(&self, other: &Self, least: f32) -> bool {
        let Some(&(first, last)) = self.spans.first() else {
            return false;
        };
        let length = (last.x - first.x).hypot(last.y - first.y).max(1.0);
        let across = |(a, b): &(Point, Point)| {
            let middle = ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
            ((middle.1 - first.y) * (last.x - first.x) - (middle.0 - first.x) * (last.y - first.y)) / length
        };
        let range = |of: &Self| {
            let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
            for place in of.spans.iter().map(across) {
                (low, high) = (low.min(place), high.max(place));
            }
            (low, high, (high - low) / (of.spans.len() - 1).max(1) as f32)
        };
        let (mine, theirs) = (range(self), range(other));
        let gap = (theirs.0 - mine.1).max(mine.0 - theirs.1);
        gap > least.max(LEAST_LINES * mine.2.max(theirs.2))
    }

    fn detection(&self) -> Detection {
        let reading = self.reading.clone();
        Detection {
            text: reading.text,
            raw: reading.raw,
            symbology: reading.symbology,
            identifier: reading.identifier,
            add_on: reading.add_on,
            outline: self.outline(),
            lines: self.spans.len(),
        }
    }

    /// The two outermost lines make the corners.
    fn outline(&self) -> Vec<Point> {
        let Some(&(first, last)) = self.spans.first() else {
            return Vec::new();
        };
        let (along_x, along_y) = (last.x - first.x, last.y - first.y);
        let across = |span: &(Point, Point)| {
            let middle = ((span.0.x + span.1.x) / 2.0, (span.0.y + span.1.y) / 2.0);
            (middle.1 - first.y) * along_x - (middle.0 - first.x) * along_y
        };
        let lowest = self.spans.iter().min_by(|a, b| across(a).total_cmp(&across(b)));
        let highest = self.spans.iter().max_by(|a, b| across(a).total_cmp(&across(b)));
        match (lowest, highest) {
            (Some(a), Some(b)) if a != b => vec![a.0, a.1, b.1, b.0],
            _ => vec![first, last],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Symbology;

    fn reading(symbology: Symbology, text: &str) -> RowReading {
        RowReading {
            symbology,
            text: text.to_owned(),
            raw: Vec::new(),
            identifier: None,
            add_on: None,
            backwards: false,
        }
    }

    fn add(tally: &mut Tally<'_>, symbology: Symbology, text: &str, x: f32, y: f32) {
        tally.add(reading(symbology, text), Point { x, y }, Point { x: x + 200.0, y });
    }

    #[test]
    fn one_line_is_enough_for_code_128_and_not_for_upc() {
        let reported = Reported::default();
        let mut tally = Tally::beside(&reported);
        add(&mut tally, Symbology::UpcA, "400880000600", 10.0, 10.0);
        assert!(!tally.has_news());
        add(&mut tally, Symbology::Code128, "SHELF-12", 10.0, 300.0);
        assert_eq!(tally.winners()[0].text, "SHELF-12");
        add(&mut tally, Symbology::UpcA, "400880000600", 10.0, 20.0);
        assert_eq!(tally.winners()[0].text, "400880000600");
        assert_eq!(tally.winners()[0].outline.len(), 4);
    }

    #[test]
    fn two_stories_about_one_place_are_both_doubted() {
        let reported = Reported::default();
        let mut tally = Tally::beside(&reported);
        for y in [10.0, 20.0] {
            add(&mut tally, Symbology::UpcA, "400880000600", 10.0, y);
            add(&mut tally, Symbology::UpcA, "400880000617", 12.0, y);
        }
        assert!(!tally.has_news());
        for y in [30.0, 40.0, 50.0] {
            add(&mut tally, Symbology::UpcA, "400880000600", 10.0, y);
        }
        assert_eq!(tally.winners().len(), 1);
    }

    #[test]
    fn two_codes_one_above_the_other_are_both_believed_and_a_few_stray_lines_are_not() {
        let reported = Reported::default();
        let mut tally = Tally::beside(&reported);
        for line in 0..4 {
            add(&mut tally, Symbology::UpcA, "400880000600", 10.0, line as f32 * 10.0);
            add(&mut tally, Symbology::UpcA, "400880000617", 10.0, 60.0 + line as f32 * 10.0);
        }
        assert_eq!(tally.winners().len(), 2);
        for y in [110.0, 120.0] {
            add(&mut tally, Symbology::UpcA, "400880000624", 10.0, y);
        }
        assert_eq!(tally.winners().len(), 2);
    }

    #[test]
    fn a_code_of_which_two_halves_tell_two_stories_is_doubted() {
        let reported = Reported::default();
        let mut tally = Tally::beside(&reported);
        for line in 0..4 {
            add(&mut tally, Symbology::UpcA, "400880000600", 10.0, line as f32 * 15.0);
            add(&mut tally, Symbology::UpcA, "400880000617", 10.0, 60.0 + line as f32 * 15.0);
        }
        assert!(tally.winners().is_empty());
    }

    #[test]
    fn two_codes_side_by_side_are_both_believed() {
        let reported = Reported::default();
        let mut tally = Tally::beside(&reported);
        for y in [10.0, 20.0] {
            add(&mut tally, Symbology::Ean13, "9780201379624", 0.0, y);
            add(&mut tally, Symbology::UpcA, "400880000600", 400.0, y);
        }
        assert_eq!(tally.winners().len(), 2);
    }
}
