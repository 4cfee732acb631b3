//! Whole tables as CSV (RFC 4180): out for spreadsheets and other programs, in from them.
//!
//! A file that was exported can be imported again as it is. Never here: who may do that.

pub mod cell;
pub mod export;
pub mod import;
pub mod names;
