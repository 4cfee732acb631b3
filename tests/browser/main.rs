//! The app's own calls of the browser, in a real browser: the stores pass the suites that the ones in memory pass, and
//! keep what they hold through upgrades, aborts and other versions; pictures and answers are taken for what they are.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

mod answers;
mod cache_schemas;
mod encodings;
mod intake;
mod lists;
mod pictures;
mod scripted_server;
mod stores;
mod tape;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
