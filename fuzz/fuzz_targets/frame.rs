//! Any frame, read by the first module. The rules are those of `crates/scanner/tests/pixels`.
#![no_main]

#[path = "../../crates/scanner/tests/pixels/picture.rs"]
mod picture;
#[path = "../../crates/scanner/tests/pixels/sound.rs"]
mod sound;

use scanner::Luma;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some(picture) = picture::picture(bytes)
        && let Ok(frame) = Luma::new(picture.width, picture.height, &picture.pixels)
    {
        sound::assert_sound(frame);
    }
});
