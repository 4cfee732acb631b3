//! The app's own calls of the browser, in a real browser: the stores pass the suites that the ones in memory pass, and
//! keep what they hold through upgrades, aborts and other versions.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

mod stores;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
