//! Chance, and identifiers drawn from it.

use std::cell::Cell;

use uuid::Uuid;

use super::clock::now_ms;

thread_local! {
    /// The last moment and counter of an identifier, so that those of one millisecond still sort as they were made.
    static LAST: Cell<(i64, u16)> = const { Cell::new((0, 0)) };
}

/// A number from 0 up to 1.
pub fn chance() -> f64 {
    js_sys::Math::random()
}

/// A fresh UUIDv7 (RFC 9562, section 5.7), with a counter in the twelve bits after the version.
pub fn uuid() -> Uuid {
    let (moment, counter) = LAST.with(|last| {
        let (moment, counter) = last.get();
        let now = now_ms();
        let next = match counter {
            // A clock that stands still or went back: keep counting, and step on when the counter is full.
            _ if now > moment => (now, 0),
            0xFFF => (moment + 1, 0),
            _ => (moment, counter + 1),
        };
        last.set(next);
        next
    });
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|w| w.crypto().ok()) {
        drop(crypto.get_random_values_with_u8_array(&mut bytes));
    }
    bytes[..6].copy_from_slice(&moment.to_be_bytes()[2..]);
    bytes[6] = 0x70 | (counter >> 8) as u8;
    bytes[7] = counter as u8;
    bytes[8] = 0x80 | (bytes[8] & 0x3F);
    Uuid::from_bytes(bytes)
}
