//! What Chromium's camera sees: a film of a shelf label among clutter, in place of a lens.

use std::path::{Path, PathBuf};

use press::{Act, Clip, Format};

use crate::Failure;

/// The corners of a code, in pixels of its picture.
pub type Corners = [(f32, f32); 4];

/// The UPC-A on the label in the film.
pub const CODE_IN_FILM: &str = "400880000600";

/// The film.
pub fn film() -> Result<PathBuf, Failure> {
    // Chromium takes no path that goes up.
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/camera_clutter.mjpeg").canonicalize()?)
}

/// A pass along a shelf with these UPC-A labels, in turn; it begins anew when it is over. Written into `folder`.
pub fn shelf_pass(folder: &Path, codes: &[&str]) -> Result<PathBuf, Failure> {
    let labels: Vec<(Format, &str)> = codes.iter().map(|code| (Format::UpcA, *code)).collect();
    let clip = Clip::new(Act::ShelfPass, (640, 480), &labels, 11)?;
    let path = folder.join("shelf.mjpeg");
    clip.write_mjpeg(std::fs::File::create(&path)?, 85)?;
    Ok(path)
}

/// One frame of a label with this code, as JPEG, and the corners of the code in it.
pub fn label(format: Format, code: &str, size: (usize, usize)) -> Result<(Vec<u8>, Corners), Failure> {
    let mut clip = Clip::new(Act::Shake, size, &[(format, code)], 3)?;
    (clip.seconds, clip.rate) = (1.0, 1);
    let mut film = Vec::new();
    // A film is its frames one after the other: of one frame it is a picture.
    clip.write_mjpeg(&mut film, 90)?;
    let shot = clip.frame(0)?;
    let corners = shot.outlines.first().copied().ok_or_else(|| Failure::said("a label without a code"))?;
    Ok((film, corners))
}

/// The switches that show it to every page that asks for the camera.
pub fn switches(film: &Path) -> [String; 3] {
    [
        "--use-fake-ui-for-media-stream".to_owned(),
        "--use-fake-device-for-media-stream".to_owned(),
        format!("--use-file-for-fake-video-capture={}", film.display()),
    ]
}
