//! Which symbologies a stretch of bars can begin with, by the tests that rxing's row decoders begin with themselves.
//!
//! Those walk through the row bit by bit, each of six, in both directions, and find no start pattern in nearly all of what
//! a camera shows. Here the same tests look at the widths of the runs: what passes here may still fail there, what
//! fails here never passes there.
//!
//! Never here: what a code says.

use rxing::oned::pattern_match_variance;

/// Which decoders are worth asking.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Starts {
    pub(crate) upc_ean: bool,
    pub(crate) code_128: bool,
    pub(crate) code_39: bool,
    pub(crate) code_93: bool,
    pub(crate) itf: bool,
    pub(crate) codabar: bool,
}

/// The limits of rxing's decoders: mean deviation from the pattern, and that of a single run, in modules.
const UPC_EAN: (f32, f32) = (0.48, 0.7);
const CODE_128: (f32, f32) = (0.25, 0.7);
const ITF: (f32, f32) = (0.38, 0.5);

/// The start symbols A, B and C of Code 128 (ISO/IEC 15417, table 1).
const CODE_128_STARTS: [[u32; 6]; 3] = [[2, 1, 1, 4, 1, 2], [2, 1, 1, 2, 1, 4], [2, 1, 1, 2, 3, 2]];
/// The digits of EAN and UPC with odd parity; backwards they are those with even parity (ISO/IEC 15420, table 1).
const DIGITS: [[u32; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];
/// Every member of the family has at least so many digits before its next guard.
const DIGITS_AT_LEAST: usize = 4;
/// The asterisk of Code 39, a bit a run, set for the wide ones (ISO/IEC 16388).
const CODE_39_START: u32 = 0b0_1001_0100;
/// The start of Code 93: six runs of nine modules (AIM BC5).
const CODE_93_START: [u32; 6] = [1, 1, 1, 1, 4, 1];
/// A, B, C and D of Codabar, a bit a run, set for the wide ones.
const CODABAR_STARTS: [u32; 4] = [0x1A, 0x29, 0x0B, 0x0E];

impl Starts {
    /// Looks at the widths of `runs`, a bar first, with a space as wide as `before` in front of them.
    pub(crate) fn of(before: usize, runs: &[u32]) -> Self {
        let mut starts = Self::default();
        for at in (0..runs.len()).step_by(2) {
            // Before the first bar rxing's decoders take what quiet there is, but for UPC and EAN.
            let space = if at == 0 { u32::MAX } else { runs[at - 1] };
            let rest = &runs[at..];
            starts.code_93 = starts.code_93 || code_93(rest);
            if !may_be_quiet(space, rest) {
                continue;
            }
            starts.upc_ean = starts.upc_ean || upc_ean(if at == 0 { before as u32 } else { space }, rest);
            starts.code_128 = starts.code_128 || code_128(space, rest);
            starts.code_39 = starts.code_39 || code_39(space, rest);
            starts.itf = starts.itf || itf(space, rest);
            starts.codabar = starts.codabar || codabar(space, rest);
        }
        starts
    }

    /// Nothing begins here.
    pub(crate) fn is_none(self) -> bool {
        self == Self::default()
    }
}

/// The least that any of the decoders asks of the space before a start: as wide as three runs of the guard of UPC and EAN,
/// or half of the six runs that every other start has at least, or ten of ITF's narrow ones. Nearly all spaces fail.
fn may_be_quiet(space: u32, runs: &[u32]) -> bool {
    let sum = |count: usize| runs.iter().take(count).sum::<u32>();
    space >= sum(3) || space >= sum(6) / 2 || space >= 10 * (sum(4) / 4)
}

fn fits<const N: usize>(runs: &[u32; N], pattern: &[u32; N], (mean, single): (f32, f32)) -> bool {
    pattern_match_variance(runs, pattern, single) < mean
}

fn upc_ean(space: u32, runs: &[u32]) -> bool {
    let Some((guard, digits)) = runs.split_first_chunk::<3>() else { return false };
    if space < guard.iter().sum() || !fits(guard, &[1, 1, 1], UPC_EAN) {
        return false;
    }
    let (digits, _) = digits.as_chunks::<4>();
    digits.len() >= DIGITS_AT_LEAST && digits[..DIGITS_AT_LEAST].iter().all(is_digit)
}

fn is_digit(runs: &[u32; 4]) -> bool {
    let backwards = [runs[3], runs[2], runs[1], runs[0]];
    DIGITS.iter().any(|digit| fits(runs, digit, UPC_EAN) || fits(&backwards, digit, UPC_EAN))
}

fn code_128(space: u32, runs: &[u32]) -> bool {
    let Some(start) = runs.first_chunk::<6>() else { return false };
    space >= start.iter().sum::<u32>() / 2 && CODE_128_STARTS.iter().any(|pattern| fits(start, pattern, CODE_128))
}

fn code_39(space: u32, runs: &[u32]) -> bool {
    let Some(start) = runs.first_chunk::<9>() else { return false };
    if space < start.iter().sum::<u32>() / 2 {
        return false;
    }
    // Three of the nine are wide: the widest three.
    let mut sorted = *start;
    sorted.sort_unstable();
    let narrow = sorted[5];
    let wide = start.iter().fold(0, |bits, &run| bits << 1 | u32::from(run > narrow));
    wide == CODE_39_START
}

fn code_93(runs: &[u32]) -> bool {
    let Some(start) = runs.first_chunk::<6>() else { return false };
    let sum: u32 = start.iter().sum();
    // Rounded to whole modules, without leaving whole numbers.
    start.iter().zip(CODE_93_START).all(|(&run, modules)| {
        let (twice, rounded) = (18 * run, 2 * modules * sum);
        twice + sum >= rounded && twice < rounded + sum
    })
}

fn itf(space: u32, runs: &[u32]) -> bool {
    let Some(start) = runs.first_chunk::<4>() else { return false };
    let narrow = start.iter().sum::<u32>() / 4;
    space >= 10 * narrow && fits(start, &[1, 1, 1, 1], ITF)
}

fn codabar(space: u32, runs: &[u32]) -> bool {
    let Some(start) = runs.first_chunk::<7>() else { return false };
    if space < start.iter().sum::<u32>() / 2 {
        return false;
    }
    let middle = |parity: usize| {
        let runs = start.iter().skip(parity).step_by(2);
        let (low, high) = runs.fold((u32::MAX, 0), |(low, high), &run| (low.min(run), high.max(run)));
        (low + high) / 2
    };
    let limits = [middle(0), middle(1)];
    let wide = start.iter().enumerate().fold(0, |bits, (i, &run)| bits << 1 | u32::from(run > limits[i % 2]));
    CODABAR_STARTS.contains(&wide)
}
