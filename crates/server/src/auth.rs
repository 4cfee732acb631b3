//! Who is asking. Passwords, one-time codes, the second factor, locks, access tokens, refresh tokens, and the extractor
//! that routes use.
//!
//! Company, person and session come from the access token; role and whether the account is switched off are read from
//! the person's row, so that a change takes effect at once, or within a second where another server made it.

pub mod access;
pub mod account_error;
pub mod api_token;
pub mod cookie;
pub mod end_sessions;
pub mod keys;
pub mod known_sessions;
pub mod lock;
pub mod own_password;
pub mod password;
pub mod refresh;
pub mod reset;
pub mod second_factor;
pub mod set_up_code;
pub mod sign_in;
pub mod signed_in;
pub mod stay;
pub mod telling;
pub mod throttle;
mod totp;
mod who;

pub use account_error::AccountError;
pub use api_token::Owner;
pub use signed_in::{AtTheDoor, SignedIn};
