//! Edits that no app would make, a JSON text a line, handed in to the server's engine as the office and as a technician: each
//! is answered, and the invariants of the company hold. The rules are those of `sync::simulator`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Err(broken) = sync::simulator::strange_edits(text.lines().take(20)) {
        panic!("{broken}");
    }
});
