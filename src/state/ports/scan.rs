//! The camera as a barcode reader, as the scan page sees it.

use leptos::prelude::Callback;
use protocol::scan::{Detection, Size};
use web_sys::{File, HtmlVideoElement};

use super::Later;

/// Why there is no picture to scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameraError {
    /// The person or the system said no.
    Denied,
    /// There is none.
    Missing,
    /// Another app has it.
    Busy,
    /// The page is not served safely.
    Insecure,
    /// Anything else.
    Other,
}

/// How near the camera can come, in the camera's own numbers: mostly 1 for as it is, 2 for twice as near.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Zoom {
    /// Farthest.
    pub least: f64,
    /// Nearest.
    pub most: f64,
    /// The smallest change.
    pub step: f64,
    /// As it stands.
    pub now: f64,
}

/// What the camera in use can do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CameraView {
    /// It has a light.
    pub torch: bool,
    /// The light is on.
    pub torch_on: bool,
    /// There is another camera to switch to.
    pub can_switch: bool,
    /// It can come nearer.
    pub zoom: Option<Zoom>,
}

/// The codes of one frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The best proven first; none when the last ones left the view.
    pub codes: Vec<Detection>,
    /// The size of the frame that their outlines refer to.
    pub size: Size,
}

/// What a scan session tells the page.
#[derive(Clone, Debug)]
pub enum ScanEvent {
    /// The picture is there.
    Started(CameraView),
    /// What is in view.
    Saw(Seen),
    /// Nothing was read for long: the camera was let go of, to spare the battery.
    Resting,
    /// The camera or the reader is gone; the typed entry still works.
    Failed(CameraError),
}

/// The camera as a barcode reader. One session at a time.
pub trait Scan {
    /// Opens the camera into `video` and reads until [`Scan::stop`].
    fn start(&self, video: HtmlVideoElement, events: Callback<ScanEvent>);
    /// Which symbologies are read from the next start on: the usual ones, or the company's rare ones too.
    fn read_more(&self, more: bool);
    /// Lets go of the camera.
    fn stop(&self);
    /// Reads, or only shows the picture: nobody waits for a code while a sheet is open.
    fn look(&self, on: bool);
    /// The other camera.
    fn switch(&self);
    /// Light on or off.
    fn torch(&self, on: bool);
    /// Nearer or farther, in the numbers of [`Zoom`].
    fn zoom(&self, to: f64);
    /// Holds the picture, and reads what it shows with all patience.
    fn freeze(&self) -> Later<Vec<Detection>>;
    /// Lets the picture run on.
    fn thaw(&self);
    /// Reads a photo of a code.
    fn still(&self, file: File) -> Later<Vec<Detection>>;
}
