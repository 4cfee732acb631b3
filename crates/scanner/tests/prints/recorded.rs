//! Pictures that were read once stay readable, and harder ones are not misread.

use press::{Format, Kind};

use crate::case::{case, expected, read, text};
use crate::strengths::STRENGTHS;

/// Where chance starts.
const SEED: u64 = 2026;

fn strengths(format: Format) -> impl Iterator<Item = (Kind, f32)> {
    let column = Format::ALL.iter().position(|one| *one == format).unwrap();
    STRENGTHS.iter().map(move |(kind, row)| (*kind, f32::from(row[column]) / 100.0))
}

fn is_read_through_everything(format: Format) {
    let mut missed = Vec::new();
    for (kind, strength) in strengths(format) {
        let case = case(format, text(format), kind, strength, SEED);
        let found = read(&case);
        if found != [expected(&case)] {
            missed.push((kind, strength, found));
        }
    }
    assert_eq!(missed, []);
}

/// Halfway from what is read to where nobody reads any more: reading nothing is right, reading something else is not.
fn is_never_misread(format: Format) {
    let mut wrong = Vec::new();
    for (kind, strength) in strengths(format) {
        let case = case(format, text(format), kind, (1.0 + strength) / 2.0, SEED);
        let right = expected(&case);
        wrong.extend(read(&case).into_iter().filter(|found| *found != right).map(|found| (kind, found)));
    }
    assert_eq!(wrong, []);
}

macro_rules! each_format {
    ($($name:ident: $format:ident,)*) => { $(
        mod $name {
            use press::Format;

            #[test]
            fn is_read_through_each_distortion() {
                super::is_read_through_everything(Format::$format);
            }

            #[test]
            fn is_not_misread_where_it_is_hard() {
                super::is_never_misread(Format::$format);
            }
        }
    )* };
}

each_format! {
    ean_13: Ean13,
    ean_8: Ean8,
    upc_a: UpcA,
    upc_e: UpcE,
    code_128: Code128,
    code_39: Code39,
    code_93: Code93,
    itf: Itf,
    codabar: Codabar,
    qr: Qr,
    data_matrix: DataMatrix,
}
