//! Which lines are scanned, and the brightness along one.

use crate::frame::{fixed, within};
use crate::{Luma, Point};

/// A straight line through a frame, scanned from its start to its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    start: Point,
    step: Point,
    samples: usize,
}

impl Line {
    /// One sample a pixel, from `start` on in the direction of `step`, for as long as the frame lasts.
    fn through(frame: &Luma<'_>, start: Point, step: Point) -> Self {
        let room = |from: f32, step: f32, size: usize| match step {
            step if step > 0.0 => (size as f32 - 1.0 - from) / step,
            step if step < 0.0 => from / -step,
            _ => f32::INFINITY,
        };
        let length = room(start.x, step.x, frame.width()).min(room(start.y, step.y, frame.height()));
        Self { start, step, samples: length.max(0.0) as usize + 1 }
    }

    /// From one sample to the next.
    pub(crate) fn step(&self) -> Point {
        self.step
    }

    /// How many samples the line has.
    pub(crate) fn samples(&self) -> usize {
        self.samples
    }

    /// Where in the frame a place along the line lies.
    pub(crate) fn point_at(&self, along: f32) -> Point {
        Point { x: self.start.x + self.step.x * along, y: self.start.y + self.step.y * along }
    }

    /// Writes the brightness along the line into `profile`, which is cleared first.
    pub(crate) fn sample(&self, frame: &Luma<'_>, profile: &mut Vec<u8>) {
        profile.clear();
        let (x, y) = (self.start.x as usize, self.start.y as usize);
        if self.step.y == 0.0 && self.step.x == 1.0 {
            profile.extend_from_slice(&frame.row(y)[x..x + self.samples]);
        } else if self.step.x == 0.0 && self.step.y == 1.0 {
            profile.extend(frame.column(x, y).take(self.samples));
        } else {
            let [start_x, start_y, step_x, step_y] = [self.start.x, self.start.y, self.step.x, self.step.y].map(fixed);
            let along = |start: i32, step: i32, i: i32| start.wrapping_add(step.wrapping_mul(i));
            profile.extend(
                (0..self.samples as i32).map(|i| frame.between(along(start_x, step_x, i), along(start_y, step_y, i))),
            );
        }
    }
}

/// `count` rows, from the middle outwards.
pub(crate) fn rows(frame: &Luma<'_>, count: usize) -> Vec<Line> {
    spread(frame.height(), count).map(|y| Line::through(frame, Point { x: 0.0, y }, Point { x: 1.0, y: 0.0 })).collect()
}

/// `count` columns, from the middle outwards.
pub(crate) fn columns(frame: &Luma<'_>, count: usize) -> Vec<Line> {
    spread(frame.width(), count).map(|x| Line::through(frame, Point { x, y: 0.0 }, Point { x: 0.0, y: 1.0 })).collect()
}

/// `count` parallel lines that rise or fall by `degrees`, from the middle outwards.
pub(crate) fn diagonals(frame: &Luma<'_>, count: usize, degrees: f32) -> Vec<Line> {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let step = Point { x: cosine, y: sine };
    let (width, height) = (frame.width() as f32 - 1.0, frame.height() as f32 - 1.0);
    // The lines are spread along the axis across them, as far as the frame's corners reach on it.
    let reach = (width * sine.abs() + height * cosine.abs()) as usize + 1;
    spread(reach, count)
        .filter_map(|across| {
            let offset = across - reach as f32 / 2.0;
            let middle = Point { x: width / 2.0 - sine * offset, y: height / 2.0 + cosine * offset };
            enter(middle, step, width, height).map(|start| Line::through(frame, start, step))
        })
        .collect()
}

/// Where the line through `point` comes into the frame.
fn enter(point: Point, step: Point, width: f32, height: f32) -> Option<Point> {
    let span = |at: f32, step: f32, size: f32| {
        let (a, b) = (-at / step, (size - at) / step);
        (a.min(b), a.max(b))
    };
    let (x_in, x_out) = span(point.x, step.x, width);
    let (y_in, y_out) = span(point.y, step.y, height);
    let (t_in, t_out) = (x_in.max(y_in), x_out.min(y_out));
    (t_in < t_out)
        .then(|| Point { x: within(point.x + step.x * t_in, width), y: within(point.y + step.y * t_in, height) })
}

/// `count` evenly spread whole numbers below `size`, the middle first: codes are held into the middle.
fn spread(size: usize, count: usize) -> impl Iterator<Item = f32> {
    let count = count.min(size);
    (0..count).map(move |i| {
        let hop = i.div_ceil(2);
        let slot = if i % 2 == 0 { count / 2 + hop } else { count / 2 - hop };
        ((slot.min(count - 1) * 2 + 1) * size / (2 * count)) as f32
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn lines_start_in_the_middle_and_meet_each_place_once() {
        let mut places: Vec<f32> = spread(720, 24).collect();
        assert_eq!(places[0], 375.0);
        places.sort_by(f32::total_cmp);
        places.dedup();
        assert_eq!(places.len(), 24);
        assert_eq!((places[0], places[23]), (15.0, 705.0));
        assert_eq!(spread(3, 24).count(), 3);
        assert_eq!(spread(0, 24).count(), 0);
    }

    #[test]
    fn every_sample_of_every_line_is_inside_the_frame() {
        let pixels = vec![7; 61 * 33];
        let frame = Luma::new(61, 33, &pixels).unwrap();
        let mut profile = Vec::new();
        for degrees in [-60.0, -45.0, -22.5, 22.5, 45.0, 60.0] {
            for line in diagonals(&frame, 16, degrees) {
                line.sample(&frame, &mut profile);
                let end = line.point_at(profile.len() as f32 - 1.0);
                for point in [line.start, end] {
                    assert!((-0.01..=60.01).contains(&point.x), "{degrees} {point:?}");
                    assert!((-0.01..=32.01).contains(&point.y), "{degrees} {point:?}");
                }
            }
        }
    }

    #[test]
    fn rows_and_columns_carry_the_pixels_unchanged() {
        let pixels: Vec<u8> = (0..12).collect();
        let frame = Luma::new(4, 3, &pixels).unwrap();
        let mut profile = Vec::new();
        rows(&frame, 1)[0].sample(&frame, &mut profile);
        assert_eq!(profile, [4, 5, 6, 7]);
        columns(&frame, 1)[0].sample(&frame, &mut profile);
        assert_eq!(profile, [2, 6, 10]);
    }
}
