//! How a person signs in: password, second factor, where they are signed in, what happened to the account. The lists and
//! the way of asking serve admins too, who look after somebody else's account.
//!
//! Never here: anything that is kept on the phone or waits for a signal. The server is asked when the page opens.

mod asking;
mod confirm;
mod event_words;
mod fetched;
mod key_step;
mod one_time;
mod password_page;
mod problem;
mod qr_code;
mod recovery_codes;
mod second_factor_page;
mod security_page;
mod session_list;
mod session_row;
mod sign_in_list;
mod sign_in_row;
mod switch_off;
mod switch_on;

pub use asking::Asking;
pub use confirm::Confirm;
pub use fetched::{Fetched, fetched};
pub use one_time::CopyButton;
pub use password_page::PasswordPage;
pub use problem::AccountProblem;
pub use second_factor_page::SecondFactorPage;
pub use security_page::SecurityPage;
pub use session_list::SessionList;
pub use sign_in_list::SignInList;
