//! The rows of the table. Nothing else ever.
//!
//! Source: GS1 General Specifications, section 3, by way of the GS1 Barcode Syntax Dictionary as it stood in July 2026
//! (its release of 2026-01-27 has the same identifiers). Written anew by ranges.

use super::Rule::{Any, CheckDigit, CheckPair, Clock, Day, DayOrMonth, LongDay, Sixty};
use super::Set::{Base64, File, General, Numeric};
use super::{Ai, Part, Rule, Set};

const fn exactly(set: Set, length: u8, rule: Rule) -> Part {
    Part { set, min: length, max: length, rule, fixed: true }
}

const fn n(length: u8) -> Part {
    exactly(Numeric, length, Any)
}

const fn x(length: u8) -> Part {
    exactly(General, length, Any)
}

const fn upto(set: Set, max: u8) -> Part {
    Part { set, min: 1, max, rule: Any, fixed: false }
}

const fn optional(part: Part) -> Part {
    Part { min: 0, ..part }
}

const fn pair(max: u8) -> Part {
    // Two check characters need something to check.
    Part { set: General, min: 3, max, rule: CheckPair, fixed: false }
}

const fn ai(digits: u8, first: u16, last: u16, parts: &'static [Part]) -> Ai {
    Ai { digits, first, last, top: 9, parts }
}

const fn decimals(first: u16, last: u16) -> Ai {
    Ai { digits: 4, first, last, top: 5, parts: SIX }
}

const N13: Part = exactly(Numeric, 13, CheckDigit);
const N14: Part = exactly(Numeric, 14, CheckDigit);
const N18: Part = exactly(Numeric, 18, CheckDigit);
const DAY: Part = exactly(Numeric, 6, Day);
const DAY_OR_MONTH: Part = exactly(Numeric, 6, DayOrMonth);
const HH: Part = exactly(Numeric, 2, Clock);
const HHMM: Part = exactly(Numeric, 4, Clock);
const MM_OR_SS: Part = exactly(Numeric, 2, Sixty);
const SIX: &[Part] = &[n(6)];
const COUNTRIES: &[Part] = &[n(3), optional(n(3)), optional(n(3)), optional(n(3)), optional(n(3))];

/// Every identifier there is, by number of digits, then by number.
pub static TABLE: &[Ai] = &[
    ai(2, 0, 0, &[N18]),
    ai(2, 1, 3, &[N14]),
    ai(2, 10, 10, &[upto(General, 20)]),
    ai(2, 11, 13, &[DAY_OR_MONTH]),
    ai(2, 15, 17, &[DAY_OR_MONTH]),
    ai(2, 20, 20, &[n(2)]),
    ai(2, 21, 22, &[upto(General, 20)]),
    ai(2, 30, 30, &[upto(Numeric, 8)]),
    ai(2, 37, 37, &[upto(Numeric, 8)]),
    ai(2, 90, 90, &[upto(General, 30)]),
    ai(2, 91, 99, &[upto(General, 90)]),
    ai(3, 235, 235, &[upto(General, 28)]),
    ai(3, 240, 241, &[upto(General, 30)]),
    ai(3, 242, 242, &[upto(Numeric, 6)]),
    ai(3, 243, 243, &[upto(General, 20)]),
    ai(3, 250, 251, &[upto(General, 30)]),
    ai(3, 253, 253, &[N13, optional(upto(General, 17))]),
    ai(3, 254, 254, &[upto(General, 20)]),
    ai(3, 255, 255, &[N13, optional(upto(Numeric, 12))]),
    ai(3, 400, 401, &[upto(General, 30)]),
    ai(3, 402, 402, &[exactly(Numeric, 17, CheckDigit)]),
    ai(3, 403, 403, &[upto(General, 30)]),
    ai(3, 410, 417, &[N13]),
    ai(3, 420, 420, &[upto(General, 20)]),
    ai(3, 421, 421, &[n(3), upto(General, 9)]),
    ai(3, 422, 422, &[n(3)]),
    ai(3, 423, 423, COUNTRIES),
    ai(3, 424, 424, &[n(3)]),
    ai(3, 425, 425, COUNTRIES),
    ai(3, 426, 426, &[n(3)]),
    ai(3, 427, 427, &[upto(General, 3)]),
    ai(3, 710, 717, &[upto(General, 20)]),
    decimals(3100, 3169),
    decimals(3200, 3379),
    decimals(3400, 3579),
    decimals(3600, 3699),
    ai(4, 3900, 3909, &[upto(Numeric, 15)]),
    ai(4, 3910, 3919, &[n(3), upto(Numeric, 15)]),
    ai(4, 3920, 3929, &[upto(Numeric, 15)]),
    ai(4, 3930, 3939, &[n(3), upto(Numeric, 15)]),
    ai(4, 3940, 3943, &[n(4)]),
    decimals(3950, 3955),
    ai(4, 4300, 4301, &[upto(General, 35)]),
    ai(4, 4302, 4306, &[upto(General, 70)]),
    ai(4, 4307, 4307, &[x(2)]),
    ai(4, 4308, 4308, &[upto(General, 30)]),
    ai(4, 4309, 4309, &[n(20)]),
    ai(4, 4310, 4311, &[upto(General, 35)]),
    ai(4, 4312, 4316, &[upto(General, 70)]),
    ai(4, 4317, 4317, &[x(2)]),
    ai(4, 4318, 4318, &[upto(General, 20)]),
    ai(4, 4319, 4319, &[upto(General, 30)]),
    ai(4, 4320, 4320, &[upto(General, 35)]),
    ai(4, 4321, 4323, &[n(1)]),
    // The time may be 9999: none is set.
    ai(4, 4324, 4325, &[DAY_OR_MONTH, n(4)]),
    ai(4, 4326, 4326, &[DAY]),
    ai(4, 4330, 4333, &[n(6), optional(x(1))]),
    ai(4, 7001, 7001, &[n(13)]),
    ai(4, 7002, 7002, &[upto(General, 30)]),
    ai(4, 7003, 7003, &[DAY, HHMM]),
    ai(4, 7004, 7004, &[upto(Numeric, 4)]),
    ai(4, 7005, 7005, &[upto(General, 12)]),
    ai(4, 7006, 7006, &[DAY]),
    ai(4, 7007, 7007, &[DAY, optional(DAY)]),
    ai(4, 7008, 7008, &[upto(General, 3)]),
    ai(4, 7009, 7009, &[upto(General, 10)]),
    ai(4, 7010, 7010, &[upto(General, 2)]),
    ai(4, 7011, 7011, &[DAY, optional(HHMM)]),
    ai(4, 7020, 7022, &[upto(General, 20)]),
    ai(4, 7023, 7023, &[upto(General, 30)]),
    ai(4, 7030, 7039, &[n(3), upto(General, 27)]),
    ai(4, 7040, 7040, &[n(1), x(3)]),
    ai(4, 7041, 7041, &[upto(General, 4)]),
    ai(4, 7230, 7239, &[x(2), upto(General, 28)]),
    ai(4, 7240, 7240, &[upto(General, 20)]),
    ai(4, 7241, 7241, &[n(2)]),
    ai(4, 7242, 7242, &[upto(General, 25)]),
    ai(4, 7250, 7250, &[exactly(Numeric, 8, LongDay)]),
    ai(4, 7251, 7251, &[exactly(Numeric, 8, LongDay), HHMM]),
    ai(4, 7252, 7252, &[n(1)]),
    ai(4, 7253, 7254, &[upto(General, 40)]),
    ai(4, 7255, 7255, &[upto(General, 10)]),
    ai(4, 7256, 7256, &[upto(General, 90)]),
    ai(4, 7257, 7257, &[upto(General, 70)]),
    ai(4, 7258, 7258, &[x(3)]),
    ai(4, 7259, 7259, &[upto(General, 40)]),
    ai(4, 8001, 8001, &[n(14)]),
    ai(4, 8002, 8002, &[upto(General, 20)]),
    ai(4, 8003, 8003, &[n(1), N13, optional(upto(General, 16))]),
    ai(4, 8004, 8004, &[upto(General, 30)]),
    ai(4, 8005, 8005, &[n(6)]),
    ai(4, 8006, 8006, &[N14, n(4)]),
    ai(4, 8007, 8007, &[upto(General, 34)]),
    ai(4, 8008, 8008, &[DAY, HH, optional(MM_OR_SS), optional(MM_OR_SS)]),
    ai(4, 8009, 8009, &[upto(General, 50)]),
    ai(4, 8010, 8010, &[upto(File, 30)]),
    ai(4, 8011, 8011, &[upto(Numeric, 12)]),
    ai(4, 8012, 8012, &[upto(General, 20)]),
    ai(4, 8013, 8014, &[pair(25)]),
    ai(4, 8017, 8018, &[N18]),
    ai(4, 8019, 8019, &[upto(Numeric, 10)]),
    ai(4, 8020, 8020, &[upto(General, 25)]),
    ai(4, 8026, 8026, &[N14, n(4)]),
    ai(4, 8030, 8030, &[upto(Base64, 90)]),
    ai(4, 8040, 8041, &[n(15)]),
    ai(4, 8042, 8042, &[n(32)]),
    ai(4, 8043, 8043, &[n(18), optional(upto(Numeric, 2))]),
    ai(4, 8110, 8110, &[upto(General, 70)]),
    ai(4, 8111, 8111, &[n(4)]),
    ai(4, 8112, 8112, &[upto(General, 70)]),
    ai(4, 8200, 8200, &[upto(General, 70)]),
];
