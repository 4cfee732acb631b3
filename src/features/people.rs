//! People and crews: who may do what, who works with whom, and new accounts.
//!
//! Never here: passwords. The server makes a one-time code; the person chooses the password.

mod actions;
mod crew_form;
mod crew_list;
mod invite_form;
mod invite_page;
mod invited;
mod people_page;
mod person_form;
mod person_list;

pub use invite_page::InvitePage;
pub use people_page::PeoplePage;
