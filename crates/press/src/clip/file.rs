//! Films as files that Chromium's `--use-file-for-fake-video-capture` takes.
//!
//! Never here: what is in the frames.

use std::io::Write;

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use super::Clip;
use crate::{Error, Picture, on_all_cores};

impl Clip {
    /// Writes the film as MJPEG: JPEGs one after the other, in colour as a camera's are, of a quality from 1 to 100.
    pub fn write_mjpeg(&self, mut out: impl Write, quality: u8) -> Result<(), Error> {
        let frames = on_all_cores(self.frames(), |number| {
            let mut file = Vec::new();
            jpeg(&self.frame(number)?.picture, quality, &mut file).map(|()| file)
        })?;
        Ok(frames.iter().try_for_each(|file| out.write_all(file))?)
    }

    /// Writes the film as Y4M: YUV4MPEG2 with 4:2:0 planes, luma from 16 to 235 (ITU-R BT.601), no colour.
    pub fn write_y4m(&self, mut out: impl Write) -> Result<(), Error> {
        let (width, height) = self.size;
        if width % 2 != 0 || height % 2 != 0 {
            return Err(Error::Recipe("frames of Y4M have even sides"));
        }
        writeln!(out, "YUV4MPEG2 W{width} H{height} F{}:1 Ip A1:1 C420jpeg", self.rate)?;
        for number in 0..self.frames() {
            writeln!(out, "FRAME")?;
            let grey = self.frame(number)?.picture.pixels;
            out.write_all(&grey.iter().map(|&value| studio(value)).collect::<Vec<u8>>())?;
            out.write_all(&vec![128; width * height / 2])?;
        }
        Ok(())
    }
}

/// A grey value in the range that video has.
fn studio(grey: u8) -> u8 {
    (16 + (u16::from(grey) * 219 + 127) / 255) as u8
}

fn jpeg(picture: &Picture, quality: u8, out: &mut impl Write) -> Result<(), Error> {
    let rgb: Vec<u8> = picture.pixels.iter().flat_map(|&grey| [grey; 3]).collect();
    let (width, height) = (picture.width as u32, picture.height as u32);
    JpegEncoder::new_with_quality(out, quality).encode(&rgb, width, height, ExtendedColorType::Rgb8)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::Act;
    use super::*;
    use crate::Format;

    fn tiny() -> Clip {
        let clip = Clip::new(Act::Shake, (64, 48), &[(Format::Ean8, "1234567")], 1).unwrap();
        Clip { seconds: 1.0, rate: 3, ..clip }
    }

    #[test]
    fn a_small_film_shows_white_paper() {
        let brightest = tiny().frame(0).unwrap().picture.pixels.into_iter().max();
        assert!(brightest > Some(150), "{brightest:?}");
    }

    #[test]
    fn mjpeg_is_one_jpeg_after_the_other() {
        let mut file = Vec::new();
        tiny().write_mjpeg(&mut file, 70).unwrap();
        let starts: Vec<usize> = (0..file.len() - 3).filter(|&i| file[i..i + 3] == [0xff, 0xd8, 0xff]).collect();
        assert_eq!(starts.len(), 3);
        for (i, &start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(file.len());
            let frame = image::load_from_memory(&file[start..end]).unwrap();
            assert_eq!((frame.width(), frame.height()), (64, 48));
        }
    }

    #[test]
    fn y4m_has_a_head_and_whole_frames() {
        let mut file = Vec::new();
        tiny().write_y4m(&mut file).unwrap();
        let head = b"YUV4MPEG2 W64 H48 F3:1 Ip A1:1 C420jpeg\n";
        assert!(file.starts_with(head));
        assert_eq!(file.len(), head.len() + 3 * (6 + 64 * 48 * 3 / 2));
    }

    #[test]
    fn black_and_white_are_those_of_video() {
        assert_eq!([studio(0), studio(255)], [16, 235]);
    }
}
