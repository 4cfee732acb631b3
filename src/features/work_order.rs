//! One work order: what and where, the way through its statuses, notes, parts, time, history; and the form that makes or
//! changes one.
//!
//! Never here: the list (`jobs`), the pictures (`photos`), the steps of a checklist (`checklists`).

mod actions;
mod clashes;
mod customer_picker;
mod facts;
mod head;
mod history;
mod history_line;
mod mover;
mod next_step;
mod note;
mod notes;
mod open_order;
mod order_edits;
mod order_fields;
mod order_form;
mod order_form_fields;
mod order_form_page;
mod parts;
mod people;
mod people_picker;
mod reason_form;
mod site_picker;
mod step_words;
mod steps_sheet;
mod time;
mod time_row;
mod what_where;
mod window_fields;
mod work_order_page;

pub use order_form_page::OrderFormPage;
pub use people::{Names, use_names};
pub use work_order_page::WorkOrderPage;
