//! The steps of the search, and which of them a frame or a photo gets, in which order.
//!
//! Never here: how a step is carried out.

use std::fmt;

/// One step of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
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
    /// Rows and columns, and blurred codes, at half the size: a code far away in a poor light.
    LinesHalf,
    /// Data Matrix from the usual starting places.
    DataMatrix,
    /// Data Matrix by its shape.
    DataMatrixShape,
    /// QR codes at half the size: coarse prints, noise.
    QrHalf,
    /// QR codes by the other rule for black and white.
    QrHalfway,
    /// Data Matrix from everywhere, by the other rule for black and white and then by the usual one.
    DataMatrixHalfway,
    /// White on black.
    Inverted,
}

impl Stage {
    /// Whether it reads bars along lines.
    pub(crate) fn reads_bars(self) -> bool {
        matches!(self, Self::Straight | Self::Slanted | Self::Fan | Self::Soft | Self::LinesHalf)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Straight => "straight",
            Self::Qr => "QR",
            Self::Slanted => "slanted",
            Self::Fan => "fan",
            Self::Soft => "soft",
            Self::LinesHalf => "straight and soft at half the size",
            Self::DataMatrix => "Data Matrix",
            Self::DataMatrixShape => "Data Matrix by its shape",
            Self::QrHalf => "QR at half the size",
            Self::QrHalfway => "QR, halfway",
            Self::DataMatrixHalfway => "Data Matrix from everywhere, halfway",
            Self::Inverted => "inverted",
        })
    }
}

/// Which copy of the picture a step looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Look {
    /// A frame of a video as it is, or a photo at the size that is usual for one.
    Usual,
    /// Half, a quarter and so on of it.
    Smaller,
    /// More of a large photo's pixels.
    Larger,
    /// Turned by so many degrees.
    Turned(u16),
    /// At twice the size.
    Doubled,
}

impl fmt::Display for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usual => f.write_str("as it is"),
            Self::Smaller => f.write_str("smaller"),
            Self::Larger => f.write_str("larger"),
            Self::Turned(degrees) => write!(f, "turned by {degrees}°"),
            Self::Doubled => f.write_str("doubled"),
        }
    }
}

/// A step that was taken, for those who measure: it is reported right after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What it looked at.
    pub look: Look,
    /// What it did; nothing where the copy was only made.
    pub stage: Option<Stage>,
    /// True if it read something new: it is the last one then.
    pub found: bool,
}

/// What every frame of a video gets.
pub(crate) const EVERY_FRAME: [Stage; 2] = [Stage::Straight, Stage::Qr];

/// The extra stages of the frames of a video, in turn. A frame without any is through soonest: the next one is newer.
pub(crate) const TURNS: [&[Stage]; 8] = [
    &[Stage::Soft, Stage::QrHalf, Stage::Slanted],
    &[Stage::LinesHalf, Stage::DataMatrix, Stage::QrHalfway],
    &[],
    &[Stage::Soft, Stage::QrHalf, Stage::Slanted],
    &[Stage::LinesHalf, Stage::DataMatrix, Stage::DataMatrixShape],
    &[],
    &[Stage::Soft, Stage::QrHalf, Stage::Slanted],
    &[Stage::LinesHalf, Stage::DataMatrix, Stage::Inverted],
];

/// What a photo gets where next to nothing but bars can be read.
pub(crate) const BARS: [Stage; 7] =
    [Stage::Straight, Stage::Qr, Stage::DataMatrix, Stage::QrHalf, Stage::Slanted, Stage::Soft, Stage::Fan];

/// What a photo gets else: by what a step reads for its time.
pub(crate) const ANYTHING: [Stage; 11] = [
    Stage::Qr,
    Stage::DataMatrix,
    Stage::Straight,
    Stage::Slanted,
    Stage::QrHalfway,
    Stage::Soft,
    Stage::Fan,
    Stage::QrHalf,
    Stage::Inverted,
    Stage::DataMatrixShape,
    Stage::DataMatrixHalfway,
];

/// What a copy at another angle gets: lines have been tried at all angles by then.
pub(crate) const TURNED: [Stage; 6] =
    [Stage::Qr, Stage::DataMatrix, Stage::QrHalfway, Stage::DataMatrixHalfway, Stage::DataMatrixShape, Stage::Inverted];

/// What an enlarged copy gets, where bars can be read and where anything can.
pub(crate) const DOUBLED_BARS: [Stage; 2] = [Stage::Straight, Stage::Soft];
pub(crate) const DOUBLED: [Stage; 6] =
    [Stage::Qr, Stage::Straight, Stage::Soft, Stage::QrHalfway, Stage::DataMatrixShape, Stage::Fan];
