//! The list of work orders: mine, today, all; by status; searched as you type.
//!
//! Never here: one work order, which is `work_order`.

mod address;
mod chips;
mod filter;
mod job_row;
mod jobs_page;
mod keys;
mod place;
mod status_chip;
mod when;

pub use job_row::JobRow;
pub use jobs_page::JobsPage;
pub use place::{list_href, provide_place};
pub use status_chip::{StatusChip, glyph as status_glyph};
pub use when::{day_words, window_words};
