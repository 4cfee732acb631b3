//! What can go wrong with a picture, and at which stage each thing happens.
//!
//! Never here: how it is done; each has a module for that.

use fastrand::Rng;

use super::{
    Cylinder, DeadHeaters, Defocus, Fade, Falloff, Finger, Glare, Growth, Jpeg, LowContrast, LowLight, MotionBlur,
    Noise, Picture, Pose, Rotation, Scratches, Shadow, SmallModules, Stain, Tear, Tilt,
};
use crate::{Error, Grid, Placed, Sheet};

macro_rules! distortions {
    ($($name:ident),* $(,)?) => {
        /// One thing that goes wrong. Each is a struct with its strength in stated units.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub enum Distortion {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name($name),)*
        }

        $(impl From<$name> for Distortion {
            fn from(step: $name) -> Self {
                Self::$name(step)
            }
        })*
    };
}

distortions!(
    Growth,
    DeadHeaters,
    Fade,
    LowContrast,
    Scratches,
    Tear,
    Finger,
    Stain,
    SmallModules,
    Rotation,
    Tilt,
    Cylinder,
    Shadow,
    Falloff,
    Glare,
    Defocus,
    MotionBlur,
    Noise,
    LowLight,
    Jpeg,
);

impl Distortion {
    /// At which stage it happens: 0 paper, 1 geometry and what lies over the paper, 2 light, 3 lens, 4 sensor, 5 file.
    pub fn stage(&self) -> u8 {
        match self {
            Self::Growth(_) | Self::DeadHeaters(_) | Self::Fade(_) | Self::LowContrast(_) => 0,
            Self::Scratches(_) | Self::Tear(_) | Self::Stain(_) => 0,
            Self::SmallModules(_) | Self::Rotation(_) | Self::Tilt(_) | Self::Cylinder(_) | Self::Finger(_) => 1,
            Self::Shadow(_) | Self::Falloff(_) | Self::Glare(_) => 2,
            Self::Defocus(_) | Self::MotionBlur(_) => 3,
            Self::Noise(_) | Self::LowLight(_) => 4,
            Self::Jpeg(_) => 5,
        }
    }

    /// What happens on the paper.
    pub(super) fn print(&self, sheet: &mut Sheet, placed: &Placed, rng: &mut Rng) {
        match self {
            Self::Growth(step) => step.print(sheet, placed),
            Self::DeadHeaters(step) => step.print(sheet, placed, rng),
            Self::Fade(step) => step.print(sheet, placed),
            Self::LowContrast(step) => step.print(sheet),
            Self::Scratches(step) => step.print(sheet, placed, rng),
            Self::Tear(step) => step.print(sheet, placed, rng),
            Self::Stain(step) => step.print(sheet, placed, rng),
            _ => {}
        }
    }

    /// Where the camera and the paper stand.
    pub(super) fn move_camera(&self, pose: &mut Pose, placed: &Placed) {
        match self {
            Self::SmallModules(step) => pose.scale = step.pixels / placed.module,
            Self::Rotation(step) => pose.rotate(step.degrees),
            Self::Tilt(step) => pose.tilt(step.across, step.along),
            Self::Cylinder(step) => pose.bend = Some((step.axis, step.radius * placed.module)),
            _ => {}
        }
    }

    /// What lies over the paper.
    pub(super) fn cover(&self, light: &mut Grid, pose: &Pose, placed: &Placed, rng: &mut Rng) {
        if let Self::Finger(step) = self {
            step.cover(light, pose, placed, rng);
        }
    }

    /// How the paper is lit.
    pub(super) fn shine(&self, light: &mut Grid, _: &mut Rng) {
        match self {
            Self::Shadow(step) => step.shine(light),
            Self::Falloff(step) => step.shine(light),
            Self::Glare(step) => step.shine(light),
            _ => {}
        }
    }

    /// What the lens and the moving hand make of it.
    pub(super) fn focus(&self, light: &mut Grid, _: &mut Rng) {
        match self {
            Self::Defocus(step) => step.focus(light),
            Self::MotionBlur(step) => step.focus(light),
            _ => {}
        }
    }

    /// What the sensor makes of it.
    pub(super) fn sense(&self, light: &mut Grid, rng: &mut Rng) {
        match self {
            Self::Noise(step) => step.sense(light, rng),
            Self::LowLight(step) => step.sense(light, rng),
            _ => {}
        }
    }

    /// What the file loses.
    pub(super) fn save(&self, picture: &mut Picture) -> Result<(), Error> {
        match self {
            Self::Jpeg(step) => step.save(picture),
            _ => Ok(()),
        }
    }
}
