//! Firefox.

use std::path::Path;
use std::process::Command;

use serde_json::json;
use thirtyfour::Capabilities;

use crate::Failure;
use crate::process::free_port;

pub(super) fn driver(port: u16) -> Result<Command, Failure> {
    let mut command = Command::new("geckodriver");
    command.arg(format!("--port={port}")).args(["--log", "error"]);
    // Two of them at once would choose the same.
    command.arg(format!("--websocket-port={}", free_port()?));
    Ok(command)
}

pub(super) fn capabilities(profile: &Path) -> Result<Capabilities, Failure> {
    let mut wanted = Capabilities::new();
    wanted.set("browserName", "firefox")?;
    wanted.set(
        "moz:firefoxOptions",
        json!({
            "args": ["-headless", "--width=500", "--height=844", "-profile", profile],
            // Asked for at the start of the app, by a question that nobody is there to answer.
            "prefs": { "permissions.default.persistent-storage": 1 },
        }),
    )?;
    Ok(wanted)
}
