//! What the second module adds is read, and what the first reads is read as before.

#![allow(clippy::unwrap_used)]

mod data_bar;
#[allow(dead_code)]
#[path = "../readings/render.rs"]
mod render;
mod round_trip;
mod same_as_before;
