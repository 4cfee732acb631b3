//! Any bytes, taken for a photo: its smaller pictures are made, or it is refused.
#![no_main]
#![allow(dead_code)]

#[path = "../../crates/server/src/renditions/picture.rs"]
mod picture;
#[path = "../../crates/server/src/blobs/sniff.rs"]
mod sniff;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if sniff::picture(bytes).is_some() {
        for upright in [picture::Upright::ByExif, picture::Upright::Already] {
            if let Ok(made) = picture::scale(bytes, upright) {
                assert_eq!(sniff::picture(&made.large), Some("image/jpeg"));
                assert_eq!(sniff::picture(&made.thumb), Some("image/jpeg"));
            }
        }
    }
});
