//! The owner's side: what other programs of a company may read, write, export, import and be told of.
//!
//! [`tables`] are whole kinds as CSV, [`webhooks`] tell what happened.
//!
//! Reading goes past the rows as they are stored ([`lists`]). Writing goes through the very same door as the edits of
//! phones ([`door`]). Who is asking is in `auth::api_token`; routes are in `routes::api`. Never here: SQL.

pub mod docs;
pub mod door;
pub mod lists;
pub mod pages;
pub mod tables;
pub mod webhooks;
pub mod wire;
