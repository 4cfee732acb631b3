//! WebKit in its GTK shape, on a screen that nobody sees.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use thirtyfour::Capabilities;

use crate::Failure;

pub(super) fn driver(port: u16, profile: &Path) -> Command {
    let mut command = Command::new("xvfb-run");
    command.args(["-a", "-s", "-screen 0 1024x900x24", "WebKitWebDriver"]).arg(format!("--port={port}"));
    // Nothing of the person who runs the tests, and nothing left behind.
    for name in ["XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, profile.join(name));
    }
    // Its own sandbox does not start for root, as in a container.
    command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    command
}

pub(super) fn capabilities() -> Result<Capabilities, Failure> {
    let mut wanted = Capabilities::new();
    wanted.set("webkitgtk:browserOptions", json!({ "binary": mini_browser()?, "args": ["--automation"] }))?;
    Ok(wanted)
}

/// The package's small browser: one folder for each kind of processor and each version of the interface.
fn mini_browser() -> Result<PathBuf, Failure> {
    let inside = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = inside(Path::new("/usr/lib"))
        .chain([PathBuf::from("/usr/lib"), PathBuf::from("/usr/libexec")])
        .flat_map(|folder| inside(&folder).collect::<Vec<_>>())
        .filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit2gtk-")))
        .map(|folder| folder.join("MiniBrowser"))
        .filter(|program| program.exists())
        .collect();
    found.sort();
    found.pop().ok_or_else(|| Failure::said("WebKit's MiniBrowser is nowhere: run `cargo xtask setup test`"))
}
