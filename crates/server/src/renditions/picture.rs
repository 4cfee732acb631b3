//! Scaling one picture, in memory. Bounded, so that a small file that claims to be an enormous picture costs nothing.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::error::{LimitError, LimitErrorKind};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, ImageResult, Limits};

/// The longest side of the large picture (protocol::blobs::Rendition).
const LARGE: u32 = 2048;
/// The longest side of the small one.
const THUMB: u32 = 320;
/// Twice the pixels of the largest phone camera in one direction.
const MAX_SIDE: u32 = 32_768;
/// Memory for a picture while it is decoded: 200 megapixels in colour.
const MAX_MEMORY: u64 = 640 * 1024 * 1024;

/// Whether the pixels stand upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Upright {
    /// The EXIF part says how to turn them.
    ByExif,
    /// They were turned when the picture was decoded.
    Already,
}

/// Two smaller pictures, as JPEG.
pub(super) struct Pictures {
    /// For a screen.
    pub large: Vec<u8>,
    /// For a list.
    pub thumb: Vec<u8>,
}

/// Makes both out of the bytes of a picture.
pub(super) fn scale(bytes: &[u8], upright: Upright) -> ImageResult<Pictures> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    // The limits that a decoder is given bound what it needs beside the picture: the picture itself is bounded here.
    if decoder.total_bytes() > MAX_MEMORY {
        return Err(ImageError::Limits(LimitError::from_kind(LimitErrorKind::InsufficientMemory)));
    }
    let orientation = decoder.orientation()?;
    let mut picture = shrink(DynamicImage::from_decoder(decoder)?, LARGE);
    if upright == Upright::ByExif {
        picture.apply_orientation(orientation);
    }
    let picture = DynamicImage::ImageRgb8(on_white(picture));
    let thumb = shrink(picture.clone(), THUMB);
    Ok(Pictures { large: jpeg(&picture, 82)?, thumb: jpeg(&thumb, 75)? })
}

fn shrink(picture: DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side {
        picture
    } else {
        picture.resize(side, side, FilterType::Triangle)
    }
}

/// JPEG knows no transparency: what shines through is white, as on paper.
fn on_white(picture: DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    image::RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [r, g, b, a] = picture.get_pixel(x, y).0.map(u32::from);
        let mix = |c: u32| u8::try_from((c * a + 255 * (255 - a)) / 255).unwrap_or(u8::MAX);
        image::Rgb([mix(r), mix(g), mix(b)])
    })
}

fn jpeg(picture: &DynamicImage, quality: u8) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))?;
    Ok(bytes)
}
