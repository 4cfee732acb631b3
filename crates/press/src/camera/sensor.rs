//! From light to grey values: noise, the tone curve, the file.
//!
//! Never here: where the light comes from.

use std::f32::consts::TAU;

use fastrand::Rng;
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use super::Picture;
use crate::{Error, Grid};

/// Noise in fair light: the grain of the light itself and the noise of reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Noise {
    /// Electrons of a pixel that sees light of 1. Shot noise is their square root.
    pub electrons: f32,
    /// Electrons of read noise (standard deviation).
    pub read: f32,
}

/// Too little light: fewer electrons, and a gain that makes up for some of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LowLight {
    /// Halvings of the light, seen from a well lit desk.
    pub stops: f32,
    /// How many of them the camera's gain gives back. The noise grows with them.
    pub gain: f32,
}

/// The picture went through a JPEG file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jpeg {
    /// 1 to 100, as in libjpeg.
    pub quality: u8,
}

/// A phone's small pixel in a video frame: about 5000 electrons when it is full, 4 of read noise.
const PHONE: Noise = Noise { electrons: 5000.0, read: 4.0 };

impl Noise {
    pub(super) fn sense(&self, light: &mut Grid, rng: &mut Rng) {
        light.change(|_, value| {
            // A full pixel is full.
            let electrons = (value * self.electrons).clamp(0.0, self.electrons);
            // Poisson is near enough to normal from some ten electrons on; below that reading noise hides it.
            let spread = (electrons + self.read * self.read).sqrt();
            (electrons + spread * bell(rng)) / self.electrons
        });
    }
}

impl LowLight {
    pub(super) fn sense(&self, light: &mut Grid, rng: &mut Rng) {
        let lit = (-self.stops).exp2();
        light.change(|_, value| value * lit);
        PHONE.sense(light, rng);
        let gain = self.gain.exp2();
        light.change(|_, value| value * gain);
    }
}

impl Jpeg {
    pub(super) fn save(self, picture: &mut Picture) -> Result<(), Error> {
        let mut file = Vec::new();
        let (width, height) = (picture.width as u32, picture.height as u32);
        let mut encoder = JpegEncoder::new_with_quality(&mut file, self.quality.clamp(1, 100));
        encoder.encode(&picture.pixels, width, height, ExtendedColorType::L8)?;
        picture.pixels = image::load_from_memory_with_format(&file, image::ImageFormat::Jpeg)?.into_luma8().into_raw();
        Ok(())
    }
}

/// A number from the normal distribution (Box and Muller).
fn bell(rng: &mut Rng) -> f32 {
    (-2.0 * (1.0 - rng.f32()).ln()).sqrt() * (TAU * rng.f32()).cos()
}

/// The grey value of light from 0 to 1: the curve of sRGB (IEC 61966-2-1).
pub(crate) fn grey(light: f32) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let curve = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (curve * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn spread(light: &Grid) -> (f32, f32) {
        let mean = light.values.iter().sum::<f32>() / light.values.len() as f32;
        let square = light.values.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / light.values.len() as f32;
        (mean, square.sqrt())
    }

    #[test]
    fn noise_is_the_root_of_the_electrons_and_leaves_the_mean() {
        let mut light = Grid::new(100, 100, 0.5);
        Noise { electrons: 800.0, read: 0.0 }.sense(&mut light, &mut Rng::with_seed(1));
        let (mean, spread) = spread(&light);
        assert!((mean - 0.5).abs() < 0.002 && (spread - 20.0 / 800.0).abs() < 0.002, "{mean} {spread}");
    }

    #[test]
    fn low_light_with_gain_is_as_bright_and_noisier() {
        let noise = |stops| {
            let mut light = Grid::new(100, 100, 0.5);
            LowLight { stops, gain: stops }.sense(&mut light, &mut Rng::with_seed(1));
            spread(&light)
        };
        assert!((noise(6.0).0 - 0.5).abs() < 0.01);
        assert!(noise(6.0).1 > 5.0 * noise(0.0).1);
    }

    #[test]
    fn the_curve_is_that_of_srgb() {
        assert_eq!([grey(0.0), grey(0.216), grey(1.0), grey(7.0)], [0, 128, 255, 255]);
    }

    #[test]
    fn a_poor_jpeg_changes_the_picture_but_not_its_size() {
        let pixels: Vec<u8> = (0..64 * 64).map(|i| if i % 3 == 0 { 20 } else { 220 }).collect();
        let mut picture = Picture { width: 64, height: 64, pixels: pixels.clone() };
        Jpeg { quality: 20 }.save(&mut picture).unwrap();
        assert_eq!(picture.pixels.len(), pixels.len());
        assert_ne!(picture.pixels, pixels);
    }
}
