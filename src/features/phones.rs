//! The office looks after the phones of the company: when each was heard of, what waits on it, what was refused; and hands
//! in the parcel of one that cannot send.
//!
//! Never here: sending. That is the driver's in `app`.

mod kind;
mod parcel_input;
mod phone_list;
mod phones_page;
mod refused_work;

pub use kind::phone_kind;
pub use phones_page::PhonesPage;
