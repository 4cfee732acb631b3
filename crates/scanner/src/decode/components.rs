//! Connected ink: which black pixels hang together, and the outline of each such piece.
//!
//! Never here: what a piece may be.

use rxing::common::BitMatrix;

use super::finder::edges_of;

/// One piece of ink.
pub(super) struct Component {
    /// The first row.
    top: i32,
    /// The leftmost pixel and the first one right of the piece, for each row.
    rows: Vec<(i32, i32)>,
}

/// A corner of a pixel: `(0, 0)` is the upper left corner of the frame.
pub(super) type Corner = (i32, i32);

/// Black pixels beside each other in one row.
struct Run {
    y: u32,
    left: u32,
    right: u32,
    piece: u32,
}

/// All pieces that are at least so wide and so high. Pixels that touch at a corner hang together.
pub(super) fn components(bits: &BitMatrix, least: u32) -> Vec<Component> {
    let (runs, pieces) = linked_runs(bits);
    // The box around each piece: left, top, right, bottom.
    let mut boxes = vec![[u32::MAX, u32::MAX, 0, 0]; pieces.len()];
    for run in &runs {
        let around = &mut boxes[root(&pieces, run.piece) as usize];
        *around = [around[0].min(run.left), around[1].min(run.y), around[2].max(run.right), run.y + 1];
    }
    let mut found: Vec<Component> = Vec::new();
    let places: Vec<Option<usize>> = boxes
        .iter()
        .map(|&[left, top, right, bottom]| {
            let is_large = right >= left.saturating_add(least) && bottom >= top.saturating_add(least);
            is_large.then(|| {
                found.push(Component { top: top as i32, rows: vec![(i32::MAX, 0); (bottom - top) as usize] });
                found.len() - 1
            })
        })
        .collect();
    for run in &runs {
        if let Some(at) = places[root(&pieces, run.piece) as usize] {
            let component = &mut found[at];
            let row = &mut component.rows[(run.y as i32 - component.top) as usize];
            *row = (row.0.min(run.left as i32), row.1.max(run.right as i32));
        }
    }
    found
}

/// The runs of all rows, and for each piece the one that it turned out to be part of.
fn linked_runs(bits: &BitMatrix) -> (Vec<Run>, Vec<u32>) {
    let (mut runs, mut pieces): (Vec<Run>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut edges = Vec::new();
    let mut above = 0..0;
    for y in 0..bits.height() {
        edges_of(bits.getRow(y).getBitArray(), bits.width(), &mut edges);
        let start = runs.len();
        let mut near = above.clone();
        for pair in edges.as_chunks::<2>().0 {
            let [left, right] = *pair;
            while near.start < near.end && runs[near.start].right < left {
                near.start += 1;
            }
            let mut piece = None;
            for touched in &runs[near.clone()] {
                if touched.left > right {
                    break;
                }
                let theirs = root(&pieces, touched.piece);
                let ours = piece.map_or(theirs, |piece| root(&pieces, piece));
                let first = ours.min(theirs);
                pieces[ours.max(theirs) as usize] = first;
                piece = Some(first);
            }
            let piece = piece.unwrap_or_else(|| {
                pieces.push(pieces.len() as u32);
                pieces.len() as u32 - 1
            });
            runs.push(Run { y, left, right, piece });
        }
        above = start..runs.len();
    }
    // A piece points at an earlier one: in this order each finds its own at once.
    for piece in 0..pieces.len() {
        pieces[piece] = pieces[pieces[piece] as usize];
    }
    (runs, pieces)
}

fn root(pieces: &[u32], mut piece: u32) -> u32 {
    while pieces[piece as usize] != piece {
        piece = pieces[piece as usize];
    }
    piece
}

impl Component {
    /// The corners of the convex hull: down its left side, then up its right one.
    pub(super) fn hull(&self) -> Vec<Corner> {
        let side = |x: fn(&(i32, i32)) -> i32, outwards: i64| {
            let mut hull: Vec<Corner> = Vec::new();
            for (i, row) in self.rows.iter().enumerate() {
                for y in [self.top + i as i32, self.top + i as i32 + 1] {
                    push(&mut hull, (x(row), y), outwards);
                }
            }
            hull
        };
        let mut hull = side(|row| row.0, 1);
        hull.extend(side(|row| row.1, -1).into_iter().rev());
        hull
    }
}

/// Adds the next corner further down, and drops those that no longer stick out.
fn push(hull: &mut Vec<Corner>, next: Corner, outwards: i64) {
    while let [.., a, b] = hull[..] {
        if turn(a, b, next) * outwards < 0 {
            break;
        }
        hull.pop();
    }
    hull.push(next);
}

/// Which way `b` lies from the straight line between `a` and `c`: negative to the left for one who looks down the page.
fn turn(a: Corner, b: Corner, c: Corner) -> i64 {
    let [bx, by, cx, cy] = [b.0 - a.0, b.1 - a.1, c.0 - a.0, c.1 - a.1].map(i64::from);
    bx * cy - by * cx
}

/// The hull with few corners: those in between that lie within `slack` pixels of the straight line are left out.
pub(super) fn simplified(hull: &[Corner], slack: f32) -> Vec<Corner> {
    let distance = |a: Corner, b: Corner| f64::from(a.0 - b.0).hypot(f64::from(a.1 - b.1));
    let Some(&origin) = hull.first() else { return Vec::new() };
    let far = |from: Corner| {
        let all = hull.iter().enumerate();
        all.max_by(|a, b| distance(from, *a.1).total_cmp(&distance(from, *b.1))).map_or(0, |(i, _)| i)
    };
    // Two corners that are certain: the farthest of all, and the farthest from it.
    let first = far(origin);
    let mut around = hull[first..].to_vec();
    around.extend_from_slice(&hull[..=first]);
    let second = (far(hull[first]) + hull.len() - first) % hull.len();
    let mut kept = Vec::new();
    keep(&around[..=second], slack, &mut kept);
    keep(&around[second..], slack, &mut kept);
    kept
}

/// Keeps the first corner and, of those between it and the last, what sticks out.
fn keep(part: &[Corner], slack: f32, kept: &mut Vec<Corner>) {
    let (Some(&first), Some(&last)) = (part.first(), part.last()) else { return };
    let length = f64::from(last.0 - first.0).hypot(f64::from(last.1 - first.1)).max(1.0);
    let apart = |corner: Corner| (turn(first, corner, last) as f64 / length).abs();
    let farthest = (1..part.len().saturating_sub(1)).max_by(|&a, &b| apart(part[a]).total_cmp(&apart(part[b])));
    match farthest {
        Some(at) if apart(part[at]) > f64::from(slack) => {
            keep(&part[..=at], slack, kept);
            keep(&part[at..], slack, kept);
        }
        _ => kept.push(first),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn drawn(rows: &[&str]) -> BitMatrix {
        let mut bits = BitMatrix::new(rows[0].len() as u32, rows.len() as u32).unwrap();
        for (y, row) in rows.iter().enumerate() {
            row.bytes().enumerate().filter(|(_, c)| *c == b'#').for_each(|(x, _)| bits.set(x as u32, y as u32));
        }
        bits
    }

    #[test]
    fn pieces_that_meet_further_down_are_one_and_pieces_apart_are_two() {
        let bits = drawn(&["#...#..##", "#...#..##", "#...#....", ".###..#.#", "......###"]);
        let found = components(&bits, 2);
        let mut boxes: Vec<(i32, usize)> = found.iter().map(|piece| (piece.top, piece.rows.len())).collect();
        boxes.sort_unstable();
        assert_eq!(boxes, [(0, 2), (0, 4), (3, 2)]);
        assert_eq!(components(&bits, 4).len(), 1);
    }

    #[test]
    fn the_hull_of_a_bent_piece_has_its_outer_corners() {
        let bits = drawn(&["#.....", "#.....", "#.....", "######"]);
        let hull = components(&bits, 2)[0].hull();
        let mut corners = simplified(&hull, 0.2);
        corners.sort_unstable();
        assert_eq!(corners, [(0, 0), (0, 4), (1, 0), (6, 3), (6, 4)]);
    }
}
