//! A phone that hands in a picture in any way. The rules are those of `crates/server/tests/any_bytes`.
#![no_main]
#![allow(clippy::unwrap_used)]

#[path = "../../crates/server/tests/any_bytes/upload.rs"]
mod upload;

thread_local! {
    static DESK: upload::Desk = upload::Desk::open();
}

libfuzzer_sys::fuzz_target!(|story: &[u8]| {
    DESK.with(|desk| {
        if let Err(broken) = desk.tell(story) {
            panic!("{broken}");
        }
    });
});
