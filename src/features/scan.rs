//! Scan: the camera as the fastest way to an item. A code that is known raises the item, or goes into a basket that is
//! booked at once: used on a job, received, moved, counted. One that is not known is linked, made into an item, or parked.
//! Typing, a photo and a hand-held reader do the same.
//!
//! Never here: pixels and decoding, which are behind `ports.scan`; moving stock, which is `stock`.

mod basket;
mod basket_sheet;
mod basket_target;
mod blocked;
mod camera_view;
mod check_digit;
mod controls;
mod cooldown;
mod facts;
mod facts_list;
mod found_sheet;
mod freeze_control;
mod kept;
mod labels;
mod outline;
mod pack_question;
mod photo_control;
mod place_found;
mod purpose;
mod purpose_field;
mod reading;
mod recent_chips;
mod scan_page;
mod scanned_list;
mod session;
mod sound_switch;
mod target;
mod trust;
mod typed_entry;
mod unknown_code;
mod wedge;
mod zoom_slider;

pub use scan_page::ScanPage;
