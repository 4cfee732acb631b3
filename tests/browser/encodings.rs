//! The browser's tables of text encodings against known texts.

use encoding_rs::{BIG5, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn texts_of_other_alphabets_are_read() {
    assert_eq!(SHIFT_JIS.decode(&[0x93, 0x64, 0x8b, 0x43]).0, "電気");
    assert_eq!(BIG5.decode(&[0xb9, 0x71]).0, "電");
    assert_eq!(GB18030.decode(&[0xb5, 0xe7]).0, "电");
    assert_eq!(WINDOWS_1252.decode(b"caf\xe9").0, "café");
}

#[wasm_bindgen_test]
fn bytes_that_are_no_text_are_told() {
    let (text, _, wrong) = UTF_8.decode(b"panel \xff");
    assert!(wrong);
    assert_eq!(text, "panel \u{fffd}");
    assert!(!UTF_8.decode("Schütz 40 A".as_bytes()).2);
}
