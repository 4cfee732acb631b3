//! The modules of a symbol whose sides are known: how many there may be, and which of them are dark.
//!
//! Never here: how the sides were found.

use rxing::Point;
use rxing::common::{BitMatrix, PerspectiveTransform, Quadrilateral};
use rxing::datamatrix::decoder::Version;

use super::super::Picture;
use super::dashes::Dashes;
use super::solid::{crossing, is_ink};
use crate::Luma;
use crate::frame::fixed;

/// The largest symbol.
const MOST_MODULES: usize = 144;
/// How many modules dirt or blur may add or hide on the two dashed sides together.
const MOST_MISCOUNTED: usize = 6;
/// Sizes that are tried for one symbol, at most: each costs an error correction.
const TRIES: usize = 4;

/// Columns and rows.
pub(super) type Size = (usize, usize);

/// The sizes that symbols have, those near to what was counted first; `most` modules may be miscounted in all.
pub(super) fn sizes_near((columns, rows): Size, most: usize) -> impl Iterator<Item = Size> {
    let near = |count: usize| {
        let least = (count.saturating_sub(most) / 2).max(4);
        (least..=(count + most).min(MOST_MODULES) / 2).map(|half| 2 * half)
    };
    let mut sizes: Vec<(usize, Size)> = near(columns)
        .flat_map(|across| near(rows).map(move |down| (across, down)))
        .map(|(across, down)| (across.abs_diff(columns) + down.abs_diff(rows), (across, down)))
        .filter(|&(miscounted, (across, down))| {
            miscounted <= most && Version::getVersionForDimensions(down as u32, across as u32).is_ok()
        })
        .collect();
    sizes.sort_unstable();
    sizes.into_iter().map(|(_, size)| size)
}

/// A symbol in the frame: four places whose modules are known, whatever the size.
#[derive(Clone)]
pub(super) struct Grid {
    /// The outer end of the dashed row's first module.
    pub(super) top_left: Point,
    /// The middle of the module where the dashed sides meet.
    pub(super) top_right: Point,
    /// The outer end of the dashed column's first module.
    pub(super) bottom_right: Point,
    /// The outer corner of the solid sides.
    pub(super) bottom_left: Point,
    pub(super) counted: Size,
}

impl Grid {
    pub(super) fn of(bottom_left: Point, top: &Dashes, right: &Dashes) -> Option<Self> {
        let top_right = crossing(top.start(), top.along(), right.start(), right.along())?;
        Some(Self {
            top_left: top.start(),
            top_right,
            bottom_right: right.start(),
            bottom_left,
            counted: (top.modules, right.modules),
        })
    }

    /// The sizes that it may have, the likeliest first.
    pub(super) fn sizes(&self) -> Vec<Size> {
        sizes_near(self.counted, MOST_MISCOUNTED).take(TRIES).collect()
    }

    /// The corners of a symbol of that size, from the upper left one around.
    pub(super) fn corners(&self, (columns, rows): Size) -> Option<[Point; 4]> {
        let places = self.places((columns, rows))?;
        let (right, bottom) = (columns as f32, rows as f32);
        Some(
            [(0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom)]
                .map(|(x, y)| places.transform_point(Point { x, y })),
        )
    }

    /// The modules, by what the picture in black and white has at the middle of each.
    pub(super) fn sampled(&self, size: Size, picture: &Picture) -> Option<BitMatrix> {
        self.modules(size, |place| is_ink(picture, place))
    }

    /// The modules, by the grey at the middle of each: dark is what is darker than halfway between the dark and the light
    /// ones of the dashed sides.
    pub(super) fn sampled_grey(&self, (columns, rows): Size, frame: &Luma<'_>) -> Option<BitMatrix> {
        let places = self.places((columns, rows))?;
        let middle = |x: usize, y: usize| places.transform_point(Point { x: x as f32 + 0.5, y: y as f32 + 0.5 });
        let top = (0..columns).map(|x| (x % 2, middle(x, 0)));
        let right = (0..rows).map(|y| ((rows - 1 - y) % 2, middle(columns - 1, y)));
        let mut sums = [(0_u32, 0_u32); 2];
        for (is_light, place) in top.chain(right) {
            sums[is_light].0 += u32::from(grey(frame, place));
            sums[is_light].1 += 1;
        }
        let [dark, light] = sums.map(|(sum, count)| sum / count.max(1));
        let limit = u32::midpoint(dark, light);
        self.modules((columns, rows), |place| u32::from(grey(frame, place)) < limit)
    }

    /// The modules of a symbol on something bent: each column where its dash above is, each row where its dash to the right
    /// is. `None` where the dashes are not those of that size.
    pub(super) fn sampled_bent(
        &self,
        (columns, rows): Size,
        (top, right): (&Dashes, &Dashes),
        picture: &Picture,
    ) -> Option<BitMatrix> {
        let [modules, pixels] = self.quadrilaterals((columns, rows));
        let flat = PerspectiveTransform::quadrilateralToQuadrilateral(pixels, modules).ok()?;
        let across: Vec<f32> =
            top.middles(picture, columns)?.into_iter().map(|at| flat.transform_point(at).x).collect();
        // The dashed column begins below.
        let down: Vec<f32> =
            right.middles(picture, rows)?.into_iter().rev().map(|at| flat.transform_point(at).y).collect();
        self.modules_at(&across, &down, |place| is_ink(picture, place))
    }

    fn modules(&self, (columns, rows): Size, is_dark: impl Fn(Point) -> bool) -> Option<BitMatrix> {
        let middles = |count: usize| (0..count).map(|nth| nth as f32 + 0.5).collect::<Vec<f32>>();
        self.modules_at(&middles(columns), &middles(rows), is_dark)
    }

    /// The modules whose middles are at these places across and down, in modules of a flat symbol.
    fn modules_at(&self, across: &[f32], down: &[f32], is_dark: impl Fn(Point) -> bool) -> Option<BitMatrix> {
        let places = self.places((across.len(), down.len()))?;
        let mut modules = BitMatrix::new(across.len() as u32, down.len() as u32).ok()?;
        for (row, &y) in down.iter().enumerate() {
            for (column, &x) in across.iter().enumerate() {
                if is_dark(places.transform_point(Point { x, y })) {
                    modules.set(column as u32, row as u32);
                }
            }
        }
        Some(modules)
    }

    /// The same, with one of the four places moved.
    pub(super) fn moved(&self, place: usize, way: Point) -> Self {
        let mut grid = self.clone();
        let places = [&mut grid.top_left, &mut grid.top_right, &mut grid.bottom_right, &mut grid.bottom_left];
        if let Some(place) = places.into_iter().nth(place) {
            *place += way;
        }
        grid
    }

    /// The length of the solid side below, in pixels.
    pub(super) fn width(&self) -> f32 {
        (self.bottom_right - self.bottom_left).length()
    }

    /// From modules to pixels.
    pub(super) fn places(&self, size: Size) -> Option<PerspectiveTransform> {
        let [modules, pixels] = self.quadrilaterals(size);
        PerspectiveTransform::quadrilateralToQuadrilateral(modules, pixels).ok()
    }

    /// The four places in modules and in pixels.
    fn quadrilaterals(&self, (columns, rows): Size) -> [Quadrilateral; 2] {
        let (right, bottom) = (columns as f32 - 0.5, rows as f32);
        let modules = [(0.0, 0.5), (right, 0.5), (right, bottom), (0.0, bottom)].map(|(x, y)| Point { x, y });
        let pixels = [self.top_left, self.top_right, self.bottom_right, self.bottom_left];
        [Quadrilateral(modules), Quadrilateral(pixels)]
    }
}

/// The brightness at a place, between pixels too.
pub(super) fn grey(frame: &Luma<'_>, place: Point) -> u8 {
    frame.between(fixed(place.x - 0.5), fixed(place.y - 0.5))
}
