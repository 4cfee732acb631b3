//! GS1 DataBar as bars, by the rules of ISO/IEC 24724: Omnidirectional, stacked too, and Expanded.
//!
//! Widths come from a walk through all of them in their order, so that nothing is shared with what reads them. Of the
//! separators between stacked rows only their white is drawn.

/// Rows of a symbol: for each its widths, a space first.
pub type Rows = Vec<Vec<u32>>;

/// The finder patterns of Omnidirectional (table 2) and, by letter, of Expanded (table 9).
const FINDERS: [[u32; 5]; 9] = [
    [3, 8, 2, 1, 1],
    [3, 5, 5, 1, 1],
    [3, 3, 7, 1, 1],
    [3, 1, 9, 1, 1],
    [2, 7, 4, 1, 1],
    [2, 5, 6, 1, 1],
    [2, 3, 8, 1, 1],
    [1, 5, 7, 1, 1],
    [1, 3, 9, 1, 1],
];
const FINDER_A: [u32; 5] = [1, 8, 4, 1, 1];
const FINDER_B: [u32; 5] = [3, 6, 4, 1, 1];

/// A group of characters: its first value, modules and widest element of the odd and of the even elements, and how many
/// ways there are for those that change quicker.
struct Group(u32, (u32, u32), (u32, u32), u32);

const OUTSIDE: [Group; 5] = [
    Group(0, (12, 8), (4, 1), 1),
    Group(161, (10, 6), (6, 3), 10),
    Group(961, (8, 4), (8, 5), 34),
    Group(2015, (6, 3), (10, 6), 70),
    Group(2715, (4, 1), (12, 8), 126),
];
const INSIDE: [Group; 4] = [
    Group(0, (5, 2), (10, 7), 4),
    Group(336, (7, 4), (8, 5), 20),
    Group(1036, (9, 6), (6, 3), 48),
    Group(1516, (11, 8), (4, 1), 81),
];
const EXPANDED: [Group; 5] = [
    Group(0, (12, 7), (5, 2), 4),
    Group(348, (10, 5), (7, 4), 20),
    Group(1388, (8, 4), (9, 5), 52),
    Group(2948, (6, 3), (11, 6), 104),
    Group(3988, (4, 1), (13, 8), 204),
];

/// Thirteen digits of a GTIN, without the check digit, as one row or as two.
pub fn omnidirectional(digits: &str, stacked: bool) -> Rows {
    let number: u64 = digits.parse().unwrap();
    let halves = [number / 4_537_077, number % 4_537_077].map(|half| half as u32);
    // In their order for the check: left outside, left inside, right outside, right inside.
    let characters = halves.map(|half| [half / 1597, half % 1597]);
    let [[a, b], [c, d]] = characters
        .map(|[outside, inside]| [widths(outside, &OUTSIDE, false, true), widths(inside, &INSIDE, true, false)]);
    let weighed = [a, b, c, d].into_iter().flatten().enumerate().map(|(i, width)| width * power(3, i as u32, 79));
    let check = weighed.sum::<u32>() % 79;
    let check = check + u32::from(check >= 8);
    let check = (check + u32::from(check >= 72)) as usize;
    let mut left = vec![1, 1];
    left.extend(a);
    left.extend(FINDERS[check / 9]);
    left.extend(b.iter().rev());
    let mut right = d.to_vec();
    right.extend(FINDERS[check % 9].iter().rev());
    right.extend(c.iter().rev());
    right.extend([1, 1]);
    if stacked {
        left.extend([1, 1]);
        // A bar begins the lower row: its first space has no width.
        let lower: Vec<u32> = [0, 1, 1].into_iter().chain(right).collect();
        return vec![left, lower];
    }
    left.extend(right);
    vec![left]
}

/// The elements 01, a GTIN that begins with 9, and 3103, a weight up to 32 kilograms in grams (method 0100).
pub fn expanded(gtin: &str, grams: u32) -> Rows {
    let mut bits = "00100".to_owned();
    let digits: Vec<u32> = gtin[1..13].bytes().map(|byte| u32::from(byte - b'0')).collect();
    digits.chunks(3).for_each(|three| bits += &format!("{:010b}", three[0] * 100 + three[1] * 10 + three[2]));
    bits += &format!("{grams:015b}");
    let values: Vec<u32> = (0..5).map(|i| u32::from_str_radix(&bits[12 * i..12 * i + 12], 2).unwrap()).collect();
    let data: Vec<[u32; 8]> = values.iter().map(|&value| widths(value, &EXPANDED, true, true)).collect();
    // Which row of weights each character has, by the finder pattern beside it: A1, B2, B1.
    let rows = [0, 5, 6, 3, 4];
    let weighed = data.iter().zip(rows).flat_map(|(character, row)| {
        character.iter().enumerate().map(move |(i, width)| width * power(3, 8 * row + i as u32, 211))
    });
    let check = 211 * (data.len() as u32 + 1 - 4) + weighed.sum::<u32>() % 211;
    let mut symbol = vec![1, 1];
    symbol.extend(widths(check, &EXPANDED, true, true));
    symbol.extend(FINDER_A);
    symbol.extend(data[0].iter().rev());
    symbol.extend(data[1]);
    symbol.extend(FINDER_B.iter().rev());
    symbol.extend(data[2].iter().rev());
    symbol.extend(data[3]);
    symbol.extend(FINDER_B);
    symbol.extend(data[4].iter().rev());
    symbol.extend([1, 1]);
    vec![symbol]
}

/// The eight elements of a character, odd and even ones in turn. `narrow_odd`: the odd ones have one of a single module
/// for certain, else the even ones have. `odd_first`: the odd ones change slower than the even ones.
fn widths(value: u32, groups: &[Group], narrow_odd: bool, odd_first: bool) -> [u32; 8] {
    let Group(first, odd, even, total) = groups.iter().rev().find(|group| value >= group.0).unwrap();
    let (slow, quick) = ((value - first) / total, (value - first) % total);
    let (odd_place, even_place) = if odd_first { (slow, quick) } else { (quick, slow) };
    let (odd, even) = (nth(odd_place, *odd, narrow_odd), nth(even_place, *even, !narrow_odd));
    std::array::from_fn(|i| if i % 2 == 0 { odd[i / 2] } else { even[i / 2] })
}

/// The elements of so many modules, none wider than the widest, that come at a place when all are counted in order.
fn nth(place: u32, (modules, widest): (u32, u32), narrow: bool) -> [u32; 4] {
    let all = (1..=widest).flat_map(|a| (1..=widest).flat_map(move |b| (1..=widest).map(move |c| (a, b, c))));
    let whole = all.filter_map(|(a, b, c)| {
        let last = modules.checked_sub(a + b + c).filter(|last| (1..=widest).contains(last))?;
        Some([a, b, c, last])
    });
    whole.filter(|elements| !narrow || elements.contains(&1)).nth(place as usize).unwrap()
}

fn power(base: u32, exponent: u32, modulus: u32) -> u32 {
    (0..exponent).fold(1, |product, _| product * base % modulus)
}
