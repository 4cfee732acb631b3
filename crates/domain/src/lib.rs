//! What the business is: entities, the edits a person can make to them, who may make them, and the pure functions
//! that apply an edit. The phone and the server call the same functions.
//!
//! Never here: input and output, async, clocks, randomness, browser or database types. Time and identifiers come in
//! as arguments.

pub mod activity;
pub mod apply;
pub mod barcode;
pub mod batch;
pub mod checklist;
pub mod conflict;
pub mod correction;
pub mod customer;
pub mod digest;
pub mod edit;
pub mod ids;
pub mod merge;
pub mod people;
pub mod permission;
pub mod photo;
pub mod quantity;
pub mod rejection;
pub mod row;
pub mod scope;
pub mod status;
pub mod stock;
pub mod text;
pub mod time_entry;
pub mod work_order;

pub use apply::{Context, Effects, Failure, Put, Rows, apply};
pub use edit::Edit;
pub use rejection::{Code, Rejection};
pub use row::{Body, Entity, Key, Row, Stamp};
