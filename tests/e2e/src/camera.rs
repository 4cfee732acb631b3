//! What Chromium's camera sees: a film of a shelf label among clutter, in place of a lens.

use std::path::{Path, PathBuf};

use crate::Failure;

/// The UPC-A on the label in the film.
pub const CODE_IN_FILM: &str = "400880000600";

/// The film.
pub fn film() -> Result<PathBuf, Failure> {
    // Chromium takes no path that goes up.
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/camera_clutter.mjpeg").canonicalize()?)
}

/// The switches that show it to every page that asks for the camera.
pub fn switches(film: &Path) -> [String; 3] {
    [
        "--use-fake-ui-for-media-stream".to_owned(),
        "--use-fake-device-for-media-stream".to_owned(),
        format!("--use-file-for-fake-video-capture={}", film.display()),
    ]
}
