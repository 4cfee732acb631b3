//! People and crews: who may do what, who works with whom, new accounts, and what admins do about accounts.
//!
//! Never here: passwords. The server makes a one-time code; the person chooses the password.

mod account_card;
mod actions;
mod crew_form;
mod crew_list;
mod invite_form;
mod invite_page;
mod invited;
mod lock_row;
mod people_page;
mod person_account;
mod person_account_page;
mod person_form;
mod person_list;
mod reset_row;
mod take_factor_row;

pub use invite_page::InvitePage;
pub use people_page::PeoplePage;
pub use person_account_page::PersonAccountPage;
