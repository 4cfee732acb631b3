//! Geometry: how paper and camera stand to each other. All of it is one map, so that the sheet is resampled once.
//!
//! A pinhole camera looks along z, x to the right, y down. The paper's middle stands on the axis; turning happens
//! around it. Never here: light.

use super::Axis;
use crate::{Placed, Point};

/// The code is smaller or larger in the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SmallModules {
    /// Pixels of the picture to a module, in the middle.
    pub pixels: f32,
}

/// The paper is turned in its plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rotation {
    /// Degrees, clockwise in the picture.
    pub degrees: f32,
}

/// The paper is not held square to the camera.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tilt {
    /// Degrees around the picture's vertical axis: the right side goes away. Bars crowd there.
    pub across: f32,
    /// Degrees around the picture's horizontal axis: the upper side goes away.
    pub along: f32,
}

/// The label is around a pipe or a cable. The camera looks at its crest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cylinder {
    /// Radius in modules.
    pub radius: f32,
    /// The axis of the pipe on the paper. Around a vertical one the outer bars crowd.
    pub axis: Axis,
}

/// What a pixel looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The place, in pixels of the sheet.
    pub at: Point,
    /// How much of the light comes back from a surface so slanted, 0 to 1.
    pub shade: f32,
}

/// Where the paper is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pose {
    /// Pixels of the picture across and down.
    pub size: (usize, usize),
    /// The place of the sheet that turns stand still at, in its pixels.
    pub look_at: Point,
    /// Where that place is in the picture, in pixels from its middle.
    pub shift: Point,
    /// Pixels of the picture to one of the sheet, at that place.
    pub scale: f32,
    /// The paper's axes as the camera sees them: a rotation, row by row.
    pub turn: [[f32; 3]; 3],
    /// Axis and radius, in pixels of the sheet, of the pipe that the paper is around.
    pub bend: Option<(Axis, f32)>,
    /// Focal length in pixels of the picture.
    pub focal: f32,
}

impl Pose {
    /// Square before a symbol, with `module` pixels of the picture to a module. The field of view is 58° along the
    /// longer side, about a phone's main camera.
    pub fn facing(placed: &Placed, size: (usize, usize), module: f32) -> Self {
        Self {
            size,
            look_at: placed.middle(),
            shift: (0.0, 0.0),
            scale: module / placed.module,
            turn: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            bend: None,
            focal: 0.9 * size.0.max(size.1) as f32,
        }
    }

    /// Turns the paper clockwise in the picture.
    pub fn rotate(&mut self, degrees: f32) {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        self.turn_by([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]]);
    }

    /// Tilts the paper: the right side and the upper side go away, see [`Tilt`].
    pub fn tilt(&mut self, across: f32, along: f32) {
        let (sine, cosine) = across.to_radians().sin_cos();
        self.turn_by([[cosine, 0.0, -sine], [0.0, 1.0, 0.0], [sine, 0.0, cosine]]);
        let (sine, cosine) = along.to_radians().sin_cos();
        self.turn_by([[1.0, 0.0, 0.0], [0.0, cosine, sine], [0.0, -sine, cosine]]);
    }

    fn turn_by(&mut self, by: [[f32; 3]; 3]) {
        let old = self.turn;
        let cell = |row: [f32; 3], column: usize| (0..3).map(|k| row[k] * old[k][column]).sum();
        self.turn = by.map(|row| [cell(row, 0), cell(row, 1), cell(row, 2)]);
    }

    /// How far the paper is from the lens, in pixels of the sheet.
    fn distance(&self) -> f32 {
        self.focal / self.scale
    }

    /// Where the middle of the paper is in the picture.
    fn centre(&self) -> Point {
        (self.size.0 as f32 / 2.0 + self.shift.0, self.size.1 as f32 / 2.0 + self.shift.1)
    }

    /// Where a place of the sheet is in the picture, both in pixels.
    pub fn to_picture(&self, at: Point) -> Point {
        let flat = (at.0 - self.look_at.0, at.1 - self.look_at.1);
        let bent = |along: f32, radius: f32| {
            let (sine, cosine) = (along / radius).sin_cos();
            (radius * sine, radius * (1.0 - cosine))
        };
        let (x, y, z) = match self.bend {
            None => (flat.0, flat.1, 0.0),
            Some((Axis::Vertical, radius)) => {
                let (x, z) = bent(flat.0, radius);
                (x, flat.1, z)
            }
            Some((Axis::Horizontal, radius)) => {
                let (y, z) = bent(flat.1, radius);
                (flat.0, y, z)
            }
        };
        let [x, y, z] = self.turn.map(|row| row[0] * x + row[1] * y + row[2] * z);
        let (centre, nearer) = (self.centre(), self.focal / (self.distance() + z));
        (centre.0 + x * nearer, centre.1 + y * nearer)
    }

    /// What a pixel looks at; `None` past the edge of a pipe or of the world.
    pub fn to_sheet(&self, pixel: Point) -> Option<Hit> {
        let (centre, distance) = (self.centre(), self.distance());
        let ray = [(pixel.0 - centre.0) / self.focal, (pixel.1 - centre.1) / self.focal, 1.0];
        // Into the paper's own axes: a rotation's inverse is its transpose.
        let back = |v: [f32; 3]| [0, 1, 2].map(|k| (0..3).map(|row| self.turn[row][k] * v[row]).sum::<f32>());
        let (eye, ray) = (back([0.0, 0.0, -distance]), back(ray));
        let (x, y, shade) = match self.bend {
            None => {
                let reach = -eye[2] / ray[2];
                // Beyond that lies the horizon.
                (0.0..20.0 * distance).contains(&reach).then_some((
                    eye[0] + reach * ray[0],
                    eye[1] + reach * ray[1],
                    1.0,
                ))?
            }
            Some((Axis::Vertical, radius)) => {
                let (reach, x, facing) = around([eye[0], eye[2]], [ray[0], ray[2]], radius)?;
                (x, eye[1] + reach * ray[1], facing)
            }
            Some((Axis::Horizontal, radius)) => {
                let (reach, y, facing) = around([eye[1], eye[2]], [ray[1], ray[2]], radius)?;
                (eye[0] + reach * ray[0], y, facing)
            }
        };
        Some(Hit { at: (x + self.look_at.0, y + self.look_at.1), shade })
    }
}

/// Where a ray first meets a circle whose crest is the origin: how far along the ray, how far along the arc, how bright
/// a surface of that slant is.
fn around(eye: [f32; 2], ray: [f32; 2], radius: f32) -> Option<(f32, f32, f32)> {
    let eye = [eye[0], eye[1] - radius];
    let a = ray[0] * ray[0] + ray[1] * ray[1];
    let half_b = eye[0] * ray[0] + eye[1] * ray[1];
    let c = eye[0] * eye[0] + eye[1] * eye[1] - radius * radius;
    let inside = half_b * half_b - a * c;
    if inside < 0.0 {
        return None;
    }
    let reach = (-half_b - inside.sqrt()) / a;
    let (across, deep) = (eye[0] + reach * ray[0], eye[1] + reach * ray[1]);
    let angle = across.atan2(-deep);
    (reach > 0.0).then_some((reach, angle * radius, 0.3 + 0.7 * angle.cos().max(0.0)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn pose() -> Pose {
        let corners = [(10.0, 10.0), (110.0, 10.0), (110.0, 60.0), (10.0, 60.0)];
        Pose::facing(&Placed { corners, module: 4.0 }, (640, 480), 8.0)
    }

    #[test]
    fn there_and_back_is_the_same_place() {
        for bend in [None, Some((Axis::Vertical, 90.0)), Some((Axis::Horizontal, 90.0))] {
            let mut pose = Pose { bend, shift: (12.0, -7.0), ..pose() };
            pose.rotate(33.0);
            pose.tilt(25.0, -14.0);
            for place in [(10.0, 10.0), (70.5, 20.0), (110.0, 60.0)] {
                let back = pose.to_sheet(pose.to_picture(place)).unwrap().at;
                assert!((back.0 - place.0).hypot(back.1 - place.1) < 0.05, "{bend:?}: {place:?} became {back:?}");
            }
        }
    }

    #[test]
    fn a_module_in_the_middle_has_the_pixels_that_are_asked_for() {
        let (left, right) = (pose().to_picture((60.0, 35.0)), pose().to_picture((64.0, 35.0)));
        assert_eq!((left, right.0 - left.0), ((320.0, 240.0), 8.0));
    }

    #[test]
    fn a_turn_is_clockwise_and_a_tilt_takes_the_right_side_away() {
        let mut pose = pose();
        pose.rotate(90.0);
        let right = pose.to_picture((110.0, 35.0));
        assert!((right.0 - 320.0).abs() < 0.01 && right.1 > 300.0);
        let mut pose = self::pose();
        pose.tilt(40.0, 0.0);
        let (left, right) = (pose.to_picture((10.0, 35.0)), pose.to_picture((110.0, 35.0)));
        assert!(right.0 - 320.0 < 320.0 - left.0);
    }

    #[test]
    fn past_the_edge_of_a_pipe_there_is_nothing() {
        let pose = Pose { bend: Some((Axis::Vertical, 20.0)), ..pose() };
        assert_eq!(pose.to_sheet((600.0, 240.0)), None);
    }
}
