//! What travels between phone and server, and between the page and its workers. JSON over HTTPS.
//!
//! Formats only grow: fields are added with a default, meanings never change, a snapshot test holds every shape.
//! Never here: behaviour beyond validation.

pub mod account;
pub mod auth;
pub mod backups;
pub mod blobs;
pub mod error;
pub mod owner;
pub mod parcel;
pub mod paths;
pub mod phones;
pub mod scan;
pub mod sync;

/// The schema of edits and rows that this build speaks. A server accepts edits of every schema of the last 400 days.
pub const SCHEMA: u32 = 1;
