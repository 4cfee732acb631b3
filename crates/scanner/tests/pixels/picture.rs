//! Frames made of bytes that somebody chose: pixels as they are, bars, cells, and all of it aslant.
//!
//! The first bytes say how, the rest is repeated as often as it takes. Never here: chance.

/// Pixels of the largest frame.
const MOST: usize = 60_000;

/// A grey picture.
#[derive(Debug, Clone)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

/// The picture that bytes describe; none where there are too few of them.
pub fn picture(bytes: &[u8]) -> Option<Picture> {
    let (&[kind, wide, tall, scale, lean, columns], rest) = bytes.split_first_chunk::<6>()?;
    if rest.is_empty() {
        return None;
    }
    // Small ones, flat ones, high ones.
    let width = [usize::from(wide) + 1, usize::from(wide) * 16 + 1, usize::from(wide) % 3 + 1][usize::from(kind) % 3];
    let height = (usize::from(tall) * if width < 4 { 16 } else { 1 } + 1).min(MOST / width).max(1);
    let lean = f32::from(lean as i8) / 128.0;
    let shape = Shape { scale: usize::from(scale) % 6 + 1, columns: columns.into() };
    let draw: fn(&[u8], usize, usize, Shape) -> u8 = [noise, bars, cells][usize::from(kind) / 3 % 3];
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        let aside = (lean * y as f32) as isize;
        pixels.extend((0..width).map(|x| draw(rest, x.saturating_add_signed(aside), y, shape)));
    }
    Some(Picture { width, height, pixels })
}

#[derive(Clone, Copy)]
struct Shape {
    /// Pixels to a module.
    scale: usize,
    /// Cells in a row; 0 for as many as make a square.
    columns: usize,
}

/// Bytes as pixels.
fn noise(bytes: &[u8], x: usize, y: usize, _: Shape) -> u8 {
    bytes[(x + y * 31) % bytes.len()]
}

/// Bytes as widths of bars and spaces of one to four modules, two bits each, with white before and after.
fn bars(bytes: &[u8], x: usize, _: usize, shape: Shape) -> u8 {
    const QUIET: usize = 10;
    let Some(mut left) = (x / shape.scale).checked_sub(QUIET) else { return 240 };
    for (i, byte) in bytes.iter().enumerate() {
        for part in 0..4 {
            let width = usize::from(byte >> (2 * part) & 3) + 1;
            if left < width {
                return if (4 * i + part).is_multiple_of(2) { 15 } else { 240 };
            }
            left -= width;
        }
    }
    240
}

/// Bits as cells, with white around.
fn cells(bytes: &[u8], x: usize, y: usize, shape: Shape) -> u8 {
    const QUIET: usize = 4;
    let columns = if shape.columns == 0 { (bytes.len() * 8).isqrt() } else { shape.columns };
    let rows = bytes.len() * 8 / columns;
    let cell = |at: usize, count: usize| (at / shape.scale).checked_sub(QUIET).filter(|at| *at < count);
    match (cell(x, columns), cell(y, rows)) {
        (Some(x), Some(y)) => {
            let bit = y * columns + x;
            if bytes[bit / 8] >> (bit % 8) & 1 == 1 { 15 } else { 240 }
        }
        _ => 240,
    }
}
