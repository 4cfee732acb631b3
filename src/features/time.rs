//! Own time: the running timer, today and this week, and corrections with their reason.
//!
//! Never here: how an entry is stored and merged, which is the domain's.

mod actions;
mod corrections;
mod day_bars;
mod entry_form;
mod entry_page;
mod entry_row;
mod length;
mod running;
mod start_sheet;
mod ticking;
mod time_page;
mod timer_card;
mod week;
mod week_header;

pub use actions::{start_edits, stop_edits};
pub use entry_page::TimeEntryPage;
pub use length::{clock, hours};
pub use running::{Running, running};
pub use start_sheet::StartSheet;
pub use ticking::use_now;
pub use time_page::TimePage;
pub use timer_card::TimerCards;
