//! Which Rust toolchain compiles everything: the default one when it has the wasm target, else Debian's (named `web`),
//! whose standard library for wasm `setup` has built. One toolchain for native and wasm code: dependencies that both
//! need compile once.

use std::path::PathBuf;
use std::process::Command;

use crate::Failure;
use crate::command::{command, read, which};

/// The target of the app and the scanner.
pub const WASM: &str = "wasm32-unknown-unknown";
/// `crates/encodings`, by a name that cargo cannot take for the crate whose place it takes.
pub const ENCODINGS: &str = "encoding_rs@0.8.44";
/// The name under which rustup knows Debian's toolchain.
pub const FALLBACK: &str = "web";
/// Debian's linker for wasm.
const FALLBACK_LINKER: &str = "wasm-ld-22";

/// A toolchain that can build for wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The one that `cargo` uses by itself.
    Default,
    /// Debian's.
    Fallback,
}

impl Toolchain {
    /// The one that is ready, if any.
    pub fn ready() -> Option<Self> {
        [Self::Default, Self::Fallback].into_iter().find(|toolchain| toolchain.has_wasm())
    }

    /// Makes `command` and all that it starts use this toolchain.
    pub fn apply(self, command: &mut Command) {
        // The cargo that started this program names its own toolchain to its children.
        command.env_remove("CARGO").env_remove("RUSTC").env_remove("RUSTDOC");
        match self {
            Self::Default => command.env_remove("RUSTUP_TOOLCHAIN"),
            Self::Fallback => command
                .env("RUSTUP_TOOLCHAIN", FALLBACK)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", FALLBACK_LINKER),
        };
    }

    fn has_wasm(self) -> bool {
        if self == Self::Fallback && which(FALLBACK_LINKER).is_none() {
            return false;
        }
        let Some(root) = sysroot(self) else {
            return false;
        };
        let files = std::fs::read_dir(root.join("lib/rustlib").join(WASM).join("lib"));
        // `test` is compiled last, and the tests in the browser need it.
        files.into_iter().flatten().flatten().any(|file| file.file_name().to_string_lossy().starts_with("libtest-"))
    }
}

/// A cargo call with the toolchain that is ready.
pub fn cargo() -> Result<Command, Failure> {
    with("cargo")
}

/// A call of `program`, which itself calls cargo, with the toolchain that is ready.
pub fn with(program: &str) -> Result<Command, Failure> {
    let toolchain = Toolchain::ready().ok_or("no toolchain can build for wasm: run `cargo xtask setup`")?;
    let mut command = command(program);
    toolchain.apply(&mut command);
    Ok(command)
}

/// The root of a toolchain.
pub fn sysroot(toolchain: Toolchain) -> Option<PathBuf> {
    let mut rustc = command("rustc");
    toolchain.apply(&mut rustc);
    read(rustc.args(["--print", "sysroot"])).ok().map(|text| PathBuf::from(text.trim()))
}
