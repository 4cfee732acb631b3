//! The sync centre: what is on this phone, what has arrived, what needs somebody. And the words for edits, rows and
//! values, which other pages use too.
//!
//! Never here: sending. That is the driver's in `app`; this only shows it and asks for it.

mod age;
mod clock;
mod correct_sheet;
mod describe;
mod discard_dialog;
mod exact_input;
mod hand_over;
mod job_of;
mod line_view;
mod needs_you;
mod other_phones;
mod photo_lines;
mod queue;
mod row_name;
mod size;
mod summary_card;
mod sync_center_page;
mod unsent_lists;
mod value_words;

pub use age::age;
pub use clock::use_clock;
pub use describe::describe;
pub use exact_input::exact_input;
pub use row_name::row_name;
pub use size::size_words;
pub use sync_center_page::SyncCenterPage;
pub use value_words::{field_words, value_words};
