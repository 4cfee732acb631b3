//! What a hand does with a camera, as functions of time.
//!
//! Never here: pixels.

use crate::{Placed, Point, Pose};

/// What the hand does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// The camera comes nearer until the first code fills two thirds of the frame, then stays.
    Approach,
    /// The camera stands before the first code, and the hand shakes.
    Shake,
    /// The lens looks for its focus: sharp, past it, back.
    FocusHunt,
    /// The first code is turned in its plane, 200° in all.
    Turning,
    /// All codes are in the frame.
    Several,
    /// The camera passes along all codes and stops a moment at each.
    ShelfPass,
}

/// The scene at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// Where the sheet is.
    pub pose: Pose,
    /// Radius of the disc that a point is, in pixels.
    pub blur: f32,
    /// Halvings of the light, seen from a well lit desk.
    pub dark: f32,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Approach, Self::Shake, Self::FocusHunt, Self::Turning, Self::Several, Self::ShelfPass];

    /// The scene at a part of the film, 0 to 1, and at a time in seconds. `placed` has at least one symbol.
    pub(super) fn moment(self, part: f32, seconds: f32, size: (usize, usize), placed: &[Placed]) -> Moment {
        let first = &placed[0];
        let width = size.0 as f32;
        // Blur is stated for frames 640 pixels wide.
        let unit = width / 640.0;
        let mut pose = Pose::facing(first, size, 1.0);
        // The first code over this part of the frame, upright ones no higher than the frame.
        let fill = |pose: &mut Pose, part: f32| {
            let area = first.area();
            pose.scale = (part * width / area.width).min(0.85 * size.1 as f32 / area.height);
        };
        let mut blur = 0.5 * unit;
        let mut shake = 1.0;
        fill(&mut pose, 0.62);
        match self {
            Self::Approach => {
                let near = ease(part / 0.6);
                fill(&mut pose, 0.16 + 0.5 * near);
                pose.rotate(-9.0 + 6.0 * near);
                pose.tilt(18.0 * (1.0 - near), 22.0 - 10.0 * near);
                blur = unit * (0.5 + 3.0 * (1.0 - ease((part - 0.35) / 0.3)));
            }
            Self::Shake => shake = 3.0,
            Self::FocusHunt => {
                // Sharp is where it passes zero: twice on the way, and at the end.
                let off = (part * std::f32::consts::TAU * 1.5).cos() * (1.0 - ease((part - 0.55) / 0.35));
                blur = unit * (0.4 + 5.0 * off.abs());
                // A lens that focuses breathes: the picture grows a little.
                pose.scale *= 1.0 + 0.02 * off;
            }
            Self::Turning => {
                fill(&mut pose, 0.5);
                pose.rotate(-20.0 + 200.0 * ease(part));
                pose.tilt(10.0, 0.0);
            }
            Self::Several => {
                let (left, right, top, bottom) = edges(placed);
                pose.look_at = ((left + right) / 2.0, (top + bottom) / 2.0);
                pose.scale = (0.86 * width / (right - left)).min(0.7 * size.1 as f32 / (bottom - top));
                pose.rotate(3.0);
            }
            Self::ShelfPass => {
                fill(&mut pose, 0.5);
                pose.look_at = stop_at_each(placed, part);
                pose.tilt(-12.0, 8.0);
            }
        }
        tremble(&mut pose, shake, unit, seconds);
        Moment { pose, blur, dark: 3.0 }
    }
}

/// The way from middle to middle: a rest of half the time at each, then on.
fn stop_at_each(placed: &[Placed], part: f32) -> Point {
    let along = part.clamp(0.0, 1.0) * placed.len() as f32;
    let from = (along as usize).min(placed.len() - 1);
    let on = ease((along - from as f32) * 2.0 - 1.0);
    let (here, there) = (placed[from].middle(), placed[(from + 1).min(placed.len() - 1)].middle());
    (here.0 + (there.0 - here.0) * on, here.1 + (there.1 - here.1) * on)
}

/// Left, right, upper and lower edge around all symbols.
fn edges(placed: &[Placed]) -> (f32, f32, f32, f32) {
    let corners = || placed.iter().flat_map(|symbol| symbol.corners);
    let least = |axis: fn((f32, f32)) -> f32| corners().map(axis).fold(f32::MAX, f32::min);
    let most = |axis: fn((f32, f32)) -> f32| corners().map(axis).fold(f32::MIN, f32::max);
    (least(|c| c.0), most(|c| c.0), least(|c| c.1), most(|c| c.1))
}

/// A hand's tremor: some hertz of sway and about nine of tremble. `unit` is how many pixels of the frame are one of 640;
/// a turn is the same in all.
fn tremble(pose: &mut Pose, shake: f32, unit: f32, seconds: f32) {
    let pixels = shake * unit;
    let wave = |hertz: f32, phase: f32| (seconds * hertz * std::f32::consts::TAU + phase).sin();
    pose.shift.0 += pixels * (5.0 * wave(0.9, 0.3) + 1.6 * wave(3.7, 1.1) + 0.7 * wave(8.9, 2.0));
    pose.shift.1 += pixels * (4.0 * wave(1.1, 2.3) + 1.9 * wave(3.1, 0.2) + 0.8 * wave(9.3, 0.9));
    pose.rotate(shake * 0.35 * wave(0.7, 1.9));
}

/// From 0 to 1 without a jerk at either end.
fn ease(part: f32) -> f32 {
    let part = part.clamp(0.0, 1.0);
    part * part * (3.0 - 2.0 * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_trembles_by_the_same_angle_in_frames_of_any_size() {
        let corners = [(10.0, 10.0), (110.0, 10.0), (110.0, 60.0), (10.0, 60.0)];
        let placed = [Placed { corners, module: 4.0 }];
        let at = |size: (usize, usize)| Act::Shake.moment(0.3, 0.9, size, &placed).pose;
        let (small, large) = (at((640, 480)), at((1280, 960)));
        assert_eq!(small.turn, large.turn);
        assert_eq!((small.shift.0 * 2.0, small.shift.1 * 2.0), large.shift);
    }
}
