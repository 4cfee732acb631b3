//! The symbologies that are read, and how far one reading of each can be trusted.
//!
//! Never here: what a code means to a business.

use std::fmt;

use rxing::BarcodeFormat;

/// A family of barcodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Symbology {
    /// EAN-13, JAN, ISBN: thirteen digits.
    Ean13,
    /// EAN-8: eight digits.
    Ean8,
    /// UPC-A: twelve digits. A 13-digit reading that starts with 0 is reported as this.
    UpcA,
    /// UPC-E: eight digits, zeros left out.
    UpcE,
    /// Code 128, GS1-128 included.
    Code128,
    /// Code 39.
    Code39,
    /// Code 93.
    Code93,
    /// Interleaved 2 of 5, ITF-14 included.
    Itf,
    /// Codabar.
    Codabar,
    /// QR code.
    Qr,
    /// Data Matrix.
    DataMatrix,
    /// Aztec. This and what follows is read by the second module alone.
    Aztec,
    /// PDF417.
    Pdf417,
    /// GS1 DataBar Omnidirectional, truncated and stacked ones included: a GTIN.
    DataBar,
    /// GS1 DataBar Expanded, stacked ones included: GS1 elements.
    DataBarExpanded,
}

impl Symbology {
    /// Those of the first module, in the order of the enum.
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

    /// Those that the second module adds.
    pub const MORE: [Self; 4] = [Self::Aztec, Self::Pdf417, Self::DataBar, Self::DataBarExpanded];

    /// The name that people know.
    pub fn name(self) -> &'static str {
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
            Self::Aztec => "Aztec",
            Self::Pdf417 => "PDF417",
            Self::DataBar => "DataBar",
            Self::DataBarExpanded => "DataBar Expanded",
        }
    }

    pub(crate) fn from_rxing(format: BarcodeFormat) -> Option<Self> {
        Some(match format {
            BarcodeFormat::EAN_13 => Self::Ean13,
            BarcodeFormat::EAN_8 => Self::Ean8,
            BarcodeFormat::UPC_A => Self::UpcA,
            BarcodeFormat::UPC_E => Self::UpcE,
            BarcodeFormat::CODE_128 => Self::Code128,
            BarcodeFormat::CODE_39 => Self::Code39,
            BarcodeFormat::CODE_93 => Self::Code93,
            BarcodeFormat::ITF => Self::Itf,
            BarcodeFormat::CODABAR => Self::Codabar,
            BarcodeFormat::QR_CODE => Self::Qr,
            BarcodeFormat::DATA_MATRIX => Self::DataMatrix,
            _ => return None,
        })
    }

    /// Lines of one frame that have to say the same before it is believed.
    ///
    /// Code 128 and Code 93 carry a checksum over every symbol; a matrix code corrects its own errors. Of DataBar each
    /// half is asked for twice before it counts as one reading.
    pub(crate) fn lines_needed(self) -> usize {
        match self {
            Self::Qr | Self::DataMatrix | Self::Code128 | Self::Code93 => 1,
            Self::Aztec | Self::Pdf417 | Self::DataBar => 1,
            Self::Ean13 | Self::UpcA | Self::Code39 | Self::Codabar | Self::DataBarExpanded => 2,
            Self::Ean8 | Self::UpcE | Self::Itf => 3,
        }
    }

    /// Frames that have to agree before the reading may act on anything.
    ///
    /// The weak ones have no check digit, or one digit over so few others that noise passes now and then. The smallest
    /// Aztec codes have few words for their correction; DataBar checks by a remainder of 79.
    pub fn frames_needed(self) -> u32 {
        match self {
            Self::Ean8 | Self::UpcE | Self::Itf | Self::Code39 | Self::Codabar => 2,
            Self::Aztec | Self::DataBar => 2,
            _ => 1,
        }
    }
}

impl fmt::Display for Symbology {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
