//! Films that a bench shows to Chromium's camera: what is in them, and the files.
//!
//! Never here: who reads them, and how well.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use press::{Act, Clip, Format};

use crate::Failure;
use crate::camera::CODE_IN_FILM;

/// Frames in a second: what Chromium shows of an MJPEG, whatever it was made for.
pub const RATE: u32 = 30;
/// Pixels of a frame: what the app asks the camera for.
const SIZE: (usize, usize) = (1280, 720);
/// How long a film is, in seconds. The stamp counts to 255, so eight at most.
const SECONDS: f32 = 3.0;
/// A phone's own quality of JPEG.
const QUALITY: u8 = 88;
/// Where chance starts.
const SEED: u64 = 7;

/// A film.
pub struct Film {
    /// Its name in a table.
    pub name: &'static str,
    act: Act,
    /// The codes that are shown, the first one first.
    pub codes: &'static [(Format, &'static str)],
}

/// The films of the bench.
pub const FILMS: [Film; 6] = [
    Film { name: "approach", act: Act::Approach, codes: &[(Format::UpcA, CODE_IN_FILM)] },
    Film { name: "shake", act: Act::Shake, codes: &[(Format::Code128, "WO-10423-07")] },
    Film { name: "focus", act: Act::FocusHunt, codes: &[(Format::Qr, "https://www.example.com/p/123456")] },
    Film { name: "turning", act: Act::Turning, codes: &[(Format::UpcA, CODE_IN_FILM)] },
    Film {
        name: "several",
        act: Act::Several,
        codes: &[(Format::UpcA, CODE_IN_FILM), (Format::DataMatrix, "IC-104237"), (Format::Code39, "A-1742")],
    },
    Film {
        name: "shelf",
        act: Act::ShelfPass,
        codes: &[
            (Format::UpcA, CODE_IN_FILM),
            (Format::Code128, "WO-10423-07"),
            (Format::Qr, "HTTPS://EX.CO/00417"),
            (Format::Code39, "A-1742"),
        ],
    },
];

/// A label that lies still enough, sharp and in the middle.
pub const CLEAR: Film = Film { name: "clear", act: Act::Shake, codes: &[(Format::UpcA, CODE_IN_FILM)] };

impl Film {
    /// Its file in `folder`, made if it is not there. Each frame carries its number.
    pub fn file(&self, folder: &Path) -> Result<PathBuf, Failure> {
        let said = |why: press::Error| Failure::said(why.to_string());
        let file = folder.join(format!("{}.mjpeg", self.name));
        if !file.is_file() {
            eprintln!("making the film {}", self.name);
            fs::create_dir_all(folder)?;
            let mut clip = Clip::new(self.act, SIZE, self.codes, SEED).map_err(said)?;
            (clip.seconds, clip.rate, clip.stamped) = (SECONDS, RATE, true);
            // Whole or not at all: a film that was cut off would be taken for one.
            let half = file.with_extension("half");
            clip.write_mjpeg(BufWriter::new(File::create(&half)?), QUALITY).map_err(said)?;
            fs::rename(&half, &file)?;
        }
        // Chromium takes no path that goes up.
        Ok(file.canonicalize()?)
    }
}
