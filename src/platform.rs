//! Every browser call, typed and with its errors mapped.
//!
//! Never here: components, business rules, words.

pub mod cache_store;
pub mod camera;
pub mod clipboard;
pub mod clock;
pub mod digest;
pub mod http;
pub mod idb;
pub mod install;
pub mod intl;
pub mod line;
mod listener;
pub mod local_settings;
pub mod page;
pub mod photo_intake;
pub mod picture_cache;
pub mod random;
pub mod save_file;
pub mod scanner_worker;
pub mod service_worker;
pub mod sound;
pub mod storage;
pub mod tabs;
pub mod tape;
pub mod text;
pub mod theme;
pub mod vault_store;
pub mod wake;
pub mod wake_lock;
