//! Reading along lines: which ones a stage takes, and what they say together.
//!
//! Never here: which stage runs when, or matrix codes.

use std::ops::Range;

use crate::decode::{RowReader, SoftReader};
use crate::locate::{
    Line, Stripes, columns, diagonals, ean_spans, edges_between_extrema, edges_of_histogram, rows, stretches,
};
use crate::seen::Seen;
use crate::vote::{Reported, Tally};
use crate::{Detection, Luma};

/// The angles of slanted lines, in degrees, and those between them.
const SLANTS: [f32; 6] = [45.0, -45.0, 22.5, -22.5, 67.5, -67.5];
const BETWEEN: [f32; 8] = [33.75, -33.75, 56.25, -56.25, 11.25, -11.25, 78.75, -78.75];
/// The angles at which blurred codes are looked for, besides rows and columns.
const SOFT_SLANTS: [f32; 6] = [15.0, -15.0, 30.0, -30.0, 45.0, -45.0];

/// Lines after which a look at the tally may end the stage.
const LINES_AT_ONCE: usize = 8;

/// The readers of lines, and the room that they need.
#[derive(Default)]
pub(crate) struct LineReader {
    reader: RowReader,
    soft: SoftReader,
    profile: Vec<u8>,
    edges: Vec<f32>,
    stretches: Vec<Range<usize>>,
}

/// Blocks of bars that a line has to cross in a row: fifty modules of a pixel each, as the shortest code has, fill two
/// wherever they lie.
const BARS: usize = 2;

impl LineReader {
    /// Rows and columns.
    pub(crate) fn straight(&mut self, seen: &Seen<'_>, tally: &mut Tally<'_>) -> Vec<Detection> {
        let mut lines = rows(seen.frame(), 48);
        lines.extend(columns(seen.frame(), 24));
        // The first ones go through the middle, where codes are held: looking at the whole frame would cost more.
        self.scan(seen, &lines, LINES_AT_ONCE, 2, tally)
    }

    /// Rows and columns, then blurred codes, with a proof of their own: for a copy of the frame at another size.
    pub(crate) fn coarsely(&mut self, seen: &Seen<'_>, reported: &Reported) -> Vec<Detection> {
        let mut found = self.straight(seen, &mut Tally::beside(reported));
        if !reported.has_news(&found) {
            found.extend(self.softly(seen, reported));
        }
        found
    }

    /// Lines that rise and fall.
    pub(crate) fn slanted(&mut self, seen: &Seen<'_>, tally: &mut Tally<'_>) -> Vec<Detection> {
        self.scan(seen, &at_angles(seen.frame(), 24, &SLANTS), 0, 2, tally)
    }

    /// Lines at the angles between those.
    pub(crate) fn fan(&mut self, seen: &Seen<'_>, tally: &mut Tally<'_>) -> Vec<Detection> {
        self.scan(seen, &at_angles(seen.frame(), 32, &BETWEEN), 0, 2, tally)
    }

    /// Reads lines until they prove something new. After the first ones, only those count that cross bars, turned by
    /// `reach` parts of a half turn's eighth at most.
    fn scan(
        &mut self,
        seen: &Seen<'_>,
        lines: &[Line],
        first: usize,
        reach: u8,
        tally: &mut Tally<'_>,
    ) -> Vec<Detection> {
        let mut read = 0_usize;
        for (i, line) in lines.iter().enumerate() {
            if i >= first && !seen.grain().is_crossed_by(line, reach, BARS) {
                continue;
            }
            self.scan_line(seen.frame(), line, tally);
            read += 1;
            if read.is_multiple_of(LINES_AT_ONCE) && tally.has_news() {
                break;
            }
        }
        tally.winners()
    }

    /// Reads one line by both kinds of edges; where both see a code, it counts once.
    fn scan_line(&mut self, frame: &Luma<'_>, line: &Line, tally: &mut Tally<'_>) {
        line.sample(frame, &mut self.profile);
        let length = self.profile.len() as f32;
        let mut read_here: Vec<String> = Vec::new();
        for find_edges in [edges_between_extrema, edges_of_histogram] {
            find_edges(&self.profile, &mut self.edges);
            let stripes = Stripes { edges: &self.edges, length };
            stretches(&stripes, &mut self.stretches);
            for stretch in &self.stretches {
                let Some(reading) = self.reader.read(&stripes, stretch) else {
                    continue;
                };
                if read_here.contains(&reading.text) {
                    continue;
                }
                read_here.push(reading.text.clone());
                let ends = [stretch.start, stretch.end - 1].map(|edge| line.point_at(self.edges[edge]));
                tally.add(reading, ends[0], ends[1]);
            }
        }
    }

    /// Compares whole digits on a few lines, until they prove something new. The proof starts from nothing: lines that
    /// failed otherwise are no witness.
    pub(crate) fn softly(&mut self, seen: &Seen<'_>, reported: &Reported) -> Vec<Detection> {
        let frame = seen.frame();
        let mut tally = Tally::beside(reported);
        let mut lines = rows(frame, 32);
        lines.extend(columns(frame, 16));
        lines.extend(at_angles(frame, 8, &SOFT_SLANTS));
        let crossing = lines.iter().filter(|line| seen.grain().is_crossed_by(line, 2, BARS));
        for (read, line) in crossing.enumerate() {
            if read.is_multiple_of(LINES_AT_ONCE) && tally.has_news() {
                break;
            }
            self.compare_line(frame, line, &mut tally);
        }
        tally.winners()
    }

    fn compare_line(&mut self, frame: &Luma<'_>, line: &Line, tally: &mut Tally<'_>) {
        line.sample(frame, &mut self.profile);
        edges_between_extrema(&self.profile, &mut self.edges);
        let stripes = Stripes { edges: &self.edges, length: self.profile.len() as f32 };
        ean_spans(&stripes, &mut self.stretches);
        for span in &self.stretches {
            let Some(reading) = self.soft.read(&self.profile, &stripes, span) else {
                continue;
            };
            let ends = [span.start, span.end - 1].map(|edge| line.point_at(self.edges[edge]));
            tally.add(reading, ends[0], ends[1]);
        }
    }
}

/// `count` lines at each of the angles.
fn at_angles(frame: &Luma<'_>, count: usize, angles: &[f32]) -> Vec<Line> {
    angles.iter().flat_map(|&degrees| diagonals(frame, count, degrees)).collect()
}
