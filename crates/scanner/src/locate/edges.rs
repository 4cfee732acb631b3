//! Edges halfway between a bright and a dark extremum of the profile, with the fraction of a pixel.
//!
//! A narrow bar between wide spaces never gets as dark as a wide one when the picture is blurred. A threshold
//! common to the line makes it too narrow or loses it; the midpoint between its own extrema does not.

/// Pixels of the profile over which the contrast is measured.
const BLOCK: usize = 32;
/// A swing smaller than this part of the contrast around it, in hundredths, is noise.
const NOISE_PERCENT: i32 = 16;
/// A swing smaller than this many grey levels is noise anywhere.
const NOISE_FLOOR: i32 = 9;

/// Fills `edges` with the places where the profile turns dark (even indices) or bright (odd ones).
pub(crate) fn edges_between_extrema(profile: &[u8], edges: &mut Vec<f32>) {
    edges.clear();
    if profile.len() < 3 {
        return;
    }
    let mut walk = Walk { profile, edges, last: Extremum::default(), best: Extremum::default(), rising: false };
    let range_of_block = |nth: usize| match profile.get(nth * BLOCK..) {
        Some(rest) => Range::of_start(rest),
        None => Range::NOTHING,
    };
    let (mut before, mut here) = (Range::NOTHING, range_of_block(0));
    walk.best.value = i32::from(profile[0]);
    walk.last = walk.best;
    for (nth, block) in profile.chunks(BLOCK).enumerate() {
        let after = range_of_block(nth + 1);
        let limit = here.and(before).and(after).noise();
        if nth == 0 {
            (walk.last.limit, walk.best.limit) = (limit, limit);
        }
        if !walk.is_unmoved_by(here, limit) {
            walk.through(block, nth * BLOCK, limit);
        }
        (before, here) = (here, after);
    }
    walk.finish();
}

/// The darkest and the brightest value of some pixels.
#[derive(Clone, Copy)]
struct Range {
    low: u8,
    high: u8,
}

impl Range {
    const NOTHING: Self = Self { low: u8::MAX, high: 0 };

    /// Of the first block.
    fn of_start(pixels: &[u8]) -> Self {
        // A length that the compiler knows: it then takes many pixels at once.
        match pixels.first_chunk::<BLOCK>() {
            Some(block) => Self::of(block),
            None => Self::of(pixels),
        }
    }

    #[inline]
    fn of(pixels: &[u8]) -> Self {
        let low = pixels.iter().fold(u8::MAX, |low, &value| low.min(value));
        let high = pixels.iter().fold(0, |high, &value| high.max(value));
        Self { low, high }
    }

    fn and(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// The largest swing that does not count.
    fn noise(self) -> i32 {
        (i32::from(self.high.saturating_sub(self.low)) * NOISE_PERCENT / 100).max(NOISE_FLOOR)
    }
}

/// A place of the profile that is darker or brighter than those around.
#[derive(Clone, Copy, Default)]
struct Extremum {
    at: usize,
    value: i32,
    /// The noise there.
    limit: i32,
}

/// A walk along the profile.
struct Walk<'a> {
    profile: &'a [u8],
    edges: &'a mut Vec<f32>,
    /// The extremum reached last.
    last: Extremum,
    /// The best candidate for the next one, of the other kind.
    best: Extremum,
    rising: bool,
}

impl Walk<'_> {
    /// True if none of these pixels can end or move the extremum that is looked for: most of a plain ground.
    fn is_unmoved_by(&self, pixels: Range, limit: i32) -> bool {
        let (low, high) = (i32::from(pixels.low), i32::from(pixels.high));
        if self.rising {
            high < self.best.value && self.best.value - low <= limit
        } else {
            low > self.best.value && high - self.best.value <= limit && !self.edges.is_empty()
        }
    }

    fn through(&mut self, block: &[u8], start: usize, limit: i32) {
        for (i, &value) in block.iter().enumerate() {
            let here = Extremum { at: start + i, value: i32::from(value), limit };
            if self.rising {
                if here.value >= self.best.value {
                    self.best = here;
                } else if self.best.value - here.value > limit {
                    self.turn(here);
                }
            } else if here.value <= self.best.value {
                self.best = here;
            } else if here.value - self.best.value > limit {
                self.turn(here);
            } else if self.edges.is_empty() && here.value > self.last.value {
                self.last = here;
            }
        }
    }

    /// The candidate is an extremum; the next one is looked for from `here` on.
    fn turn(&mut self, here: Extremum) {
        let (last, best) = (self.last, self.best);
        let counts = if self.rising {
            best.at > last.at
        } else {
            !self.edges.is_empty() || last.value - best.value > here.limit.min(last.limit)
        };
        if counts {
            self.push_edge(!self.rising);
        }
        (self.last, self.best, self.rising) = (best, here, !self.rising);
    }

    fn finish(&mut self) {
        let contrast = self.best.value - self.last.value;
        if self.best.at > self.last.at && contrast.abs() > NOISE_FLOOR {
            self.push_edge(!self.rising);
        }
    }

    /// The place between two extrema where the profile passes their mean.
    fn push_edge(&mut self, falling: bool) {
        // The list has to begin with bright-to-dark.
        if self.edges.is_empty() && !falling {
            return;
        }
        let (from, to) = (self.last.at, self.best.at);
        let twice_middle = self.last.value + self.best.value;
        let between = self.profile.get(from..=to).unwrap_or(&[]);
        let is_above = |value: u8| 2 * i32::from(value) >= twice_middle;
        let crossing = between.windows(2).position(|pair| is_above(pair[0]) != is_above(pair[1]));
        self.edges.push(match crossing {
            Some(i) => {
                let (a, b) = (i32::from(between[i]), i32::from(between[i + 1]));
                (from + i) as f32 + (2 * a - twice_middle) as f32 / (2 * (a - b)) as f32 + 0.5
            }
            None => (from + to) as f32 / 2.0 + 0.5,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(profile: &[u8]) -> Vec<f32> {
        let mut found = Vec::new();
        edges_between_extrema(profile, &mut found);
        found
    }

    #[test]
    fn a_sharp_bar_has_its_edges_between_the_pixels() {
        let profile = [200, 200, 200, 20, 20, 200, 200, 200];
        assert_eq!(edges(&profile), [3.0, 5.0]);
    }

    #[test]
    fn a_half_covered_pixel_moves_the_edge_by_half() {
        let profile = [200, 200, 110, 20, 20, 200, 200];
        assert_eq!(edges(&profile), [2.5, 5.0]);
    }

    #[test]
    fn a_faint_narrow_bar_between_wide_spaces_is_kept() {
        let profile = [200, 200, 200, 20, 20, 20, 200, 200, 150, 200, 200, 20, 20, 20, 200, 200];
        assert_eq!(edges(&profile).len(), 6);
    }

    #[test]
    fn noise_and_slow_shading_have_no_edges() {
        let noise: Vec<u8> = (0..200).map(|i| 120 + (i * 7 % 8) as u8).collect();
        assert!(edges(&noise).is_empty());
        assert!(edges(&[9; 64]).is_empty());
        assert!(edges(&[]).is_empty());
    }
}
