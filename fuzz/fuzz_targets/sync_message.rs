//! Anything that may come over the line or lie in a vault is read, or refused in words; what is read is written and read
//! again as the same.
#![no_main]

use std::fmt::Debug;

use protocol::parcel::{About, Bytes, HandIn};
use protocol::sync::{PullRequest, PullResponse, PushRequest, PushResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::client::uploads::Manifest;
use sync::client::{CacheMeta, Entry};
use sync::pack::Pack;

fn same<T: Serialize + DeserializeOwned + Debug>(text: &str) {
    let Ok(value) = serde_json::from_str::<T>(text) else { return };
    let Ok(written) = serde_json::to_string(&value) else { panic!("{value:?} cannot be written") };
    let Ok(again) = serde_json::from_str::<T>(&written) else { panic!("{written} cannot be read") };
    assert_eq!(serde_json::to_string(&again).ok(), Some(written));
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    same::<PushRequest>(text);
    same::<PushResponse>(text);
    same::<PullRequest>(text);
    same::<PullResponse>(text);
    same::<HandIn>(text);
    same::<About>(text);
    same::<Bytes>(text);
    same::<Manifest>(text);
    same::<CacheMeta>(text);
    same::<domain::Edit>(text);
    if let Some(pack) = Pack::read(text.as_bytes().to_vec()) {
        drop(Pack::read(pack.text().unwrap_or_default().as_bytes().to_vec()));
    }
    if let Ok(entry) = Entry::read(text) {
        drop(entry.put(sync::client::Shelf::Outbox));
    }
});
