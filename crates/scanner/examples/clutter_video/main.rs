//! Renders the fixtures of the end-to-end tests: what a camera sees when it is held over a carton of receptacles.
//!
//! `cargo run --release -p scanner --example clutter_video -- tests/fixtures`
//!
//! writes `camera_clutter.mjpeg` (JPEGs one after the other, as Chromium's fake camera reads them) and `label_upc.jpg`
//! (one photo of the same label). The same picture comes out each time.

// The tests' own module.
#[path = "../../tests/readings/render.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod render;
mod scene;

use std::path::PathBuf;

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use render::View;
use scene::{Moment, SIZE, photograph};

const FRAMES: usize = 14;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("tests/fixtures"), PathBuf::from);
    let mut clip = Vec::new();
    for frame in 0..FRAMES {
        let seen = photograph(&Moment::at(frame, FRAMES), 400_880 + frame as u64);
        jpeg(&seen, 50, &mut clip)?;
    }
    std::fs::write(folder.join("camera_clutter.mjpeg"), &clip)?;

    let view = View { scale: 0.8, turn: 11.0, perspective: 0.12, blur: 1, noise: 3.0 };
    let still = photograph(&Moment { view, light: 0.8, shift: (-20.0, 12.0) }, 7);
    let mut photo = Vec::new();
    jpeg(&still, 80, &mut photo)?;
    std::fs::write(folder.join("label_upc.jpg"), &photo)?;
    println!("{} frames of {}, {} bytes; photo {} bytes", FRAMES, scene::UPC, clip.len(), photo.len());
    Ok(())
}

fn jpeg(rgb: &[u8], quality: u8, out: &mut Vec<u8>) -> image::ImageResult<()> {
    let (width, height) = (SIZE.0 as u32, SIZE.1 as u32);
    JpegEncoder::new_with_quality(out, quality).encode(rgb, width, height, ExtendedColorType::Rgb8)
}
