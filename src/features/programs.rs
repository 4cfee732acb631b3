//! Keys with which other programs read and change the company's data: what each may do, when it was used, making one,
//! revoking one. For admins.
//!
//! Never here: a key itself, but for the once that it is shown.

mod key_form;
mod key_form_page;
mod key_list;
mod key_made;
mod key_row;
mod programs_page;
mod scope_words;

pub use key_form_page::KeyFormPage;
pub use key_made::ShownOnce;
pub use programs_page::ProgramsPage;
