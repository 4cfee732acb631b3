//! Edges by one threshold for the whole line, after sharpening: zxing's way for rows, here for any line.
//!
//! It loses blurred bars that the extrema keep, and keeps noisy ones that the extrema lose: the two see different codes.

const BUCKETS: usize = 32;
const SHIFT: u32 = 3;
/// Places that are compared with the black point together.
const AT_ONCE: usize = 32;

/// Fills `edges` with the places where the line turns dark (even indices) or bright (odd ones).
pub(crate) fn edges_of_histogram(profile: &[u8], edges: &mut Vec<f32>) {
    edges.clear();
    let Some(black_point) = black_point(profile) else {
        return;
    };
    let mut dark = false;
    let inner = profile.len().saturating_sub(2);
    let mut bits = [0_u8; AT_ONCE];
    for start in (0..inner).step_by(AT_ONCE) {
        let count = AT_ONCE.min(inner - start);
        let (left, centre, right) = (&profile[start..], &profile[start + 1..], &profile[start + 2..]);
        for (((bit, &left), &centre), &right) in bits[..count].iter_mut().zip(left).zip(centre).zip(right) {
            *bit = u8::from(4 * i16::from(centre) - i16::from(left) - i16::from(right) < 2 * black_point);
        }
        // Only where dark and bright meet is there anything to do: few places.
        let unchanged = [u8::from(dark); AT_ONCE];
        if bits[..count] == unchanged[..count] {
            continue;
        }
        for (i, &bit) in bits[..count].iter().enumerate() {
            if (bit != 0) != dark {
                edges.push((start + i + 1) as f32);
                dark = !dark;
            }
        }
    }
}

/// A valley between the two main peaks of the histogram, nearer to the bright one; none where there is no contrast.
fn black_point(profile: &[u8]) -> Option<i16> {
    let mut counts = [0_u32; BUCKETS];
    for &value in profile {
        counts[usize::from(value >> SHIFT)] += 1;
    }
    let buckets = counts.map(i64::from);
    let (highest, &peak) = buckets.iter().enumerate().rev().max_by_key(|(_, count)| **count)?;
    let distant = |x: usize| buckets[x] * (x.abs_diff(highest) as i64).pow(2);
    let second = (0..BUCKETS).rev().max_by_key(|&x| distant(x))?;
    let (dark, bright) = (highest.min(second), highest.max(second));
    if bright - dark <= BUCKETS / 16 {
        return None;
    }
    let depth = |x: usize| {
        let from_dark = (x - dark) as i64;
        from_dark * from_dark * (bright - x) as i64 * (peak - buckets[x])
    };
    let valley = (dark + 1..bright).rev().max_by_key(|&x| depth(x))?;
    Some((valley as i16) << SHIFT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_of_full_contrast_are_found_and_grey_paper_is_not() {
        let mut edges = Vec::new();
        let profile: Vec<u8> = (0..120).map(|i| if i / 6 % 2 == 0 { 220 } else { 30 }).collect();
        edges_of_histogram(&profile, &mut edges);
        assert_eq!(edges.len(), 19);
        assert_eq!(edges[..3], [6.0, 12.0, 18.0]);
        edges_of_histogram(&[128; 120], &mut edges);
        assert!(edges.is_empty());
    }
}
