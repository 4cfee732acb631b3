//! The day at a glance: what runs, the next job with its one big button, what comes later. For the office: what stands
//! where, and what needs somebody.
//!
//! Never here: the work order itself, and time entries.

mod day_row;
mod field_day;
mod late;
mod my_day;
mod next_job;
mod office_counts;
mod office_day;
mod step_bar;
mod timer_button;
mod today_page;

pub use late::{Late, late, late_words};
pub use office_day::OfficeDay;
pub use step_bar::StepBar;
pub use today_page::TodayPage;
