//! What can be asked for when a text is encoded.
//!
//! Never here: how it is done.

use super::Bearer;

/// A family of barcodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// EAN-13: twelve digits and the check digit.
    Ean13,
    /// EAN-8: seven digits and the check digit.
    Ean8,
    /// UPC-A: eleven digits and the check digit.
    UpcA,
    /// UPC-E: number system 0 or 1, six digits, the check digit.
    UpcE,
    /// Code 128, GS1-128 included.
    Code128,
    /// Code 39, without a check digit.
    Code39,
    /// Code 93.
    Code93,
    /// Interleaved 2 of 5: an even count of digits.
    Itf,
    /// Codabar.
    Codabar,
    /// QR code.
    Qr,
    /// Data Matrix ECC 200.
    DataMatrix,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Ean13,
        Self::Ean8,
        Self::UpcA,
        Self::UpcE,
        Self::Code128,
        Self::Code39,
        Self::Code93,
        Self::Itf,
        Self::Codabar,
        Self::Qr,
        Self::DataMatrix,
    ];

    /// The name that people know, as corpora and benches write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ean13 => "EAN-13",
            Self::Ean8 => "EAN-8",
            Self::UpcA => "UPC-A",
            Self::UpcE => "UPC-E",
            Self::Code128 => "Code 128",
            Self::Code39 => "Code 39",
            Self::Code93 => "Code 93",
            Self::Itf => "ITF",
            Self::Codabar => "Codabar",
            Self::Qr => "QR",
            Self::DataMatrix => "Data Matrix",
        }
    }

    /// Whether it is cells in rows, not bars.
    pub fn is_matrix(self) -> bool {
        matches!(self, Self::Qr | Self::DataMatrix)
    }
}

/// How much of a QR code may be lost (ISO/IEC 18004).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Correction {
    /// 7 %.
    Low,
    /// 15 %: what most generators do.
    #[default]
    Medium,
    /// 25 %.
    Quartile,
    /// 30 %.
    High,
}

/// The outline of a Data Matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// As many rows as columns.
    #[default]
    Square,
    /// One of the six rectangles of ISO/IEC 16022, 8×18 to 16×48.
    Rectangle,
}

/// What can be asked for. A format takes what concerns it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// QR: how much may be lost.
    pub correction: Correction,
    /// QR: the version, 1 to 40; `None` is the smallest that holds the text.
    pub version: Option<u8>,
    /// Data Matrix: the outline.
    pub shape: Shape,
    /// Data Matrix: at least so many modules to a side. From 32 on there are 2×2 regions and more.
    pub at_least: usize,
    /// Code 39, ITF, Codabar: modules of a wide bar, 2 or 3, anything else is an error; `None` is 2, for ITF 3.
    pub wide: Option<u8>,
    /// ITF: the bars around it.
    pub bearer: Bearer,
    /// Bars: their height in modules; `None` is 50.
    pub height: Option<usize>,
}
