//! What is reported of a code that was read.

use crate::Symbology;

/// A place in the frame, in pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// One code, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Detection {
    /// The content. An FNC1 inside is the group separator, U+001D.
    pub text: String,
    /// The codewords, where the symbology has them (Code 128, QR, Data Matrix).
    pub raw: Vec<u8>,
    /// The family of the code.
    pub symbology: Symbology,
    /// The AIM symbology identifier, `]C1` for GS1-128 for instance, where the reader knows it.
    pub identifier: Option<String>,
    /// The two or five digits beside an EAN or UPC code, if any.
    pub add_on: Option<String>,
    /// The corners of what was read, in drawing order: four, or two where only one line saw it.
    pub outline: Vec<Point>,
    /// How many lines of this frame read it; 1 for a matrix code.
    pub lines: usize,
}

impl Detection {
    /// Frames that have to agree before this reading may act on anything: one more than its symbology asks for
    /// where only two lines of a code with a single check digit agree, which noise manages now and then.
    pub fn frames_needed(&self) -> u32 {
        let is_thin = matches!(self.symbology, Symbology::Ean13 | Symbology::UpcA) && self.lines < 3;
        self.symbology.frames_needed() + u32::from(is_thin)
    }

    /// The same reading, placed in a frame `factor` times as large.
    pub(crate) fn scaled(mut self, factor: f32) -> Self {
        for point in &mut self.outline {
            point.x *= factor;
            point.y *= factor;
        }
        self
    }
}
