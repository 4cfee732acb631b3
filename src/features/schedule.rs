//! Days and weeks ahead: a technician's own, the office's by person and day.
//!
//! Never here: assigning people and setting windows, which is on the work order's form.

mod by_day;
mod by_person;
mod plan;
mod schedule_page;
mod span;
mod turning;
mod visit_row;
mod week_table;

pub use schedule_page::SchedulePage;
