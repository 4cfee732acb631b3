//! What a barcode says. Text that a reader or a person gave goes in; numbers, lots and dates come out.
//!
//! Rooms: [`gtin`] knows product numbers and their check digits, [`ai`] the table of GS1 Application Identifiers,
//! [`gs1`] element strings, [`digital_link`] the same as a web address, [`mh10`] labels of parts, and [`meaning`] puts
//! them together. Never here: reading pictures, looking anything up, opening an address, words that a person reads.

pub mod ai;
pub mod amount;
pub mod date;
pub mod digital_link;
pub mod element;
pub mod gs1;
pub mod gtin;
#[cfg(test)]
mod labels;
mod lint;
pub mod meaning;
pub mod mh10;
#[cfg(test)]
mod round_trips;

pub use digital_link::parse_digital_link;
pub use element::{Element, Scheme};
pub use gs1::{Gs1Error, Problem, parse_elements};
pub use gtin::{base_unit, check_digit, code_key, code_key_upc_e, expand_upc_e, is_gtin, is_restricted, suggestions};
pub use meaning::{Carrier, Meaning, understand};
