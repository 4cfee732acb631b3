//! Signing in: with a password, again after the sign-in is over, the first time with a one-time code, and with another
//! password when it was forgotten. And the fields for passwords, which other pages use too.
//!
//! Never here: tokens. What is typed goes to the account port and is forgotten.

mod ask_code;
mod choose_password;
mod forgot_page;
mod login_page;
mod new_password;
mod password_field;
mod problem;
mod rules;
mod second_factor;
mod set_up_page;
mod welcome;

pub use forgot_page::ForgotPage;
pub use login_page::LoginPage;
pub use new_password::{NewPassword, NewPasswordFields};
pub use password_field::{PasswordField, ShowPassword};
pub use problem::sign_in_words;
pub use second_factor::{SecondFactor, SecondFactorField};
pub use set_up_page::SetUpPage;
