//! Edges halfway between a bright and a dark extremum of the profile, with the fraction of a pixel.
//!
//! A narrow bar between wide spaces never gets as dark as a wide one when the picture is blurred. A threshold
//! common to the line makes it too narrow or loses it; the midpoint between its own extrema does not.

/// Pixels of the profile over which the contrast is measured.
const BLOCK: usize = 32;
/// A swing smaller than this part of the contrast around it is noise.
const NOISE_PART: f32 = 0.16;
/// A swing smaller than this many grey levels is noise anywhere.
const NOISE_FLOOR: f32 = 9.0;

/// Fills `edges` with the places where the profile turns dark (even indices) or bright (odd ones).
pub(crate) fn edges_between_extrema(profile: &[u8], edges: &mut Vec<f32>) {
    edges.clear();
    if profile.len() < 3 {
        return;
    }
    let noise = noise_by_block(profile);
    // The extremum reached last, and the best candidate for the next one, of the other kind.
    let (mut last, mut best) = (0, 0);
    let mut rising = false;
    for (i, &value) in profile.iter().enumerate() {
        let (value, extreme) = (f32::from(value), f32::from(profile[best]));
        let limit = noise[i / BLOCK];
        if rising {
            if value >= extreme {
                best = i;
            } else if extreme - value > limit {
                if best > last {
                    push_edge(profile, last, best, false, edges);
                }
                (last, best, rising) = (best, i, false);
            }
        } else if value <= extreme {
            best = i;
        } else if value - extreme > limit {
            if f32::from(profile[last]) - extreme > limit.min(noise[last / BLOCK]) || !edges.is_empty() {
                push_edge(profile, last, best, true, edges);
            }
            (last, best, rising) = (best, i, true);
        } else if edges.is_empty() && value > f32::from(profile[last]) {
            last = i;
        }
    }
    let contrast = i32::from(profile[best]) - i32::from(profile[last]);
    if best > last && contrast.abs() as f32 > NOISE_FLOOR {
        push_edge(profile, last, best, !rising, edges);
    }
}

/// The place between two extrema where the profile passes their mean.
fn push_edge(profile: &[u8], from: usize, to: usize, falling: bool, edges: &mut Vec<f32>) {
    // The list has to begin with bright-to-dark.
    if edges.is_empty() && !falling {
        return;
    }
    let middle = (f32::from(profile[from]) + f32::from(profile[to])) / 2.0;
    // From the far side back: the last crossing is the one next to the new extremum's plateau.
    for i in from..to {
        let (a, b) = (f32::from(profile[i]), f32::from(profile[i + 1]));
        if (a >= middle) != (b >= middle) {
            let fraction = (a - middle) / (a - b);
            edges.push(i as f32 + fraction + 0.5);
            return;
        }
    }
    edges.push((from + to) as f32 / 2.0 + 0.5);
}

/// The smallest swing that counts, for each block, from the contrast of the block and its neighbours.
fn noise_by_block(profile: &[u8]) -> Vec<f32> {
    let ranges: Vec<(u8, u8)> = profile
        .chunks(BLOCK)
        .map(|block| block.iter().fold((255, 0), |(low, high), &v| (v.min(low), v.max(high))))
        .collect();
    (0..ranges.len())
        .map(|i| {
            let around = &ranges[i.saturating_sub(1)..ranges.len().min(i + 2)];
            let low = around.iter().fold(255, |low, range| range.0.min(low));
            let high = around.iter().fold(0, |high, range| range.1.max(high));
            (f32::from(high.saturating_sub(low)) * NOISE_PART).max(NOISE_FLOOR)
        })
        .collect()
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
