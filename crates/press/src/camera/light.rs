//! How the paper is lit: shadows, lamps, glare.
//!
//! Never here: too little light, which is the sensor's trouble.

use crate::{Grid, Point};

/// The edge of a shadow lies across the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shadow {
    /// What the shadow takes of the light, 0 to 1.
    pub depth: f32,
    /// Where the edge is, from -1 (one side of the picture) to 1, measured across it from the middle.
    pub at: f32,
    /// Direction into the shadow in degrees: 0 is to the right, 90 down.
    pub degrees: f32,
    /// Pixels over which the edge goes from light to shadow.
    pub soft: f32,
}

/// The lamp stands on one side: the light falls off towards the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Falloff {
    /// Halvings of the light from one side of the picture to the other. The bright side keeps its light.
    pub stops: f32,
    /// Direction into the dark in degrees: 0 is to the right, 90 down.
    pub degrees: f32,
}

/// The outline of a reflected lamp.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GlareShape {
    /// A lamp: bright in a round.
    Spot,
    /// A tube, or a window on a curved label: bright along a line, turned by degrees from the horizontal.
    Band(f32),
}

/// A lamp is reflected by a glossy label. It adds light; what is too bright is white.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glare {
    /// Light in the middle of it. 1 is as much as a white surface gives.
    pub strength: f32,
    /// Pixels from the middle to where 60 % of it are left.
    pub reach: f32,
    /// Where it is, in parts of the picture from its middle: (-0.5, -0.5) is the upper left corner.
    pub at: Point,
    /// Its outline.
    pub shape: GlareShape,
}

/// How far a place is from the middle in a direction: -1 to 1 from edge to edge of the picture.
fn way(grid_size: (f32, f32), (x, y): Point, degrees: f32) -> f32 {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let half = (grid_size.0 * cosine.abs() + grid_size.1 * sine.abs()) / 2.0;
    ((x - grid_size.0 / 2.0) * cosine + (y - grid_size.1 / 2.0) * sine) / half
}

impl Shadow {
    pub(super) fn shine(&self, light: &mut Grid) {
        let size = (light.width as f32, light.height as f32);
        let (sine, cosine) = self.degrees.to_radians().sin_cos();
        let half = (size.0 * cosine.abs() + size.1 * sine.abs()) / 2.0;
        light.change(|place, value| {
            let pixels = (way(size, place, self.degrees) - self.at) * half;
            let inside = (pixels / self.soft.max(1.0) + 0.5).clamp(0.0, 1.0);
            // A penumbra has no kinks.
            let inside = inside * inside * (3.0 - 2.0 * inside);
            value * (1.0 - self.depth * inside)
        });
    }
}

impl Falloff {
    pub(super) fn shine(&self, light: &mut Grid) {
        let size = (light.width as f32, light.height as f32);
        light.change(|place, value| value * (-self.stops * (way(size, place, self.degrees) + 1.0) / 2.0).exp2());
    }
}

impl Glare {
    pub(super) fn shine(&self, light: &mut Grid) {
        let (width, height) = (light.width as f32, light.height as f32);
        let middle = (width * (0.5 + self.at.0), height * (0.5 + self.at.1));
        light.change(|(x, y), value| {
            let (dx, dy) = (x - middle.0, y - middle.1);
            let off = match self.shape {
                GlareShape::Spot => dx.hypot(dy),
                GlareShape::Band(degrees) => {
                    let (sine, cosine) = degrees.to_radians().sin_cos();
                    dy * cosine - dx * sine
                }
            };
            value + self.strength * (-0.5 * (off / self.reach).powi(2)).exp()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shadow_takes_its_depth_on_one_side_only() {
        let mut light = Grid::new(100, 10, 0.8);
        Shadow { depth: 0.5, at: 0.0, degrees: 0.0, soft: 10.0 }.shine(&mut light);
        assert_eq!((light.values[2], light.values[97]), (0.8, 0.4));
    }

    #[test]
    fn a_lamp_on_the_left_leaves_the_right_darker_by_the_stops() {
        let mut light = Grid::new(100, 100, 0.4);
        Falloff { stops: 2.0, degrees: 0.0 }.shine(&mut light);
        let ratio = light.values[0] / light.values[99];
        assert!((ratio - 4.0).abs() < 0.1, "{ratio}");
    }

    #[test]
    fn glare_adds_most_in_its_middle() {
        let mut light = Grid::new(100, 100, 0.0);
        Glare { strength: 2.0, reach: 10.0, at: (0.2, 0.0), shape: GlareShape::Spot }.shine(&mut light);
        assert!(light.sample((70.0, 50.0)).is_some_and(|value| value > 1.9));
        assert!(light.sample((10.0, 50.0)).is_some_and(|value| value < 0.01));
    }
}
