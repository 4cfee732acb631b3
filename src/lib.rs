//! The Pem2 app: what runs in the browser. Rooms and the arrows between them are in ARCHITECTURE.md:
//!
//! `app` wires everything and is imported by no one · `features` hold pages and forms · `state` is what the screen shows
//! · `ui` holds controls that know no work order · `platform` makes every browser call · `words` is all that is read.
//!
//! Built for anything but a browser this crate is empty, so that the tests of the architecture need no user interface.
#![cfg(target_arch = "wasm32")]

pub mod app;
pub mod features;
pub mod platform;
pub mod state;
pub mod ui;
pub mod words;
