//! The number of a frame as grey squares in its upper left corner, for whoever must know which frame of a film a camera
//! shows just now.
//!
//! Grey, not black and white: no reader shall take it for bars. Never here: what the number is for.

use crate::Picture;

/// Pixels to a side of a square.
const PATCH: usize = 24;
/// The grey of level 0, the first square.
const DARK: usize = 32;
/// The grey of level 16, the second square: what lies between is read in parts of the way from one to the other.
const LIGHT: usize = 224;

/// Writes a number up to 255 into the picture: dark, light, the two hexadecimal digits as levels from 0 to 15, and a level
/// that makes their sum 15 or 31. A picture narrower than the squares keeps what fits.
pub fn stamp(picture: &mut Picture, number: u8) {
    let (high, low) = (usize::from(number / 16), usize::from(number % 16));
    let levels = [0, 16, high, low, (31 - high - low) % 16];
    for (patch, level) in levels.into_iter().enumerate() {
        let grey = (DARK + (LIGHT - DARK) * level / 16) as u8;
        let (from, to) = ((patch * PATCH).min(picture.width), ((patch + 1) * PATCH).min(picture.width));
        for row in picture.pixels.chunks_mut(picture.width.max(1)).take(PATCH) {
            row[from..to].fill(grey);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_can_be_read_back() {
        for number in 0..=255 {
            let mut picture = Picture { width: 200, height: 40, pixels: vec![90; 200 * 40] };
            stamp(&mut picture, number);
            let level = |patch: usize| {
                let grey = usize::from(picture.pixels[12 * 200 + patch * PATCH + 12]);
                ((grey - DARK) * 16 + (LIGHT - DARK) / 2) / (LIGHT - DARK)
            };
            assert_eq!((level(0), level(1)), (0, 16));
            assert_eq!(level(2) * 16 + level(3), usize::from(number));
            assert_eq!((level(2) + level(3) + level(4)) % 16, 15);
        }
    }

    #[test]
    fn a_small_picture_keeps_its_size() {
        let mut picture = Picture { width: 30, height: 10, pixels: vec![90; 300] };
        stamp(&mut picture, 7);
        assert_eq!(picture.pixels.len(), 300);
    }
}
