//! A dot-matrix font of 5×7, as a label printer has one.
//!
//! Never here: where a text stands on the paper.

/// The columns of a letter with the gap after it, in dots.
pub const ADVANCE: usize = 6;

/// The rows of a letter, in dots.
pub const ROWS: usize = 7;

/// Of each row the five dots, the leftmost in the highest bit.
const GLYPHS: [(char, [u8; ROWS]); 49] = [
    ('0', [14, 17, 19, 21, 25, 17, 14]),
    ('1', [4, 12, 4, 4, 4, 4, 14]),
    ('2', [14, 17, 1, 2, 4, 8, 31]),
    ('3', [31, 2, 4, 2, 1, 17, 14]),
    ('4', [2, 6, 10, 18, 31, 2, 2]),
    ('5', [31, 16, 30, 1, 1, 17, 14]),
    ('6', [6, 8, 16, 30, 17, 17, 14]),
    ('7', [31, 1, 2, 4, 8, 8, 8]),
    ('8', [14, 17, 17, 14, 17, 17, 14]),
    ('9', [14, 17, 17, 15, 1, 2, 12]),
    ('A', [14, 17, 17, 17, 31, 17, 17]),
    ('B', [30, 17, 17, 30, 17, 17, 30]),
    ('C', [14, 17, 16, 16, 16, 17, 14]),
    ('D', [28, 18, 17, 17, 17, 18, 28]),
    ('E', [31, 16, 16, 30, 16, 16, 31]),
    ('F', [31, 16, 16, 30, 16, 16, 16]),
    ('G', [14, 17, 16, 23, 17, 17, 15]),
    ('H', [17, 17, 17, 31, 17, 17, 17]),
    ('I', [14, 4, 4, 4, 4, 4, 14]),
    ('J', [7, 2, 2, 2, 2, 18, 12]),
    ('K', [17, 18, 20, 24, 20, 18, 17]),
    ('L', [16, 16, 16, 16, 16, 16, 31]),
    ('M', [17, 27, 21, 21, 17, 17, 17]),
    ('N', [17, 17, 25, 21, 19, 17, 17]),
    ('O', [14, 17, 17, 17, 17, 17, 14]),
    ('P', [30, 17, 17, 30, 16, 16, 16]),
    ('Q', [14, 17, 17, 17, 21, 18, 13]),
    ('R', [30, 17, 17, 30, 20, 18, 17]),
    ('S', [15, 16, 16, 14, 1, 1, 30]),
    ('T', [31, 4, 4, 4, 4, 4, 4]),
    ('U', [17, 17, 17, 17, 17, 17, 14]),
    ('V', [17, 17, 17, 17, 17, 10, 4]),
    ('W', [17, 17, 17, 21, 21, 21, 10]),
    ('X', [17, 17, 10, 4, 10, 17, 17]),
    ('Y', [17, 17, 17, 10, 4, 4, 4]),
    ('Z', [31, 1, 2, 4, 8, 16, 31]),
    ('-', [0, 0, 0, 31, 0, 0, 0]),
    ('.', [0, 0, 0, 0, 0, 12, 12]),
    ('/', [0, 1, 2, 4, 8, 16, 0]),
    (':', [0, 12, 12, 0, 12, 12, 0]),
    ('(', [2, 4, 8, 8, 8, 4, 2]),
    (')', [8, 4, 2, 2, 2, 4, 8]),
    ('+', [0, 4, 4, 31, 4, 4, 0]),
    ('*', [0, 4, 21, 14, 21, 4, 0]),
    ('$', [4, 15, 20, 14, 5, 30, 4]),
    ('%', [24, 25, 2, 4, 8, 19, 3]),
    ('?', [14, 17, 1, 2, 4, 0, 4]),
    ('=', [0, 0, 31, 0, 31, 0, 0]),
    ('_', [0, 0, 0, 0, 0, 0, 31]),
];

/// The dots of a line as columns and rows. Small letters are written as capitals; what is unknown stays blank.
pub fn dots(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.chars().enumerate().flat_map(|(place, letter)| {
        let capital = letter.to_ascii_uppercase();
        let rows = GLYPHS.iter().find(|(known, _)| *known == capital).map_or([0; ROWS], |(_, rows)| *rows);
        let columns = move |row: u8| (0..5).filter(move |x| row & (16 >> x) != 0);
        rows.into_iter().enumerate().flat_map(move |(y, row)| columns(row).map(move |x| (place * ADVANCE + x, y)))
    })
}

#[cfg(test)]
mod tests {
    use super::dots;

    #[test]
    fn a_hyphen_is_five_dots_in_the_fourth_row_and_the_next_letter_stands_six_further() {
        assert_eq!(dots("--").collect::<Vec<_>>()[3..7], [(3, 3), (4, 3), (6, 3), (7, 3)]);
        assert_eq!(dots("\u{1d}").count(), 0);
    }
}
