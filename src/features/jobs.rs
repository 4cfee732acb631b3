//! The list of work orders: mine, today, all; by status; searched as you type.
//!
//! Never here: one work order, which is `work_order`.

mod address;
mod chips;
mod filter;
mod job_row;
mod jobs_page;
mod jobs_pane;
mod keys;
mod marks;
mod nothing;
mod place;
mod status_chip;
mod when;
mod wide;

pub use job_row::JobRow;
pub use jobs_page::JobsPage;
pub use jobs_pane::JobsPane;
pub use place::{list_href, provide_place};
pub use status_chip::{StatusChip, glyph as status_glyph};
pub use when::{day_words, window_words};
pub use wide::use_wide;
