//! Who is asking. Passwords, set-up codes, access tokens, refresh tokens, and the extractor that routes use.
//!
//! Company, person and session come from the access token; role and whether the account is switched off are read from
//! the person's row at every request, so that a change takes effect at once.

pub mod access;
pub mod cookie;
pub mod keys;
pub mod password;
pub mod refresh;
pub mod set_up_code;
pub mod sign_in;
pub mod signed_in;
pub mod throttle;

pub use signed_in::SignedIn;
