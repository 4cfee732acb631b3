//! The standard library for wasm: from rustup, or built from Debian's sources where rustup's server cannot be reached.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::{apt, report};
use crate::Failure;
use crate::command::{command, root, run, succeeds_within};
use crate::toolchain::{FALLBACK, FALLBACK_LINKER, Toolchain, WASM, sysroot};

/// How long rustup may take before it counts as unreachable.
const PATIENCE: Duration = Duration::from_secs(20);
/// Debian's compiler, its sources, its clippy and a linker.
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-22"];

/// Installs it when it is missing.
pub fn install() -> Result<(), Failure> {
    match Toolchain::ready() {
        Some(Toolchain::Default) => report("Rust for wasm", "present (default toolchain)"),
        Some(Toolchain::Fallback) => report("Rust for wasm", "present (Debian's toolchain)"),
        None if succeeds_within(command("rustup").args(["target", "add", WASM]), PATIENCE) => {
            report("Rust for wasm", "installed by rustup");
        }
        None if apt::is_debian() => {
            println!("  rustup's server is not reached: building the library from Debian's sources");
            apt::fetch(&PACKAGES)?;
            run(command("rustup").args(["toolchain", "link", FALLBACK, "/usr"]))?;
            build()?;
            report("Rust for wasm", "built from Debian's sources");
        }
        None => return Err(format!("please run `rustup target add {WASM}`: it did not answer here")),
    }
    Ok(())
}

/// Builds the library in a scratch crate and puts it where the compiler looks.
fn build() -> Result<(), Failure> {
    let scratch = root().join("target/wasm-std");
    fs::create_dir_all(scratch.join("src")).map_err(words)?;
    fs::write(scratch.join("src/lib.rs"), "").map_err(words)?;
    let manifest = "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n";
    fs::write(scratch.join("Cargo.toml"), manifest).map_err(words)?;
    let mut cargo = command("cargo");
    Toolchain::Fallback.apply(&mut cargo);
    // Without the bitcode, link-time optimisation of the app fails.
    cargo
        .current_dir(&scratch)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", FALLBACK_LINKER)
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .args(["build", "--release", "-Zbuild-std=std,panic_abort,test", "--target", WASM]);
    run(&mut cargo)?;
    let home = sysroot(Some(FALLBACK)).ok_or("Debian's compiler does not say where it lives")?;
    let to = home.join("lib/rustlib").join(WASM).join("lib");
    fs::create_dir_all(&to).map_err(words)?;
    copy_libraries(&scratch.join("target").join(WASM).join("release/deps"), &to)
}

fn copy_libraries(from: &Path, to: &Path) -> Result<(), Failure> {
    for file in fs::read_dir(from).map_err(words)?.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libscratch") {
            fs::copy(file.path(), to.join(&name)).map_err(words)?;
        }
    }
    Ok(())
}

fn words(error: std::io::Error) -> Failure {
    error.to_string()
}
