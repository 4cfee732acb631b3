//! What `press` prints and photographs badly is read, and nothing else is.

#![allow(clippy::unwrap_used)]

mod any_content;
mod case;
mod frames;
mod grounds;
mod recorded;
mod strengths;
