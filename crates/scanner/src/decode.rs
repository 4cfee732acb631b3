//! From bars or modules to text, by rxing's decoders, and the checks that a reading has to pass.
//!
//! Never here: where in the frame to look, or how many readings make a proof.

mod components;
mod data_matrix;
mod finder;
mod matrix;
mod picture;
mod row;
mod soft;
mod starts;

pub(crate) use data_matrix::find_data_matrix;
pub(crate) use matrix::{read_data_matrix, read_qr};
pub(crate) use picture::{Blocks, Picture};
pub(crate) use row::{RowReader, RowReading};
pub(crate) use soft::SoftReader;
