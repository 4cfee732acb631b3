//! What features need of the phone and of the office, as traits. `app` implements them over `platform`.

mod account;
mod office;
mod owner;
mod scan;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use domain::Rejection;
use domain::ids::{MutationId, PhotoId, WorkOrderId};
use domain::photo::Slot;
use leptos::prelude::{Callback, LocalStorage, StoredValue, WithValue, use_context};
use protocol::blobs::Rendition;
use sync::client::{StoreError, Unsent};
use web_sys::File;

use super::{Coming, Screens};

pub use account::{Account, Accounts, Asked, SignInError, Whose};
pub use office::{HandedIn, Office, ParcelError};
pub use owner::Owner;
pub use scan::{CameraError, CameraView, Scan, ScanEvent, Seen, Zoom};

/// Something that will be there later.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// Why something that a person entered was not saved. Nothing changed, and the form still holds it.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// A rule of the business.
    Rule(Rejection),
    /// The phone's storage.
    Store(StoreError),
}

/// Work that is saved on the phone and sent when there is a way.
pub trait Work {
    /// Saves edits, all or none. Ready only when they are durable.
    fn submit(&self, edits: Vec<domain::Edit>) -> Later<Result<(), Refusal>>;
    /// Saves photos, one after the other; each is told to `saved` as soon as it is safe.
    fn add_photos(
        &self,
        job: WorkOrderId,
        slot: Option<Slot>,
        files: Vec<File>,
        saved: Callback<PhotoId>,
    ) -> Later<Result<(), Refusal>>;
    /// Tries to send everything at once, on whatever line.
    fn send_now(&self);
    /// Tries again now, on the line that it may use.
    fn try_again(&self);
    /// A setting about sending has changed.
    fn kick(&self);
    /// Hands in a refused edit again, as it was or as `corrected`.
    fn resend(&self, id: MutationId, corrected: Option<domain::Edit>) -> Later<Result<(), Refusal>>;
    /// Discards a refused edit on purpose.
    fn discard(&self, id: MutationId) -> Later<Result<(), Refusal>>;
    /// Sends a photo again.
    fn resend_photo(&self, sha256: String) -> Later<Result<(), Refusal>>;
    /// What the vault holds that the server has not confirmed, read anew.
    fn unsent(&self) -> Later<Result<Unsent, StoreError>>;
    /// Saves all of that as one file that the office can hand in; whether the person took the file.
    fn save_parcel(&self) -> Later<Result<bool, StoreError>>;
    /// An address for an `<img>`: from this phone, else from the server. `None`: not to be had just now.
    fn photo_url(&self, photo: PhotoId, rendition: Rendition) -> Later<Option<String>>;
    /// Keeps a half-filled form under `key`; `None` forgets it.
    fn keep_draft(&self, key: String, text: Option<String>);
    /// The half-filled form kept under `key`.
    fn draft(&self, key: String) -> Later<Option<String>>;
}

/// The setting that mutes sounds when it is "off".
pub const SOUNDS: &str = "sounds";

/// The setting on which line originals of photos are sent.
pub const PHOTOS_LINE: &str = "photos_line";
/// Its value for Wi-Fi only; else any line will do.
pub const WIFI: &str = "wifi";

/// The result of a scan, as a sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beep {
    /// A code we know.
    Known,
    /// A code nobody knows.
    Unknown,
    /// Something is wrong.
    Error,
}

/// How the app is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Install {
    /// It runs from the home screen.
    Installed,
    /// The browser offers a prompt.
    Prompt,
    /// An iPhone: by hand, with pictures.
    IPhone,
    /// By the browser's own menu.
    Menu,
}

/// Room on the phone, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Room {
    /// In use by this app.
    pub used: f64,
    /// As much as the app may use.
    pub quota: f64,
    /// The system promised not to clear it by itself.
    pub persistent: bool,
}

/// The phone itself: clock, formats, looks, sounds.
pub trait Phone {
    /// The clock, in milliseconds since 1970 UTC.
    fn now(&self) -> i64;
    /// A fresh identifier for a row.
    fn new_id(&self) -> uuid::Uuid;
    /// "1:30 PM"
    fn time(&self, at: i64) -> String;
    /// "Mon, Nov 23"
    fn date(&self, at: i64) -> String;
    /// "Mon, Nov 23, 1:30 PM"
    fn date_time(&self, at: i64) -> String;
    /// The first moment of the local day of `at`.
    fn day_start(&self, at: i64) -> i64;
    /// The first moment of the local day `days` after the day of `at`: right across clock changes.
    fn add_days(&self, at: i64, days: i32) -> i64;
    /// 0 = Sunday … 6 = Saturday.
    fn weekday(&self, at: i64) -> u8;
    /// The value of a `datetime-local` field, as a moment.
    fn parse_local(&self, text: &str) -> Option<i64>;
    /// A moment, as the value of a `datetime-local` field.
    fn format_local(&self, at: i64) -> String;
    /// What was typed, in Unicode's composed form and trimmed.
    fn clean(&self, text: &str) -> String;
    /// "system", "light", "dark" or "sunlight".
    fn theme(&self) -> String;
    /// Sets the looks.
    fn set_theme(&self, theme: &str);
    /// A small setting kept on this phone.
    fn setting(&self, key: &str) -> Option<String>;
    /// Keeps a small setting on this phone.
    fn set_setting(&self, key: &str, value: &str);
    /// Makes a sound, unless muted, and shakes where there is something to shake.
    fn beep(&self, beep: Beep);
    /// Whether the browser tells on which kind of line it is.
    fn tells_line(&self) -> bool;
    /// How the app is installed.
    fn install(&self) -> Install;
    /// Shows the browser's prompt.
    fn prompt_install(&self) -> Later<bool>;
    /// Room on the phone.
    fn room(&self) -> Later<Room>;
    /// Asks the system not to clear the app's data by itself.
    fn ask_to_persist(&self) -> Later<bool>;
    /// Starts the new version that waits.
    fn update_now(&self);
    /// Does some work and notes how long it took, for the benches.
    fn timed(&self, name: &str, work: &mut dyn FnMut());
    /// The address of a map with the way to a place.
    fn directions_to(&self, address: &str) -> String;
    /// Follows a link out of the app: maps, phone, mail.
    fn open(&self, url: &str);
    /// One page back, when the page before in this tab is one of ours; whether it went.
    fn go_back(&self) -> bool;
    /// Sets the title of the tab.
    fn set_title(&self, title: &str);
    /// Another page stands on the screen: the keyboard and screen readers begin at its top.
    fn page_changed(&self);
}

/// All ports, as features find them.
#[derive(Clone)]
pub struct Ports {
    /// Signing in and out, and looking after accounts.
    pub account: Coming<dyn Account>,
    /// Saving and sending.
    pub work: Coming<dyn Work>,
    /// The office's questions to the server.
    pub office: Coming<dyn Office>,
    /// The camera as a barcode reader.
    pub scan: Coming<dyn Scan>,
    /// Pages and pieces of the second part.
    pub screens: Coming<dyn Screens>,
    /// The phone itself.
    pub phone: Rc<dyn Phone>,
}

/// A handle to [`Ports`] that is copied into closures.
#[derive(Clone, Copy)]
pub struct PortsHandle(pub StoredValue<Ports, LocalStorage>);

/// The ports of this app.
///
/// # Panics
/// Outside of the app's own component tree: a mistake while building, found by the first test that opens the page.
pub fn use_ports() -> Ports {
    let Some(PortsHandle(stored)) = use_context::<PortsHandle>() else {
        panic!("no ports in this component tree");
    };
    stored.with_value(Ports::clone)
}
