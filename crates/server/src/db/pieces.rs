//! Many values in few statements. A statement is prepared once for each number of places, so that number is always a power
//! of two: seven texts serve every length.

/// The most in one statement: with thirteen values each, far below what either engine takes.
const MOST: usize = 64;

/// Cuts `all` into pieces of which each goes into one statement.
pub(crate) fn pieces<T>(all: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = all;
    std::iter::from_fn(move || {
        let largest = 1 << rest.len().checked_ilog2()?;
        let (piece, others) = rest.split_at(MOST.min(largest));
        rest = others;
        Some(piece)
    })
}

/// The places of `count` times `width` values, counted from `first`: `($2, $3), ($4, $5)`.
pub(crate) fn places(first: usize, count: usize, width: usize) -> String {
    let one = |nth: usize| {
        let from = first + nth * width;
        let places: Vec<String> = (from..from + width).map(|n| format!("${n}")).collect();
        format!("({})", places.join(", "))
    };
    (0..count).map(one).collect::<Vec<_>>().join(", ")
}

/// The same without names, for SQLite: `(?, ?), (?, ?)`. A name such as `$7` it looks up one by one in the list of all
/// names, which for hundreds of them takes longer than what the statement does.
pub(crate) fn nameless(count: usize, width: usize) -> String {
    let one = format!("({})", vec!["?"; width].join(", "));
    vec![one; count].join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_hold_everything_once_in_lengths_that_are_powers_of_two() {
        for length in 0..300 {
            let all: Vec<usize> = (0..length).collect();
            assert_eq!(pieces(&all).flatten().copied().collect::<Vec<_>>(), all);
            assert!(pieces(&all).all(|piece| piece.len().is_power_of_two() && piece.len() <= MOST));
        }
    }

    #[test]
    fn places_count_on() {
        assert_eq!(places(2, 2, 2), "($2, $3), ($4, $5)");
        assert_eq!(places(1, 1, 3), "($1, $2, $3)");
        assert_eq!(nameless(2, 3), "(?, ?, ?), (?, ?, ?)");
    }
}
