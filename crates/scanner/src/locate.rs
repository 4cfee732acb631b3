//! Finding bars: straight lines through the frame, the edges along each, and the stretches between two quiet zones.
//!
//! Never here: what the bars say.

mod edges;
mod grain;
mod histogram;
mod line;
mod spans;
mod stripes;

pub(crate) use edges::edges_between_extrema;
pub(crate) use grain::Grain;
pub(crate) use histogram::edges_of_histogram;
pub(crate) use line::{Line, columns, diagonals, rows};
pub(crate) use spans::{MODULES, ean_spans};
pub(crate) use stripes::{Stripes, stretches};
