//! Checklists on a work order: start one from a template, answer its steps, declare it complete.
//!
//! Never here: writing templates.

mod actions;
mod checklist_card;
mod checklists_section;
mod complete;
mod start_sheet;
mod step;
mod step_note;

pub use checklists_section::ChecklistsSection;
