//! The standard library for wasm: from rustup, or built from Debian's sources where rustup's server cannot be reached.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{apt, report};
use crate::Failure;
use crate::command::{as_root, command, read, root, run, succeeds_within, which};
use crate::files::{make_folder, walk, write};
use crate::toolchain::{FALLBACK, Toolchain, WASM, sysroot};

/// How long rustup may take before it counts as unreachable.
const PATIENCE: Duration = Duration::from_secs(20);
/// Debian's compiler, its sources, its clippy and a linker for wasm.
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-22"];
/// The crate that is compiled only for the sake of its standard library.
const SCRATCH: &str = "scratch";

/// Installs it when it is missing.
pub fn install() -> Result<(), Failure> {
    match Toolchain::ready() {
        Some(Toolchain::Default) => report("Rust for wasm", "present"),
        Some(Toolchain::Fallback) => report("Rust for wasm", "present (Debian's toolchain)"),
        None if which("rustup").is_none() => {
            return Err("please install Rust by rustup first: https://rustup.rs".to_owned());
        }
        None if by_rustup() => report("Rust for wasm", "installed by rustup"),
        None => {
            println!("  rustup's server does not answer: building the library from Debian's sources");
            from_debian()?;
            report("Rust for wasm", "built from Debian's sources");
        }
    }
    Ok(())
}

fn by_rustup() -> bool {
    println!("  rustup target add {WASM} (given up after {} s)", PATIENCE.as_secs());
    let mut rustup = command("rustup");
    Toolchain::Default.apply(&mut rustup);
    succeeds_within(rustup.args(["target", "add", WASM]), PATIENCE) && Toolchain::ready() == Some(Toolchain::Default)
}

fn from_debian() -> Result<(), Failure> {
    apt::fetch(&PACKAGES)?;
    run(command("rustup").args(["toolchain", "link", FALLBACK, "/usr"]))?;
    let built = build(&root().join("target/wasm-std"))?;
    let home = sysroot(Toolchain::Fallback).ok_or("Debian's compiler does not say where it lives")?;
    // It lives in /usr.
    let to = home.join("lib/rustlib").join(WASM).join("lib");
    run(as_root("mkdir").arg("-p").arg(&to))?;
    read(as_root("cp").args(built).arg(&to)).map(drop)
}

/// Builds the library in a scratch crate; answers its files.
fn build(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    make_folder(&folder.join("src"))?;
    write(&folder.join("src/lib.rs"), "")?;
    let manifest = format!("[package]\nname = \"{SCRATCH}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n");
    write(&folder.join("Cargo.toml"), manifest)?;
    let mut cargo = command("cargo");
    Toolchain::Fallback.apply(&mut cargo);
    cargo
        .current_dir(folder)
        .env("RUSTC_BOOTSTRAP", "1")
        // Without the bitcode, link-time optimisation of the app fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // Without `test`, the tests in the browser cannot be linked.
        .args(["build", "--release", "-Zbuild-std=std,panic_abort,test", "--target", WASM]);
    run(&mut cargo)?;
    let library = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".rlib") && !name.starts_with(&format!("lib{SCRATCH}-"))
    };
    Ok(walk(&folder.join("target").join(WASM).join("release/deps")).into_iter().filter(library).collect())
}
