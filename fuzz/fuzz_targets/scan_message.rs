//! Any text, taken for a message to or from the scanner's worker. The rules are those of
//! `crates/protocol/tests/any_message`.
#![no_main]

#[path = "../../crates/protocol/tests/any_message/sound.rs"]
mod sound;

libfuzzer_sys::fuzz_target!(|text: &str| sound::assert_sound(text));
