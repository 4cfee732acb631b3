//! What the office asks of the server itself: it needs a signal.

use protocol::phones::Phone;
use web_sys::File;

use super::{Later, Owner};

/// Phones, and parcels from phones that cannot send.
pub trait Office: Owner {
    /// Every phone of the company; `None` without a way to the server.
    fn phones(&self) -> Later<Option<Vec<Phone>>>;
    /// Hands in a parcel.
    fn hand_in(&self, file: File) -> Later<Result<HandedIn, ParcelError>>;
}

/// What became of a parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandedIn {
    /// Whose it was.
    pub name: String,
    /// Edits that are done now.
    pub edits: usize,
    /// Edits that had arrived before.
    pub known: usize,
    /// Edits that were refused: they are in the list of refused work.
    pub refused: usize,
    /// Edits that wait for something that has not arrived: hand the parcel in again later.
    pub deferred: usize,
    /// Photos and small pictures that are there now.
    pub photos: usize,
}

/// Why a parcel could not be handed in whole. Nothing of it is done twice when it is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParcelError {
    /// It is no parcel, or not whole.
    Broken,
    /// It is of another company.
    OtherCompany,
    /// A newer version of the app wrote it.
    Newer,
    /// The server does not take it.
    Refused,
    /// The sign-in is over.
    SignIn,
    /// No way to the server.
    Offline,
}
