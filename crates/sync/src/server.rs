//! The server's side: edits come in through [`push`], rows go out through [`pull`]. Both work on a [`store`].
//!
//! Every company has one counter. A push locks it for its whole transaction, so that edits of one company happen one
//! after the other, and sequence numbers are gapless and in commit order. Companies do not wait for one another.

pub mod actor;
pub mod cursor;
pub mod pull;
pub mod push;
mod rescope;
pub mod scoping;
pub mod sight;
pub mod store;
mod work;

pub use cursor::CursorKey;
pub use pull::{packed, pull};
pub use push::{HandedIn, PushError, Pushed, install, push, push_together, within};
pub use sight::Sight;
pub use store::{PushTx, ServerStore, StoredResult};
