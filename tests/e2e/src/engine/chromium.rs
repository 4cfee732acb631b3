//! Chromium, as a phone: 390 × 844 with a touch screen.

use std::path::Path;
use std::process::Command;

use serde_json::json;
use thirtyfour::Capabilities;

use super::SetUp;
use crate::{Failure, camera};

pub(super) fn driver(port: u16) -> Command {
    let mut command = Command::new("chromedriver");
    command.arg(format!("--port={port}")).arg("--log-level=SEVERE");
    command
}

pub(super) fn capabilities(profile: &Path, set_up: &SetUp) -> Result<Capabilities, Failure> {
    let mut switches: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en-US",
    ]
    .map(str::to_owned)
    .to_vec();
    switches.push(format!("--user-data-dir={}", profile.display()));
    switches.extend(set_up.film.iter().flat_map(|film| camera::switches(film)));
    switches.extend(set_up.calm.then(|| "--force-prefers-reduced-motion".to_owned()));
    let phone = json!({ "width": 390, "height": 844, "pixelRatio": 1, "touch": true, "mobile": true });
    let mut wanted = Capabilities::new();
    wanted.set("browserName", "chrome")?;
    wanted.set("goog:chromeOptions", json!({ "args": switches, "mobileEmulation": { "deviceMetrics": phone } }))?;
    wanted.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
    Ok(wanted)
}
