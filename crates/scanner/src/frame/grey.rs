//! Grey from colours.
//!
//! Never here: anything that looks at the picture.

/// Pixels that are looked at together: enough for the compiler to take many at once.
const AT_ONCE: usize = 256;

/// The brightness of each pixel. What is transparent counts as white paper.
pub(super) fn of_rgba(rgba: &[u8]) -> Vec<u8> {
    let (pixels, _) = rgba.as_chunks::<4>();
    let mut grey = vec![0; pixels.len()];
    for (grey, pixels) in grey.chunks_mut(AT_ONCE).zip(pixels.chunks(AT_ONCE)) {
        let is_opaque = pixels.iter().fold(u8::MAX, |all, pixel| all & pixel[3]) == u8::MAX;
        for (grey, pixel) in grey.iter_mut().zip(pixels) {
            *grey = brightness(*pixel);
        }
        if !is_opaque {
            for (grey, pixel) in grey.iter_mut().zip(pixels) {
                *grey = on_paper(*grey, pixel[3]);
            }
        }
    }
    grey
}

/// ITU-R BT.601 weights in 1/256; the sum fits into sixteen bits.
fn brightness([red, green, blue, _]: [u8; 4]) -> u8 {
    ((77 * u16::from(red) + 150 * u16::from(green) + 29 * u16::from(blue) + 128) >> 8) as u8
}

fn on_paper(grey: u8, alpha: u8) -> u8 {
    let (grey, alpha) = (u32::from(grey), u32::from(alpha));
    ((grey * alpha + 255 * (255 - alpha)) / 255) as u8
}
