//! Signing in: with a password, again after the sign-in is over, and the first time with a one-time code.
//!
//! Never here: tokens. What is typed goes to the account port and is forgotten.

mod login_page;
mod password_field;
mod problem;
mod rules;
mod set_up_page;
mod welcome;

pub use login_page::LoginPage;
pub use set_up_page::SetUpPage;
