//! One stretch of bars to text, through rxing's row decoders, forwards and backwards.

use std::ops::Range;

use rxing::common::BitArray;
use rxing::oned::{
    CodaBarReader, Code39Reader, Code93Reader, Code128Reader, ITFReader, MultiFormatUPCEANReader, OneDReader,
};
use rxing::{DecodeHints, RXingResult, RXingResultMetadataType, RXingResultMetadataValue};

use super::starts::Starts;
use crate::Symbology;
use crate::check_digit::{gtin_is_sound, upc_e_is_sound};
use crate::locate::Stripes;

/// What one line says.
#[derive(Debug, Clone)]
pub(crate) struct RowReading {
    pub(crate) symbology: Symbology,
    pub(crate) text: String,
    pub(crate) raw: Vec<u8>,
    pub(crate) identifier: Option<String>,
    pub(crate) add_on: Option<String>,
    /// True if the code was read from its last bar to its first.
    pub(crate) backwards: bool,
}

/// rxing counts whole bits: this many of them a pixel keep the fraction of an edge.
const BITS_PER_PIXEL: f32 = 4.0;
/// Longer stretches are no barcode that a frame of this size could resolve.
const MOST_BITS: usize = 1 << 15;

/// rxing's row decoders, kept over the lines of a frame.
pub(crate) struct RowReader {
    upc_ean: MultiFormatUPCEANReader,
    code_39: Code39Reader,
    code_93: Code93Reader,
    itf: ITFReader,
    codabar: CodaBarReader,
    hints: DecodeHints,
}

impl Default for RowReader {
    fn default() -> Self {
        Self {
            upc_ean: MultiFormatUPCEANReader::new(&DecodeHints::default()),
            code_39: Code39Reader::new(),
            code_93: Code93Reader::default(),
            itf: ITFReader::default(),
            codabar: CodaBarReader::default(),
            // Without this an FNC1 vanishes, and with it the end of a GS1 element.
            hints: DecodeHints { AssumeGs1: Some(true), ..DecodeHints::default() },
        }
    }
}

impl RowReader {
    /// Tries every symbology on one stretch of the line.
    pub(crate) fn read(&mut self, stripes: &Stripes<'_>, stretch: &Range<usize>) -> Option<RowReading> {
        let forwards = Widths::of(stripes, stretch)?;
        if let Some(reading) = self.read_bits(&forwards, false) {
            return Some(reading);
        }
        self.read_bits(&forwards.reversed(), true)
    }

    fn read_bits(&mut self, widths: &Widths, backwards: bool) -> Option<RowReading> {
        let starts = Starts::of(widths.before, &widths.runs);
        if starts.is_none() {
            return None;
        }
        let bits = widths.to_bits();
        let Self { upc_ean, code_39, code_93, itf, codabar, hints } = self;
        let mut result = None;
        if starts.upc_ean {
            result = upc_ean.decode_row(0, &bits, hints).ok();
        }
        if result.is_none() && starts.code_128 {
            result = Code128Reader.decode_row(0, &bits, hints).ok();
        }
        if result.is_none() && starts.code_39 {
            result = code_39.decode_row(0, &bits, hints).ok();
        }
        if result.is_none() && starts.code_93 {
            result = code_93.decode_row(0, &bits, hints).ok();
        }
        if result.is_none() && starts.itf {
            result = itf.decode_row(0, &bits, hints).ok();
        }
        if result.is_none() && starts.codabar {
            result = codabar.decode_row(0, &bits, hints).ok();
        }
        let result = result?;
        sound_reading(&result, backwards)
    }
}

/// The reading, if its check digit holds.
fn sound_reading(result: &RXingResult, backwards: bool) -> Option<RowReading> {
    let symbology = Symbology::from_rxing(*result.getBarcodeFormat())?;
    // An FNC1 at the end separates nothing.
    let mut text = result.getText().trim_end_matches('\u{1d}').to_owned();
    let sound = match symbology {
        Symbology::Ean13 => text.len() == 13 && gtin_is_sound(&text),
        Symbology::UpcA => text.len() == 12 && gtin_is_sound(&text),
        Symbology::Ean8 => text.len() == 8 && gtin_is_sound(&text),
        Symbology::UpcE => upc_e_is_sound(&text),
        Symbology::Itf => text.len() != 14 || gtin_is_sound(&text),
        _ => !text.is_empty(),
    };
    if !sound {
        return None;
    }
    let metadata = result.getRXingResultMetadata();
    let mut identifier = match metadata.get(&RXingResultMetadataType::SYMBOLOGY_IDENTIFIER) {
        Some(RXingResultMetadataValue::SymbologyIdentifier(identifier)) => Some(identifier.clone()),
        _ => None,
    };
    let add_on = match metadata.get(&RXingResultMetadataType::UPC_EAN_EXTENSION) {
        Some(RXingResultMetadataValue::UpcEanExtension(digits)) => Some(digits.clone()),
        _ => None,
    };
    // rxing writes the identifier of GS1-128 into the content itself.
    if symbology == Symbology::Code128 && text.starts_with("]C1") {
        text.drain(..3);
        identifier = Some("]C1".to_owned());
    }
    Some(RowReading { symbology, text, raw: result.getRawBytes().to_vec(), identifier, add_on, backwards })
}

/// The widths of the bars and spaces of one stretch, in bits, with the quiet zones around them.
struct Widths {
    before: usize,
    runs: Vec<u32>,
    after: usize,
}

impl Widths {
    fn of(stripes: &Stripes<'_>, stretch: &Range<usize>) -> Option<Self> {
        let bit = |edge: f32| (edge * BITS_PER_PIXEL + 0.5) as usize;
        let edges = &stripes.edges[stretch.clone()];
        let runs: Vec<u32> = edges.windows(2).map(|pair| (bit(pair[1]) - bit(pair[0])) as u32).collect();
        let bars = runs.iter().sum::<u32>() as usize;
        if bars > MOST_BITS {
            return None;
        }
        // Enough for any reader's demand, and no more: they all walk through it bit by bit.
        let enough = 16 * bars / runs.len().max(1);
        let quiet = |pixels: f32| ((pixels * BITS_PER_PIXEL) as usize).min(enough);
        Some(Self {
            before: quiet(stripes.quiet_before(stretch.start)),
            runs,
            after: quiet(stripes.quiet_after(stretch.end - 1)),
        })
    }

    fn reversed(&self) -> Self {
        Self { before: self.after, runs: self.runs.iter().rev().copied().collect(), after: self.before }
    }

    fn to_bits(&self) -> BitArray {
        let size = self.before + self.runs.iter().sum::<u32>() as usize + self.after;
        let mut words = vec![0_usize; size.div_ceil(WORD)];
        let mut at = self.before;
        for (i, &width) in self.runs.iter().enumerate() {
            let width = width as usize;
            if i % 2 == 0 {
                fill(&mut words, at, at + width);
            }
            at += width;
        }
        let mut bits = BitArray::with_size(size);
        for (i, word) in words.into_iter().enumerate() {
            bits.setBulk(i * WORD, word);
        }
        bits
    }
}

const WORD: usize = usize::BITS as usize;

/// Sets the bits `from..to`. (rxing's own `setRange` overflows on the last bit of a 64-bit word.)
fn fill(words: &mut [usize], from: usize, to: usize) {
    let mut at = from;
    while at < to {
        let (word, bit) = (at / WORD, at % WORD);
        let count = (WORD - bit).min(to - at);
        let ones = if count == WORD { usize::MAX } else { (1 << count) - 1 };
        words[word] |= ones << bit;
        at += count;
    }
}
