//! Why the server takes nothing from this person for now, and what to do: sign in again, ask an admin, set up a second
//! factor. What was entered waits on the phone.
//!
//! Never here: whether it is so. The server's answers say it (`sync::client::Closed`).

mod admins;
mod closed_line;
mod way_on;

pub use closed_line::ClosedLine;
pub use way_on::{WayOn, reason};
