//! Text encodings for the barcode reader, in the shape of the crate `encoding_rs`, of which rxing uses a handful of calls.
//!
//! A QR code may say that its text is Shift_JIS or Big5. `encoding_rs` brings tables for all of them, 103 KB brotli, 40 %
//! of the scanner; every browser has the same tables built in (Encoding Standard, <https://encoding.spec.whatwg.org>).
//! Built for anything but a browser this is `encoding_rs` itself.

#[cfg(not(target_arch = "wasm32"))]
pub use original::*;

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
pub use browser::*;
