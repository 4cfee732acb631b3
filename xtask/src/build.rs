//! Builds the app with Trunk and the server with the app inside: one file to deploy.

use std::path::PathBuf;

use crate::Failure;
use crate::command::{root, run};
use crate::files::{fingerprint, make_folder, read_text, write};
use crate::{precache, toolchain};

/// All that the app is made of. Its `Cargo.toml`s and the lock say which code of others.
const INPUTS: [&str; 20] = [
    ".cargo",
    "build.rs",
    "src",
    "style",
    "public",
    "locales",
    "crates/domain",
    "crates/encodings",
    "crates/protocol",
    "crates/sync",
    "crates/scanner",
    "index.html",
    "manifest.json",
    "sw.js",
    "boot.js",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "xtask/src/precache.rs",
    "xtask/src/precache",
];

/// `cargo xtask build`
pub fn build(args: &[String]) -> Result<(), Failure> {
    let features = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => "embed-app",
        ["--telemetry"] => "embed-app,telemetry",
        _ => return Err("build takes `--telemetry` or nothing".to_owned()),
    };
    app()?;
    server(features).map(drop)
}

/// Builds app and server as most use it; answers the server's program.
pub fn everything() -> Result<PathBuf, Failure> {
    app()?;
    server("embed-app")
}

/// Builds the app into `dist/`. Nothing happens when nothing of it changed.
pub fn app() -> Result<(), Failure> {
    let stamp = root().join("target/app.stamp");
    let inputs: Vec<PathBuf> = INPUTS.iter().map(|name| root().join(name)).filter(|path| path.exists()).collect();
    let now = fingerprint(&inputs)?;
    if root().join("dist/index.html").exists() && read_text(&stamp).is_ok_and(|before| before == now) {
        println!("  the app is up to date");
        return Ok(());
    }
    // Trunk reads NO_COLOR as true or false; other programs set it to 1.
    run(toolchain::with("trunk")?.env_remove("NO_COLOR").arg("build"))?;
    precache::precache()?;
    make_folder(&root().join("target"))?;
    write(&stamp, now)
}

/// Builds the server with the app inside.
fn server(features: &str) -> Result<PathBuf, Failure> {
    run(toolchain::cargo()?.args(["build", "--release", "--package", "server", "--features", features]))?;
    Ok(target().join("release/pem2"))
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
