//! Everything in a database as rows of plain values, the same from both engines: what backups are made of, and how data
//! moves from one engine to the other.
//!
//! Nothing here knows what the tables mean. They are found in the database itself ([`catalog`]), so a new migration needs no
//! change here as long as it keeps to the house's types. Never here: files, encryption, schedules.

pub mod catalog;
mod read;
mod tally;
mod write;

pub use catalog::{Column, Sort, Table};
pub use read::{Page, Reader, tallies, tallies_in};
pub use tally::{Tallies, Tally};
pub use write::{insert, is_empty, make_room};
