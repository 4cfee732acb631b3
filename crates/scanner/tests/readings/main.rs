//! What is written is read: every symbology, drawn, distorted like a camera would, and decoded.

#![allow(clippy::unwrap_used)]

mod fixtures;
mod frames;
mod nothing;
mod render;
mod round_trip;
