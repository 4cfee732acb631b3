//! The pictures that the end-to-end tests hold before the camera are readable in the first place.

use std::path::{Path, PathBuf};

use scanner::{LumaFrame, Scanner, Standing, Symbology};

const UPC: &str = "400880000600";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name)
}

fn frame_of(jpeg: &[u8]) -> LumaFrame {
    let picture = image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).unwrap().to_rgba8();
    LumaFrame::from_rgba(picture.width() as usize, picture.height() as usize, picture.as_raw()).unwrap()
}

/// The JPEGs of a clip begin with FF D8 FF; inside of one, FF is never followed by D8.
fn frames_of(clip: &[u8]) -> Vec<LumaFrame> {
    let starts: Vec<usize> =
        (0..clip.len() - 2).filter(|&i| clip[i..i + 3] == [0xff, 0xd8, 0xff]).chain([clip.len()]).collect();
    starts.windows(2).map(|ends| frame_of(&clip[ends[0]..ends[1]])).collect()
}

#[test]
fn the_clip_for_the_fake_camera_shows_one_code_and_no_other() {
    let frames = frames_of(&std::fs::read(fixture("camera_clutter.mjpeg")).unwrap());
    let mut scanner = Scanner::default();
    let (mut accepted, mut read) = (Vec::new(), 0);
    for (i, frame) in frames.iter().enumerate() {
        for sighting in scanner.read_frame(frame.view(), i as f64 * 33.0) {
            assert_eq!(sighting.detection.text, UPC, "frame {i}");
            read += 1;
            if sighting.standing == Standing::Accepted {
                accepted.push(sighting.detection.symbology);
            }
        }
    }
    assert_eq!(accepted, [Symbology::UpcA]);
    assert!(read * 3 >= frames.len() * 2, "only {read} of {} frames", frames.len());
}

#[test]
fn the_photo_of_the_label_is_read_as_a_still() {
    let photo = frame_of(&std::fs::read(fixture("label_upc.jpg")).unwrap());
    let found = Scanner::default().read_still(photo.view());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].symbology, found[0].text.as_str()), (Symbology::UpcA, UPC));
}
