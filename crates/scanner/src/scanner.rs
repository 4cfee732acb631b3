//! Which steps run on which frame.
//!
//! A camera shows the same label many times, so no frame has to try everything: a fast stage runs on each frame,
//! the slower ones take turns. The first stage that reads something ends the frame.

use std::ops::Range;

use crate::decode::{Effort, Picture, RowReader, SoftReader, read_data_matrix, read_qr};
use crate::locate::{
    Line, Stripes, columns, diagonals, ean_spans, edges_between_extrema, edges_of_histogram, rows, stretches,
};
use crate::vote::{Ballot, Sighting, Tally};
use crate::{Detection, Luma};

/// Reads frame after frame, and remembers what it needs from one to the next.
#[derive(Default)]
pub struct Scanner {
    reader: RowReader,
    soft: SoftReader,
    ballot: Ballot,
    frames: u32,
    profile: Vec<u8>,
    edges: Vec<f32>,
    stretches: Vec<Range<usize>>,
}

/// One step of the search, in order of its price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Rows and a few columns.
    Straight,
    /// QR codes of the frame as it is.
    Qr,
    /// Lines that rise and fall.
    Slanted,
    /// Lines at the angles between those: stills only.
    Fan,
    /// EAN-13 and UPC-A whose bars run into each other.
    Soft,
    /// Data Matrix from the usual starting places.
    DataMatrix,
    /// Data Matrix from everywhere.
    DataMatrixThorough,
    /// QR codes at half the size: coarse prints, noise.
    QrHalf,
    /// White on black.
    Inverted,
}

/// Everything, cheapest first: what a single picture gets.
pub(crate) const ALL_STAGES: [Stage; 9] = [
    Stage::Straight,
    Stage::Qr,
    Stage::DataMatrix,
    Stage::Slanted,
    Stage::Fan,
    Stage::Soft,
    Stage::QrHalf,
    Stage::DataMatrixThorough,
    Stage::Inverted,
];

/// The extra stages of the frames of a video, in turn.
const TURNS: [&[Stage]; 8] = [
    &[Stage::Slanted],
    &[Stage::DataMatrix, Stage::Soft],
    &[Stage::Slanted, Stage::QrHalf],
    &[Stage::Soft, Stage::DataMatrixThorough],
    &[Stage::Slanted],
    &[Stage::DataMatrix, Stage::Soft],
    &[Stage::Slanted, Stage::QrHalf],
    &[Stage::DataMatrix, Stage::Soft, Stage::Inverted],
];

/// The angles of slanted lines, in degrees, and those between them.
const SLANTS: [f32; 6] = [45.0, -45.0, 22.5, -22.5, 67.5, -67.5];
const BETWEEN: [f32; 8] = [33.75, -33.75, 56.25, -56.25, 11.25, -11.25, 78.75, -78.75];

/// Lines after which a look at the tally may end the stage.
const LINES_AT_ONCE: usize = 8;

impl Scanner {
    /// Reads the next frame of a video, taken at `now_ms` by any clock that does not jump.
    pub fn read_frame(&mut self, frame: Luma<'_>, now_ms: f64) -> Vec<Sighting> {
        let turn = TURNS[self.frames as usize % TURNS.len()];
        self.frames = self.frames.wrapping_add(1);
        let detections = self.run(&frame, [Stage::Straight, Stage::Qr].iter().chain(turn));
        self.ballot.count(detections, now_ms)
    }

    /// Forgets what earlier frames showed.
    pub fn reset(&mut self) {
        self.frames = 0;
        self.ballot.clear();
    }

    /// Runs stages until one of them reads something.
    pub(crate) fn run<'s>(&mut self, frame: &Luma<'_>, stages: impl IntoIterator<Item = &'s Stage>) -> Vec<Detection> {
        let mut tally = Tally::default();
        // Made once, for all stages that look at it.
        let mut picture = None;
        for &stage in stages {
            let found = self.run_stage(frame, stage, &mut tally, &mut picture);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn run_stage(
        &mut self,
        frame: &Luma<'_>,
        stage: Stage,
        tally: &mut Tally,
        picture: &mut Option<Picture>,
    ) -> Vec<Detection> {
        match stage {
            Stage::Straight => {
                let mut lines = rows(frame, 48);
                lines.extend(columns(frame, 24));
                return self.scan(frame, &lines, tally);
            }
            Stage::Slanted => return self.scan(frame, &fan(frame, 24, &SLANTS), tally),
            Stage::Fan => return self.scan(frame, &fan(frame, 32, &BETWEEN), tally),
            Stage::Soft => return self.scan_softly(frame),
            Stage::QrHalf => {
                let half = frame.halved();
                let half = half.as_ref().and_then(|half| Picture::of(&half.view()));
                let found = half.map(|half| read_qr(&half, Effort::Quick)).unwrap_or_default();
                return found.into_iter().map(|detection| detection.scaled(2.0)).collect();
            }
            Stage::Qr | Stage::DataMatrix | Stage::DataMatrixThorough | Stage::Inverted => {}
        }
        if picture.is_none() {
            *picture = Picture::of(frame);
        }
        let Some(seen) = picture else {
            return Vec::new();
        };
        match stage {
            Stage::Qr => read_qr(seen, Effort::Quick),
            Stage::DataMatrix => read_data_matrix(seen, Effort::Quick).into_iter().collect(),
            Stage::DataMatrixThorough => read_data_matrix(seen, Effort::Thorough).into_iter().collect(),
            _ => {
                let negative = seen.inverted();
                let mut found = read_qr(&negative, Effort::Quick);
                if found.is_empty() {
                    found.extend(read_data_matrix(&negative, Effort::Quick));
                }
                found
            }
        }
    }

    /// Reads lines until what they say is proof enough.
    fn scan(&mut self, frame: &Luma<'_>, lines: &[Line], tally: &mut Tally) -> Vec<Detection> {
        for batch in lines.chunks(LINES_AT_ONCE) {
            for line in batch {
                self.scan_line(frame, line, tally);
            }
            if tally.has_winner() {
                return tally.winners();
            }
        }
        Vec::new()
    }

    /// Reads one line by both kinds of edges; where both see a code, it counts once.
    fn scan_line(&mut self, frame: &Luma<'_>, line: &Line, tally: &mut Tally) {
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

    /// Compares whole digits on a few lines. The proof starts from nothing: lines that failed otherwise are no witness.
    fn scan_softly(&mut self, frame: &Luma<'_>) -> Vec<Detection> {
        let mut tally = Tally::default();
        let mut lines = rows(frame, 32);
        lines.extend(columns(frame, 16));
        for degrees in [15.0, -15.0, 30.0, -30.0] {
            lines.extend(diagonals(frame, 8, degrees));
        }
        for line in &lines {
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
        tally.winners()
    }
}

/// `count` lines at each of the angles.
fn fan(frame: &Luma<'_>, count: usize, angles: &[f32]) -> Vec<Line> {
    angles.iter().flat_map(|&degrees| diagonals(frame, count, degrees)).collect()
}
