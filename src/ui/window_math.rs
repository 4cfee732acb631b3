//! Which rows of a long list are worth drawing. Plain numbers, no page.

use std::ops::Range;

/// Rows drawn beyond each edge, so that a quick flick and the Tab key find something there.
pub const SPARE_ROWS: usize = 6;

/// The rows to draw.
///
/// `top` is where the list begins relative to the top of the screen: 0 at the edge, negative once
/// it is scrolled under it. All lengths are in the same unit.
pub fn visible_rows(top: f64, screen: f64, row: f64, count: usize) -> Range<usize> {
    // A hidden list measures nothing: draw what a first screen would show.
    let measured = row > 0.0 && screen > 0.0 && top.is_finite();
    if !measured {
        return 0..count.min(4 * SPARE_ROWS);
    }
    // Casting a float saturates: what lies above the list becomes row 0.
    let first = (-top / row).floor() as usize;
    let last = ((screen - top) / row).ceil() as usize;
    let end = last.saturating_add(SPARE_ROWS).min(count);
    first.saturating_sub(SPARE_ROWS).min(end)..end
}

/// How far to scroll so that a list remembered at `depth` under the top edge stands there again.
/// `None` when it was not scrolled under the edge: the page's own beginning is right then.
pub fn scroll_back(top: f64, depth: f64) -> Option<f64> {
    (depth > 0.0).then_some(top + depth)
}
