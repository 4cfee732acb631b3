//! Prints barcodes and photographs them badly, the same way each time: pictures for tests and benches.
//!
//! The way of a picture: text → [`encode`] → [`Symbol`] (modules) → [`Sheet`] (ink on paper) → [`photograph`]
//! (paper damage, geometry, light, lens, sensor, file) → [`Shot`] (grey pixels and where the code truly is).
//!
//! Beside them the corpus on a disk, and how readers do on it. Never here: reading of codes. What reads must not be
//! measured with pictures that it made itself.

mod camera;
mod cases;
mod chance;
mod clip;
mod cores;
pub mod corpus;
mod error;
pub mod font;
mod grid;
pub mod score;
mod sheet;
mod symbol;

pub use camera::{
    Axis, Cylinder, DeadHeaters, Defocus, Distortion, Fade, Falloff, Finger, Glare, GlareShape, Ground, Growth, Hit,
    Jpeg, LowContrast, LowLight, MotionBlur, Noise, Picture, Pose, Recipe, Rotation, Scratches, Shadow, Shot,
    SmallModules, Stain, Subject, Tear, Tilt, expose, photograph, print,
};
pub use cases::{Case, Kind, Legend, cases, ladder, rungs};
pub use clip::{Act, Clip, Moment, stamp};
pub use cores::on_all_cores;
pub use error::Error;
pub use grid::{Grid, Point};
pub use sheet::{Placed, Print, Rect, Sheet};
pub use symbol::{Bearer, Correction, FNC1, Format, Modules, Options, Shape, Symbol, encode, encode_with, gs1};
