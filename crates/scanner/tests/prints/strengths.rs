//! How strong each distortion is of which each symbology is read, in hundredths of what nobody reads. The tests beside show
//! it at these strengths; how much more is borne was measured for few. Where there is 0, the print is hardly touched.
//!
//! A number may rise when the reader gets better. It falls only with a reason in the commit that lowers it.

use press::Kind;

/// In the order of [`press::Format::ALL`].
pub const STRENGTHS: [(Kind, [u8; 11]); 26] = [
    // EAN-13, EAN-8, UPC-A, UPC-E, Code 128, Code 39, Code 93, ITF, Codabar, QR, Data Matrix
    (Kind::SmallModules, [50, 40, 45, 40, 40, 40, 40, 45, 40, 40, 30]),
    (Kind::Rotation, [65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65]),
    (Kind::TiltAcross, [45, 50, 50, 50, 45, 45, 45, 45, 20, 50, 60]),
    (Kind::TiltAlong, [65, 65, 65, 65, 65, 65, 65, 65, 65, 50, 60]),
    (Kind::CylinderAcross, [45, 60, 45, 50, 30, 40, 30, 30, 25, 65, 65]),
    (Kind::CylinderAlong, [65, 65, 65, 65, 65, 65, 65, 65, 65, 45, 65]),
    (Kind::Defocus, [25, 25, 25, 25, 25, 25, 25, 25, 25, 35, 30]),
    (Kind::MotionAcross, [10, 10, 10, 10, 10, 10, 10, 10, 10, 15, 15]),
    (Kind::MotionAlong, [50, 50, 50, 50, 50, 50, 50, 50, 50, 10, 10]),
    (Kind::Noise, [40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40]),
    (Kind::LowLight, [40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40]),
    (Kind::GlareSpot, [40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40]),
    (Kind::GlareBand, [40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40]),
    (Kind::Shadow, [50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50]),
    (Kind::Falloff, [40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40]),
    (Kind::LowContrast, [45, 45, 45, 45, 45, 45, 45, 45, 45, 20, 20]),
    (Kind::Growth, [30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30]),
    (Kind::Shrink, [30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30]),
    (Kind::DeadHeatersAcross, [30, 30, 30, 30, 30, 30, 30, 30, 30, 0, 0]),
    (Kind::DeadHeatersAlong, [5, 5, 5, 5, 5, 0, 0, 0, 5, 5, 0]),
    (Kind::Fade, [30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30]),
    (Kind::Scratches, [20, 20, 20, 20, 0, 0, 20, 20, 0, 0, 0]),
    (Kind::Tear, [20, 20, 20, 20, 20, 20, 20, 20, 20, 0, 0]),
    (Kind::Finger, [15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15]),
    (Kind::Stain, [20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20]),
    (Kind::Jpeg, [50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50]),
];
