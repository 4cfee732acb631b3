//! Add-ons of two and five digits to EAN and UPC (GS1 General Specifications 5.2.2.5; ISO/IEC 15420, 4.3.5).
//!
//! The digits' bars stand in `scanner` too. They are kept apart: a reader that is tested with its own table would read its
//! own faults. Never here: the main symbol.

/// White modules between the main symbol and the add-on. The standard allows 7 to 12.
pub(super) const GAP: u8 = 9;

/// White modules to the right of an add-on.
pub(super) const QUIET: u8 = 5;

/// Widths of a digit of set A (odd parity): space, bar, space, bar. Set B is the same backwards.
const DIGITS: [[u8; 4]; 10] = [
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

/// Which of five digits are of set B, by the check value.
const PARITIES_OF_FIVE: [[bool; 5]; 10] = [
    [true, true, false, false, false],
    [true, false, true, false, false],
    [true, false, false, true, false],
    [true, false, false, false, true],
    [false, true, true, false, false],
    [false, false, true, true, false],
    [false, false, false, true, true],
    [false, true, false, true, false],
    [false, true, false, false, true],
    [false, false, true, false, true],
];

/// Bar, space, bar, … of an add-on; `None` if it is not two or five digits.
pub(super) fn widths(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<usize> = text.chars().map(|c| Some(c.to_digit(10)? as usize)).collect::<Option<_>>()?;
    let parities = match digits[..] {
        // The value modulo 4 as a binary number.
        [tens, ones] => vec![(tens * 10 + ones) & 2 != 0, ones & 1 != 0],
        [a, b, c, d, e] => PARITIES_OF_FIVE[((a + c + e) * 3 + (b + d) * 9) % 10].to_vec(),
        _ => return None,
    };
    // The guard 1 1 2 starts the add-on, a delineator 1 1 stands between its digits.
    let mut widths = vec![1, 1, 2];
    for (place, (&digit, set_b)) in digits.iter().zip(parities).enumerate() {
        if place > 0 {
            widths.extend([1, 1]);
        }
        let forwards = DIGITS[digit];
        widths.extend(if set_b { forwards.into_iter().rev().collect::<Vec<_>>() } else { forwards.to_vec() });
    }
    Some(widths)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::widths;

    #[test]
    fn an_add_on_has_the_modules_of_the_standard() {
        let modules = |text| widths(text).unwrap().iter().map(|&w| usize::from(w)).sum::<usize>();
        assert_eq!(modules("12"), 20);
        assert_eq!(modules("52495"), 47);
    }

    /// Composed by hand from the standard's tables: guard, digit, delineator, digit.
    #[test]
    fn an_add_on_of_two_digits_has_the_sets_that_its_value_modulo_four_asks_for() {
        let modules = |text: &str| {
            let runs = widths(text).unwrap().into_iter().enumerate();
            runs.map(|(i, width)| if i % 2 == 0 { "1" } else { "0" }.repeat(width.into())).collect::<String>()
        };
        assert_eq!(modules("00"), ["1011", "0001101", "01", "0001101"].concat());
        assert_eq!(modules("53"), ["1011", "0110001", "01", "0100001"].concat());
        assert_eq!(modules("34"), ["1011", "0100001", "01", "0100011"].concat());
        assert_eq!(modules("15"), ["1011", "0110011", "01", "0111001"].concat());
    }

    #[test]
    fn three_digits_and_letters_are_no_add_on() {
        assert_eq!(widths("123"), None);
        assert_eq!(widths("1a"), None);
    }
}
