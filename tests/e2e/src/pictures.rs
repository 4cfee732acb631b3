//! Pictures as a phone's camera makes them: large, all different, some of them lying on their side.

use std::path::PathBuf;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::Failure;

/// Width and height of the picture as the sensor sees it.
const SIZE: (u32, u32) = (1600, 1200);

/// Pictures in a folder, removed with this.
pub struct Pictures {
    folder: TempDir,
    made: Vec<PathBuf>,
}

impl Pictures {
    /// `count` upright pictures.
    pub fn upright(count: usize) -> Result<Self, Failure> {
        let mut pictures = Self { folder: TempDir::with_prefix("pem2-pictures-")?, made: Vec::new() };
        for _ in 0..count {
            pictures.add(None)?;
        }
        Ok(pictures)
    }

    /// Adds one that was taken with the phone held upright: its pixels lie on their side, and EXIF says so.
    pub fn add_rotated(&mut self) -> Result<(), Failure> {
        self.add(Some(6))
    }

    fn add(&mut self, orientation: Option<u8>) -> Result<(), Failure> {
        let number = self.made.len();
        self.keep(&format!("photo-{number}.jpg"), &encoded(SIZE, 90, orientation, number as u32)?)
    }

    /// Adds one of 48 megapixels and more than 12 MB.
    pub fn add_large(&mut self) -> Result<(), Failure> {
        let number = self.made.len() as u32;
        self.keep("large.jpg", &encoded((8000, 6000), 92, None, number)?)
    }

    /// Adds one of so many bytes. What the pixels do not fill is room behind them, as some cameras leave it.
    pub fn add_sized(&mut self, size: (u32, u32), quality: u8, bytes: usize) -> Result<(), Failure> {
        let number = self.made.len() as u32;
        let mut file = encoded(size, quality, None, number)?;
        if file.len() > bytes {
            return Err(Failure::said(format!("{} bytes already", file.len())));
        }
        file.resize(bytes, 0);
        self.keep(&format!("sized-{number}.jpg"), &file)
    }

    /// Adds one in the iPhone's own format, as far as its first bytes say: no browser here can draw it.
    pub fn add_heic(&mut self) -> Result<(), Failure> {
        let mut bytes = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
        bytes.extend((0..3_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8));
        self.keep("iphone.heic", &bytes)
    }

    /// Adds a copy of the first picture that nobody else has: `number` is in it. Behind it follows a film of what happened
    /// before the picture was taken, as some phones write it, until the file has `size` bytes.
    pub fn add_with_film(&mut self, number: u64, size: usize) -> Result<PathBuf, Failure> {
        let first = self.made.first().ok_or_else(|| Failure::said("there is no picture to copy"))?;
        let mut bytes = std::fs::read(first)?;
        // A comment, right after the two bytes that every JPEG starts with.
        let comment = [&[0xFF, 0xFE, 0, 10][..], &number.to_be_bytes()].concat();
        bytes.splice(2..2, comment);
        let mut grain = number;
        while bytes.len() < size {
            grain = grain.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            bytes.extend((grain ^ (grain >> 29)).to_le_bytes());
        }
        self.keep(&format!("film-{number}.jpg"), &bytes)?;
        self.made.last().cloned().ok_or_else(|| Failure::said("no picture was kept"))
    }

    /// Removes the last one: whoever makes hundreds needs the room.
    pub fn remove_last(&mut self) -> Result<(), Failure> {
        Ok(self.made.pop().map_or(Ok(()), std::fs::remove_file)?)
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes)?;
        self.made.push(path);
        Ok(())
    }

    /// Where they are.
    pub fn paths(&self) -> &[PathBuf] {
        &self.made
    }

    /// The hash of each, in the form in which photos name their bytes.
    pub fn hashes(&self) -> Result<Vec<String>, Failure> {
        self.made.iter().map(|path| Ok(hash(&std::fs::read(path)?))).collect()
    }
}

/// SHA-256, 64 hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Width and height of a picture as it is stored.
pub fn size(bytes: &[u8]) -> Result<(u32, u32), Failure> {
    let picture = image::load_from_memory(bytes).map_err(|error| Failure::said(error.to_string()))?;
    Ok((picture.width(), picture.height()))
}

/// A breaker panel on a wall; which breakers are on tells the number of the picture.
fn encoded((width, height): (u32, u32), quality: u8, orientation: Option<u8>, number: u32) -> Result<Vec<u8>, Failure> {
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            // The grain of a sensor in a dark cellar: no two bytes alike, as in a real photo.
            let grain = x.wrapping_mul(73_856_093) ^ y.wrapping_mul(19_349_663) ^ number.wrapping_mul(83_492_791);
            let grain = (grain.wrapping_mul(2_654_435_761) >> 28) as u8;
            pixels.extend(
                panel(x * SIZE.0 / width, y * SIZE.1 / height, number).map(|colour| colour.saturating_add(grain)),
            );
        }
    }
    let mut file = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut file, quality);
    let written = encoder.write_image(&pixels, width, height, ExtendedColorType::Rgb8);
    written.map_err(|error| Failure::said(error.to_string()))?;
    if let Some(orientation) = orientation {
        // Right after the two bytes that every JPEG starts with.
        file.splice(2..2, exif(orientation));
    }
    Ok(file)
}

/// The colour of one point: wall, door frame, label strip, breakers in two rows.
fn panel(x: u32, y: u32, number: u32) -> [u8; 3] {
    let inside =
        |left: u32, top: u32, right: u32, bottom: u32| (left..right).contains(&x) && (top..bottom).contains(&y);
    if !inside(450, 80, 1150, 1120) {
        return [150 - (y / 16) as u8, 140 - (y / 16) as u8, 126 - (y / 16) as u8];
    }
    if !inside(480, 110, 1120, 1090) {
        return [96, 102, 108];
    }
    let (column, row) = ((x - 480) / 320, (y - 110) / 98);
    let (across, down) = ((x - 480) % 320, (y - 110) % 98);
    if !(18..80).contains(&down) {
        return [176, 181, 186];
    }
    match across {
        30..120 => [236, 234, 226],
        140..280 => {
            let on = (number.wrapping_mul(0x9E37_79B9) >> (row + column * 10)) & 1 == 1;
            let lever = if on == (column == 0) { 230..270 } else { 150..190 };
            if lever.contains(&across) { [226, 226, 220] } else { [34, 36, 40] }
        }
        _ => [176, 181, 186],
    }
}

/// An APP1 segment that holds nothing but the orientation.
fn exif(orientation: u8) -> Vec<u8> {
    let mut body = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    body.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let length = (body.len() + 2) as u16;
    let mut segment = vec![0xFF, 0xE1];
    segment.extend(length.to_be_bytes());
    segment.extend(body);
    segment
}
