//! Pictures for photos.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use sha2::{Digest, Sha256};

/// Left half red, right half blue.
pub fn two_halves(width: u32, height: u32) -> DynamicImage {
    let pixel = |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
}

pub fn encode(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG whose EXIF part says that it must be turned a quarter to the right to stand upright (orientation 6).
pub fn sideways_jpeg(picture: &DynamicImage) -> Vec<u8> {
    let plain = encode(picture, ImageFormat::Jpeg);
    // TIFF header, one entry: tag 0x0112 (orientation), type SHORT, one value, 6.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1];
    bytes.extend(length);
    bytes.append(&mut exif);
    bytes.extend(&plain[2..]);
    bytes
}

pub fn sha256(bytes: &[u8]) -> String {
    server::auth::keys::hex(&Sha256::digest(bytes))
}
