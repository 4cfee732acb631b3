//! A file for a table, of any bytes. The rules are those of `crates/server/tests/any_bytes`.
#![no_main]
#![allow(clippy::unwrap_used)]

#[path = "../../crates/server/tests/any_bytes/table.rs"]
mod table;

thread_local! {
    static OFFICE: table::Office = table::Office::open();
}

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    OFFICE.with(|office| {
        if let Err(broken) = office.hand_in(file) {
            panic!("{broken}");
        }
    });
});
