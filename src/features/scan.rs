//! Scan: the camera as the fastest way to an item. A code that is known raises the item; one that is not is linked, made
//! into an item, or parked. Typing, a photo and a hand-held reader do the same.
//!
//! Never here: pixels and decoding, which are behind `ports.scan`; moving stock, which is `stock`.

mod blocked;
mod camera_view;
mod check_digit;
mod controls;
mod found_sheet;
mod photo_control;
mod reading;
mod recent_chips;
mod scan_page;
mod session;
mod typed_entry;
mod unknown_code;
mod wedge;

pub use scan_page::ScanPage;
