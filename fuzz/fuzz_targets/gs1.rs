//! Any text, understood. The rules are those of `crates/domain/tests/any_text`.
#![no_main]

#[path = "../../crates/domain/tests/any_text/sound.rs"]
mod sound;

libfuzzer_sys::fuzz_target!(|text: &str| sound::assert_sound(text));
